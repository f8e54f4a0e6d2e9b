import { rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { startProgram } from './program.ts'
import { makeTemporaryFolder } from '../apps/server/src/platform/postgres/temporary-folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A running demo city, and its data folder. */
    url: string
    dataFolder: string
  }
}

/** Starts the product as a person would, with an empty data folder, and keeps it for all journeys. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // While writing journeys: a demo city that is already running, on data that may be thrown away.
  const running = process.env['LINLI_E2E_URL']
  if (running) {
    project.provide('url', running)
    project.provide('dataFolder', process.env['LINLI_DATA'] ?? '')
    return () => Promise.resolve()
  }
  const dataFolder = makeTemporaryFolder('journeys')
  const program = await startProgram({ dataFolder })
  project.provide('url', program.url)
  project.provide('dataFolder', dataFolder)
  return async () => {
    await program.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}
