import type { ChildProcess } from 'node:child_process'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { demoPassword } from '../demo/demo-people.ts'
import { openDb } from '../apps/server/src/platform/db.ts'
import { type BenchResult, goal, machine } from './bench-result.ts'
import { benchCity, end, freePort, memoryOf, startServer } from './bench-server.ts'
import { pagesRead } from './figure-plans.ts'
import { type FigurePage, figurePagesOf } from './figure-requests.ts'
import { type KeptCity, openCity, tell } from './kept-city.ts'
import { quantile } from './quantile.ts'

/**
 * Rounds that are not counted. A server is slow in its first seconds, and longer the more matters there are, perhaps because it
 * learns from the categories accepted before (measured: in the first 12 rounds the ratio is 1.8, in 60 it is 1.05).
 */
const warming = 10

interface Standing {
  matters: number
  city: KeptCity
  server: ChildProcess
  ask: (query: string) => Promise<void>
  pages: FigurePage[]
  times: Map<string, number[]>
}

/**
 * What figures cost in cities of these sizes, whose matters were filled in and whose figures the product has counted itself. Each has
 * a server of its own; they are asked in turns, so that other work on the machine slows all alike, and the ratios are of medians.
 *
 * - `ratio_5m_to_10k`, by the sizes: the daily pages in the largest city against the smallest, the worst of them; `…_PAGE` each
 * - `PAGE_…_ms`: all requests of a page, one after another, over HTTP
 * - `pages_PAGE_…`: of 8 KiB, that the database looks at for it; `sequential_scans` of tables of figures or matters in the largest city
 * - `count_seconds_…`, `counted_per_second_…`: the product's own count of all matters, when the city was made
 * - `rows_…`: of all tables of figures
 */
export async function benchFigures(options: {
  sizes: readonly number[]
  rounds: number
  folder: string | undefined
}): Promise<BenchResult> {
  const sizes = options.sizes.toSorted((one, other) => one - other)
  const standing: Standing[] = []
  const figures: Record<string, number> = {}
  try {
    for (const matters of sizes) {
      const folder = options.folder === undefined ? undefined : join(options.folder, String(matters))
      const city = await openCity({ matters, folder, use: 'figures' })
      standing.push(await standOf(matters, city, figures))
    }
    const loadBefore = loadavg()[0] ?? 0
    for (let round = -warming; round < options.rounds; round++) await askInTurns(standing, round >= 0)
    for (const { matters, city, pages } of standing) {
      tell(`${matters} matters: what the database does for each question`)
      const looked = await pagesRead(city, pages)
      for (const [page, count] of looked.pages) figures[`pages_${page}_${short(matters)}`] = count
      if (matters === sizes.at(-1)) figures['sequential_scans'] = looked.sequential
    }
    const [smallest, largest] = [standing[0], standing.at(-1)]
    if (!smallest || !largest) throw new Error('name at least one size')
    const name = `ratio_${short(largest.matters)}_to_${short(smallest.matters)}`
    const ratioOf = (page: string) => median(largest, page) / median(smallest, page)
    const daily = smallest.pages.filter(({ isDaily }) => isDaily).map((page) => ratioOf(page.name))
    const ratio = Math.max(...daily)
    return {
      name: 'figures',
      figures: {
        [name]: ratio,
        ...Object.fromEntries(smallest.pages.map((page) => [`${name}_${page.name}`, ratioOf(page.name)])),
        ...Object.fromEntries(
          smallest.pages.flatMap((page) => standing.map((each) => [`${page.name}_${short(each.matters)}_ms`, median(each, page.name)])),
        ),
        ...figures,
        server_memory_mib: memoryOf(largest.server),
        load_before: loadBefore,
        load_after: loadavg()[0] ?? 0,
      },
      goals: { [name]: goal(ratio, { at_most: 1.2 }), sequential_scans: goal(figures['sequential_scans'] ?? Infinity, { at_most: 0 }) },
      machine: machine(),
    }
  } finally {
    for (const { server } of standing) await end(server)
    for (const { city } of standing) await city.close()
  }
}

async function standOf(matters: number, city: KeptCity, figures: Record<string, number>): Promise<Standing> {
  figures[`count_seconds_${short(matters)}`] = city.countSeconds
  figures[`counted_per_second_${short(matters)}`] = matters / city.countSeconds
  const owner = openDb({ connection: city.postgres.address, city: benchCity, role: null, connections: 1 })
  try {
    const { rows } = await owner.pool.query<{ rows: number; bytes: number }>(
      `select sum(c.reltuples)::bigint as rows, sum(pg_total_relation_size(c.oid))::bigint as bytes
       from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname like 'figure\\_%'`,
    )
    figures[`rows_${short(matters)}`] = rows[0]?.rows ?? 0
    figures[`size_${short(matters)}_mib`] = Math.round((rows[0]?.bytes ?? 0) / 2 ** 20)
    const port = await freePort()
    // Without a worker, who would make the words that the lists of a filled city are searched by.
    const server = await startServer(city.folder, port, { LINLI_ROLES: 'api' })
    const ask = await signIn(`http://127.0.0.1:${port}`)
    return { matters, city, server, ask, pages: await figurePagesOf(owner, new Date()), times: new Map() }
  } finally {
    await owner.close()
  }
}

async function askInTurns(standing: readonly Standing[], counts: boolean): Promise<void> {
  for (const [index, { name }] of (standing[0]?.pages ?? []).entries()) {
    for (const { ask, pages, times } of standing) {
      const began = performance.now()
      for (const query of pages[index]?.queries ?? []) await ask(query)
      if (counts) times.set(name, [...(times.get(name) ?? []), performance.now() - began])
    }
  }
}

async function signIn(url: string): Promise<(query: string) => Promise<void>> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ loginName: 'supervisor', password: demoPassword }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return async (query) => {
    const sent = await fetch(`${url}/api/figures?${query}`, { headers: { cookie } })
    const said = (await sent.json()) as { total?: { figures: Record<string, { n: number }> } }
    if (!sent.ok) throw new Error(`${query} answered ${sent.status}: ${JSON.stringify(said)}`)
    if (!said.total?.figures['reported']?.n) throw new Error(`${query} found nothing: make more matters`)
  }
}

function median({ times }: Standing, page: string): number {
  return quantile(times.get(page) ?? [], 0.5)
}

/** 5m, 10k, 500. */
function short(matters: number): string {
  if (matters >= 1_000_000) return `${matters / 1_000_000}m`
  return matters >= 1000 ? `${matters / 1000}k` : String(matters)
}
