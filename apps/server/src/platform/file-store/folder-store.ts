import { open, opendir, rm, stat, statfs } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { LinliError } from '../problem.ts'
import { type ByteRange, type FileStore, ObjectMissing, type StoredObject, storeFailure } from './file-store.ts'
import { requireStoreKey } from './store-key.ts'
import { keepAs, removeSpooled, spool } from './write-safely.ts'

/** Room left for the database, which usually lies on the same disk: files stop before it does. */
const reservedBytes = 512 * 1024 * 1024

export interface FolderStoreOptions {
  folder: string
  /** Refuses to write when less is free. */
  reservedBytes?: number
}

/** Files in a folder of this machine: written beside, synced, then renamed into place. */
export class FolderStore implements FileStore {
  readonly #folder: string
  readonly #beginnings: string
  readonly #reservedBytes: number

  constructor(options: FolderStoreOptions) {
    this.#folder = options.folder
    this.#beginnings = join(options.folder, 'unfinished')
    this.#reservedBytes = options.reservedBytes ?? reservedBytes
  }

  async write(key: string, source: AsyncIterable<Uint8Array>): Promise<StoredObject> {
    const target = this.#pathOf(key)
    try {
      const { path, bytes, sha256 } = await spool(this.#beginnings, this.#whileThereIsRoom(source))
      try {
        await keepAs(path, target)
      } catch (error) {
        await Promise.all([rm(path, { force: true }), rm(target, { force: true })])
        throw error
      }
      return { bytes, sha256 }
    } catch (error) {
      throw storeFailure(error)
    }
  }

  async read(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array>> {
    try {
      const file = await open(this.#pathOf(key), 'r')
      return file.createReadStream({ ...range, highWaterMark: 256 * 1024 })
    } catch (error) {
      throw isMissing(error) ? new ObjectMissing(key) : storeFailure(error)
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true })
  }

  async *list(): AsyncIterable<{ key: string; bytes: number }> {
    for (const use of ['files', 'parts']) {
      const folder = join(this.#folder, use)
      try {
        for await (const entry of await opendir(folder, { recursive: true })) {
          if (!entry.isFile()) continue
          const path = join(entry.parentPath, entry.name)
          const found = await stat(path).catch(() => null)
          if (found) yield { key: relative(this.#folder, path).replaceAll(sep, '/'), bytes: found.size }
        }
      } catch (error) {
        if (!isMissing(error)) throw storeFailure(error)
      }
    }
  }

  removeLeftovers(before: Date): Promise<number> {
    return removeSpooled(this.#beginnings, before)
  }

  async *#whileThereIsRoom(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    let untilLook = 0
    for await (const chunk of source) {
      if (untilLook <= 0) {
        const { bavail, bsize } = await statfs(this.#folder)
        if (bavail * bsize < this.#reservedBytes) throw new LinliError('file_store_full')
        untilLook = 8 * 1024 * 1024
      }
      untilLook -= chunk.length
      yield chunk
    }
  }

  #pathOf(key: string): string {
    requireStoreKey(key)
    return join(this.#folder, ...key.split('/'))
  }
}

function isMissing(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ENOENT'
}
