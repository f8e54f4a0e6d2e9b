import { buildApp, type RunningApp } from '../apps/server/src/app.ts'
import { readCity } from '../apps/server/src/modules/cities/index.ts'
import { roleOfCity } from '../apps/server/src/platform/city-schema.ts'
import { systemClock } from '../apps/server/src/platform/clock.ts'
import { openDb } from '../apps/server/src/platform/db.ts'
import { FolderStore } from '../apps/server/src/platform/file-store/folder-store.ts'
import { createLogger } from '../apps/server/src/platform/log.ts'
import { demoPassword } from '../demo/demo-people.ts'
import { type BenchResult, goal, machine } from './bench-result.ts'
import { benchCity } from './bench-server.ts'
import { type DeskRequest, requestsOf } from './desk-requests.ts'
import { desks, sampleOf } from './desk-sample.ts'
import { openCity, tell } from './kept-city.ts'
import { describePlan, type Explained, explained } from './explain.ts'

/** Reading more pages than this for one request is told as much: a page is 8 KiB. */
const manyPages = 5000

/**
 * Sends everything a desk's pages ask for, as a clerk of a community, of a street and of the city, and explains each statement
 * that comes of it: what it reads by, how long it takes in the database and how many pages it looks at.
 *
 * - `sequential_scans`: statements that read all of a table of matters, whatever their sizes
 * - `longest_ms`: the slowest request's time in the database, with the cost of measuring it
 */
export async function benchDeskPlans(options: { matters: number; folder: string | undefined }): Promise<BenchResult> {
  const kept = await openCity({ ...options, use: 'desk' })
  const { postgres, keys, folder } = kept
  const owner = openDb({ connection: postgres.address, city: benchCity, role: null, connections: 1 })
  const db = openDb({ connection: postgres.address, city: benchCity, role: roleOfCity(benchCity), connections: 4 })
  let running: RunningApp | null = null
  try {
    const city = await readCity(db.read, benchCity)
    if (!city) throw new Error('the city of the bench is not complete')
    running = await buildApp({
      db,
      connection: postgres.address,
      city,
      clock: systemClock,
      keys,
      fileStore: new FolderStore({ folder }),
      log: createLogger('silent'),
    })
    const figures = { statements: 0, sequential_scans: 0, requests_of_many_pages: 0, longest_ms: 0, matters: options.matters }
    for (const desk of desks) {
      const cookie = await signIn(running, desk)
      tell(`${desk}: ms in the database, pages looked at, and what by`)
      for (const request of requestsOf(await sampleOf(owner, desk))) {
        const seen = await fastest(running, request, cookie)
        const milliseconds = millisecondsOf(seen)
        const pages = sum(seen.map((one) => one.pages))
        const sequential = seen.filter((one) => one.sequential.length > 0)
        figures.statements += seen.length
        figures.sequential_scans += sequential.length
        figures.requests_of_many_pages += pages > manyPages ? 1 : 0
        figures.longest_ms = Math.max(figures.longest_ms, milliseconds)
        const plans = seen.map(describePlan).filter((plan) => plan !== '')
        console.log(
          `  ${desk.padEnd(10)} ${request.name.padEnd(26)} ${milliseconds.toFixed(1).padStart(8)} ${String(pages).padStart(7)}  ${plans.join(' | ')}`,
        )
      }
    }
    return {
      name: 'desk-plans',
      figures,
      goals: { sequential_scans: goal(figures.sequential_scans, { at_most: 0 }) },
      machine: machine(),
    }
  } finally {
    await running?.close()
    await db.close()
    await owner.close()
    await kept.close()
  }
}

export async function signIn({ app }: RunningApp, loginName: string): Promise<string> {
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { loginName, password: demoPassword } })
  const cookies = [answer.headers['set-cookie'] ?? []].flat()
  return cookies.map((one) => one.split(';')[0]).join('; ')
}

/** So often each is sent; the quickest counts, because other work on the machine only ever slows. */
const rounds = 3

/** What the database did for one request. */
export async function fastest({ app }: RunningApp, request: DeskRequest, cookie: string): Promise<Explained[]> {
  const tries: Explained[][] = []
  for (let round = 0; round < rounds; round++)
    tries.push(
      await explained(async () => {
        const answer = await app.inject({
          method: request.method,
          url: `/api${request.path}`,
          headers: { cookie },
          ...(request.body && { payload: request.body }),
        })
        if (answer.statusCode >= 400) throw new Error(`${request.name} answered ${answer.statusCode}: ${answer.body}`)
      }),
    )
  return tries.toSorted((one, other) => millisecondsOf(one) - millisecondsOf(other))[0] ?? []
}

function millisecondsOf(seen: readonly Explained[]): number {
  return sum(seen.map((one) => one.milliseconds))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
