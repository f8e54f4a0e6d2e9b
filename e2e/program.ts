import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'

export interface Program {
  url: string
  port: number
  child: ChildProcess
  /** Everything it has said so far. */
  output: () => string
  /** Ctrl-C, and wait until it has ended. Returns its exit code. */
  stop(): Promise<number | null>
}

export interface ProgramOptions {
  dataFolder: string
  port?: number
  environment?: Record<string, string>
}

const project = join(import.meta.dirname, '..')

/** Runs `npm start` and waits until /readyz answers 200. Throws with what it said when it ends before. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const port = options.port ?? (await freePort())
  const program = runProgram(['scripts/start.mjs'], { ...options, environment: { PORT: String(port), ...options.environment } })
  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + 200_000
  while (true) {
    if (program.child.exitCode !== null) throw new Error(`npm start ended:\n${program.output()}`)
    if (
      await fetch(`${url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break
    if (Date.now() > deadline) throw new Error(`npm start is not ready after 200 s:\n${program.output()}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { ...program, url, port }
}

/** Runs one of the project's programs without waiting for anything. */
export function runProgram(
  parameters: readonly string[],
  options: ProgramOptions,
): Omit<Program, 'url' | 'port'> & { ended: Promise<number | null> } {
  const child = spawn(process.execPath, [...parameters], {
    cwd: project,
    env: { ...process.env, LINLI_DATA: options.dataFolder, DATABASE_URL: '', LINLI_LOG: 'info', ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  return {
    child,
    output: () => said,
    ended,
    stop() {
      if (child.exitCode === null) child.kill('SIGTERM')
      return ended
    },
  }
}

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
