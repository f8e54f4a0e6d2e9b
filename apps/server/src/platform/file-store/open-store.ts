import { join } from 'node:path'
import type { FileStore } from './file-store.ts'
import { FolderStore } from './folder-store.ts'
import { type S3Settings, S3Store } from './s3-store.ts'

/** The store of a city's files: its folder below the data folder, or the object store of the settings. */
export function openFileStore(config: { dataFolder: string; s3: S3Settings | null }, city: string): FileStore {
  const folder = join(config.dataFolder, 'files', city)
  if (config.s3 === null) return new FolderStore({ folder })
  return new S3Store({ ...config.s3, prefix: `${city}/`, spoolFolder: join(folder, 'unfinished') })
}
