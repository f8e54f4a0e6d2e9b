import { parentPort, workerData } from 'node:worker_threads'
import { type ExistingArea, type ImportPreview, previewAreaImport } from './area-import.ts'
import type { ImportFile } from './import-source.ts'
import type { KnownLevel } from './import-tree.ts'

/** What the thread is given. */
export interface PreviewTask {
  existing: ExistingArea[]
  levels: KnownLevel[]
  file: ImportFile
}

// Comparing 17,000 boundaries takes some seconds, in which the server must go on answering.
const { existing, levels, file } = workerData as PreviewTask
parentPort?.postMessage(previewAreaImport(existing, levels, file) satisfies ImportPreview)
