import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, inject, test, vi } from 'vitest'
import { freePort, type Program, runProgram, startProgram } from './program.ts'
import { makeTemporaryFolder } from '../apps/server/src/platform/postgres/temporary-folder.ts'

// A data folder that goes through the whole life: made, stopped, killed, walked on.
const dataFolder = makeTemporaryFolder('operation')
let program: Program | null = null
afterAll(async () => {
  await program?.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})

test('a first start says where to click, and the API document answers', async () => {
  const url = inject('url')
  const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as { openapi: string; paths: Record<string, unknown> }
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths)).toContain('/api/matters/{matterId}/acceptance')
  const docs = await fetch(`${url}/api/docs`)
  expect(docs.headers.get('content-security-policy')).toContain("script-src 'self'")
  for (const path of ['/', '/console/', '/api/docs/assets/swagger-ui-bundle.js', '/metrics', '/healthz'])
    expect((await fetch(`${url}${path}`)).status, path).toBe(200)
})

test('the server is killed in the middle of a walk; started again, the walk goes on and nothing acknowledged is missing or doubled', async () => {
  program = await startProgram({ dataFolder })
  const { port } = program
  const ledger = join(dataFolder, 'walk.jsonl')
  const walk = (...more: string[]) =>
    runProgram(['scripts/run.mjs', 'apps/server/src/cli/walk.ts', '--ledger', ledger, '--count', '41', ...more], {
      dataFolder,
      environment: { PORT: String(port) },
    })

  const first = walk()
  await vi.waitFor(() => expect(acknowledgedIn(ledger)).toBeGreaterThan(60), { timeout: 120_000, interval: 20 })
  killServerOf(program)
  expect(await first.ended).toBe(3)
  expect(first.output()).toContain('--resume')
  await program.stop()

  program = await startProgram({ dataFolder, port })
  const second = walk('--resume')
  expect(await second.ended, second.output()).toBe(0)
  expect(second.output()).toContain('Proof: missing 0, double 0, broken 0, unheld 0, open 0, untold 0, toldTwice 0')
  expect(second.output()).toContain('41 matters closed')
})

test('the port of a running server is taken, and the message says what to do', async () => {
  if (!program) throw new Error('needs the server of the test before')
  const second = runProgram(['scripts/start.mjs'], { dataFolder, environment: { PORT: String(program.port) } })
  expect(await second.ended).toBe(1)
  expect(second.output()).toContain(`Port ${program.port} on 127.0.0.1 is taken`)
  expect(second.output()).toContain('PORT=')
})

test('the demo city does not listen to other machines', async () => {
  const outward = runProgram(['scripts/start.mjs'], { dataFolder, environment: { PORT: String(await freePort()), HOST: '0.0.0.0' } })
  expect(await outward.ended).toBe(1)
  expect(outward.output()).toContain('passwords everyone knows')
})

test('a stopped server leaves nothing running, and starts again with its data', async () => {
  if (!program) throw new Error('needs the server of the test before')
  await program.stop()
  expect(processesOf(dataFolder)).toEqual([])
  program = await startProgram({ dataFolder })
  expect(program.output()).not.toContain('First start')
  const doctor = runProgram(['scripts/run.mjs', 'apps/server/src/cli/doctor.ts'], { dataFolder })
  expect(await doctor.ended, doctor.output()).toBe(0)
  expect(doctor.output()).toMatch(/✓ broken chains: 0 wrong of 40\d\d/)
  // The doctor adopted the running database and must not have stopped it.
  expect((await fetch(`${program.url}/readyz`)).status).toBe(200)
})

test('an empty city beside it has one administrator who must change the one-time password', async () => {
  const made = runProgram(['scripts/run.mjs', 'apps/server/src/cli/city.ts', 'create', 'second_city', '--title', '二号市'], { dataFolder })
  expect(await made.ended, made.output()).toBe(0)
  const password = /One-time password\s+(\S+)/.exec(made.output())?.[1] ?? ''
  const again = runProgram(['scripts/run.mjs', 'apps/server/src/cli/city.ts', 'create', 'second_city'], { dataFolder })
  expect(await again.ended).toBe(1)
  const second = await startProgram({ dataFolder, environment: { LINLI_CITY: 'second_city' } })
  try {
    expect(second.output()).not.toContain('linli-demo-city')
    const signedIn = await fetch(`${second.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ loginName: 'admin', password }),
    })
    expect(await signedIn.json()).toMatchObject({ mustChangePassword: true, posts: [{ role: 'system_administrator' }] })
    const demoAccount = await fetch(`${second.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ loginName: 'community', password: 'linli-demo-city' }),
    })
    expect(demoAccount.status).toBe(401)
  } finally {
    await second.stop()
  }
})

function acknowledgedIn(ledger: string): number {
  return existsSync(ledger) ? readFileSync(ledger, 'utf8').split('"acknowledged"').length - 1 : 0
}

/** Kills the server itself, not the program that started it. */
function killServerOf({ child }: Program): void {
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(child.pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
  for (const pid of children) process.kill(Number(pid), 'SIGKILL')
}

/** Command lines of living processes that name this folder, but for the test's own. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return []
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      return line.includes(folder) ? [line] : []
    } catch {
      return []
    }
  })
}
