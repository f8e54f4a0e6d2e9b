import { DataStore, Upload as TusUpload } from '@tus/server'
import { newStoreKey } from '../../platform/file-store/store-key.ts'
import { LinliError } from '../../platform/problem.ts'
import { type FileTools, unattachedForMs } from './file.ts'
import { removeObjects } from './process-file.ts'
import { addPart, discardUpload, findUploadById, type Upload } from './uploads.store.ts'

/**
 * Where the tus library keeps uploads: each request's bytes become a part in the file store, and then a row says they have
 * arrived. Nothing is locked while a slow phone sends: two requests for the same place both store what they get, and the
 * row decides which of them counts.
 */
export class TusStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'termination']
  readonly #tools: FileTools

  constructor(tools: FileTools) {
    super()
    this.#tools = tools
  }

  /** The row was written when its id was made. */
  override async create(upload: TusUpload): Promise<TusUpload> {
    return upload
  }

  override async getUpload(id: string): Promise<TusUpload> {
    const found = await findUploadById(this.#tools.db.read, id)
    if (!found) throw new LinliError('not_found')
    requireAlive(found, this.#tools.clock.now())
    return new TusUpload({ id, size: found.bytes, offset: found.received, creation_date: found.createdAt.toISOString() })
  }

  /** Keeps what arrives from this place on, also when the connection breaks on the way. Returns how much there is now. */
  override async write(stream: AsyncIterable<Uint8Array>, id: string, offset: number): Promise<number> {
    const { db, clock, store } = this.#tools
    const storeKey = newStoreKey('parts', clock.now())
    const { bytes } = await store.write(storeKey, untilItBreaks(stream))
    if (bytes === 0) {
      await removeObjects(store, [storeKey])
      return offset
    }
    try {
      await addPart(db, id, { startAt: offset, bytes, storeKey }, clock.now())
    } catch (error) {
      // After any other failure it may have been counted all the same; if not, it is an orphan.
      if (error instanceof LinliError && error.code === 'upload_offset_wrong') await removeObjects(store, [storeKey])
      throw error
    }
    return offset + bytes
  }

  override async remove(id: string): Promise<void> {
    const keys = await discardUpload(this.#tools.db, id)
    if (keys === null) throw new LinliError('not_found')
    await removeObjects(this.#tools.store, keys)
  }
}

/** Throws `upload_expired` when half an upload is older than a day. */
export function requireAlive(upload: Upload, now: Date): void {
  const isHalf = upload.received < upload.bytes
  if (isHalf && now.getTime() - upload.createdAt.getTime() > unattachedForMs) throw new LinliError('upload_expired')
}

/** A connection that breaks ends the bytes and is no fault; more bytes than announced are. */
async function* untilItBreaks(stream: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const source = stream[Symbol.asyncIterator]()
  while (true) {
    let next: IteratorResult<Uint8Array>
    try {
      next = await source.next()
    } catch (error) {
      if ((error as { status_code?: unknown } | null)?.status_code === 413) throw error
      return
    }
    if (next.done) return
    yield next.value
  }
}
