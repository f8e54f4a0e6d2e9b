import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

const project = join(import.meta.dirname, '..')
/** The city every bench with a server makes. */
export const benchCity = 'bench'

/**
 * A server of its own for the bench's city, on the database that runs in this data folder. Resolves when it is ready. `settings` are of
 * its environment.
 */
export async function startServer(folder: string, port: number, settings: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(project, 'apps/server/src/main.ts')], {
    env: {
      ...process.env,
      LINLI_CITY: benchCity,
      LINLI_DATA: folder,
      PORT: String(port),
      LINLI_LOG: 'warn',
      DATABASE_URL: '',
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error('the server of the bench did not start')
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return child
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the server of the bench did not get ready')
}

/** Stops it and waits until it has. */
export async function end(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/** Resident memory of the server in MiB; 0 where the system does not tell. */
export function memoryOf(child: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}

/** A port nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
