import { LinliError } from '../problem.ts'

/** Where bytes lie: a folder or an object store. Keys are made by `newStoreKey`; an object is written once and never changed. */
export interface FileStore {
  /**
   * Keeps what the source gives under a key. When it resolves the bytes survive a power cut; when it throws nothing is left
   * under the key. Throws `file_store_full` and `file_store_unavailable`.
   */
  write(key: string, source: AsyncIterable<Uint8Array>): Promise<StoredObject>
  /** The bytes from `start` up to and including `end`, or all. Throws `ObjectMissing`, and `file_store_unavailable`. */
  read(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array>>
  /** Removes an object; one that is not there is fine. */
  remove(key: string): Promise<void>
  /** Every object, in no order. Leftovers of writes that were cut off are not among them. */
  list(): AsyncIterable<{ key: string; bytes: number }>
  /** Removes leftovers of writes that began before then and never ended. Returns how many. */
  removeLeftovers(before: Date): Promise<number>
}

export interface StoredObject {
  bytes: number
  sha256: Buffer
}

/** Both ends are included, as in HTTP. */
export interface ByteRange {
  start: number
  end: number
}

/** A row names an object that is not there. */
export class ObjectMissing extends Error {
  override readonly name = 'ObjectMissing'
  constructor(key: string) {
    super(`the store has no object ${key}`)
  }
}

/** All of an object in memory; for what is known to be small enough. */
export async function readWhole(store: FileStore, key: string): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of await store.read(key)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** What is kept in one piece. */
export async function* onePiece(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  if (bytes.length > 0) yield bytes
}

const outOfRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** A store's failure as the caller should hear it: no room is a 507, anything else a 503 to repeat. */
export function storeFailure(error: unknown): Error {
  if (error instanceof LinliError || error instanceof ObjectMissing) return error
  const code = (error as { code?: unknown } | null)?.code
  return new LinliError(typeof code === 'string' && outOfRoom.has(code) ? 'file_store_full' : 'file_store_unavailable', { cause: error })
}
