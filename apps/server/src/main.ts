import { join } from 'node:path'
import { readConfig } from './platform/config.ts'
import { createLogger } from './platform/log.ts'
import { startServer } from './server.ts'

const project = join(import.meta.dirname, '../../..')
const config = readConfig(process.env, project)
const log = createLogger(config.logLevel)

/** Sentences for the person who started it; the log is for programs. */
const tell = (sentence: string) => process.stdout.write(`${sentence}\n`)

let server: Awaited<ReturnType<typeof startServer>> | null = null
let stopping = false

async function stop(because: string): Promise<void> {
  if (stopping) return
  stopping = true
  tell(`Stopping (${because}) …`)
  // Whatever hangs must not keep a stopped server alive; PostgreSQL recovers what was committed.
  setTimeout(() => process.exit(1), 30_000).unref()
  await server?.stop()
  process.exit(0)
}

process.on('SIGINT', () => void stop('SIGINT'))
process.on('SIGTERM', () => void stop('SIGTERM'))
// Started by `npm start`: when that is gone, so is the reason to run.
process.on('disconnect', () => void stop('the starting program ended'))
process.on('unhandledRejection', (error) => log.error({ err: error }, 'an error nobody handled'))

try {
  server = await startServer({ config, log, project, tell })
  if (stopping) await server.stop()
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
  if (error instanceof Error && error.cause) log.debug({ err: error }, 'start failed')
  process.exit(1)
}
