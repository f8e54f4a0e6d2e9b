import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { makeDemoCity, tinyJiaozhou } from '../demo/make-demo-city.ts'
import { buildApp, type RunningApp } from '../apps/server/src/app.ts'
import { readCity } from '../apps/server/src/modules/cities/index.ts'
import { fireDue } from '../apps/server/src/modules/matters/index.ts'
import { migrateCity, roleOfCity } from '../apps/server/src/platform/city-schema.ts'
import { SetClock } from '../apps/server/src/platform/clock.ts'
import { type Db, openDb } from '../apps/server/src/platform/db.ts'
import { FolderStore } from '../apps/server/src/platform/file-store/folder-store.ts'
import { createLogger } from '../apps/server/src/platform/log.ts'
import { startEmbeddedPostgres } from '../apps/server/src/platform/postgres/embedded.ts'
import { makeTemporaryFolder } from '../apps/server/src/platform/postgres/temporary-folder.ts'
import { loadSecrets, personalDataKeys, type PersonalDataKeys } from '../apps/server/src/platform/secrets.ts'
import { type BenchResult, goal, machine } from './bench-result.ts'

const project = join(import.meta.dirname, '..')
const fewClocks = 20_000
/** A Wednesday morning, so that what climbs next does so on a working day. */
const start = new Date('2026-03-18T02:00:00Z')
const minute = 60_000
/** What is due is fired in so many parts, in turns between the two cities, so that other work on the machine slows both alike. */
const parts = 10

/**
 * The same number of due clocks (1 % of `clocks`) found and fired among many open ones and among 20,000: the cost follows what is due.
 * Every other one is a limit that has passed, every other one a time for rating that is over and closes its matter.
 * Matters and clocks are made by one statement each, the same on every run.
 *
 * - `ratio_1m_to_20k`: seconds among the many to seconds among the few
 * - `look_ms`: one look among the many when nothing is due, median of twenty
 */
export async function benchClocks(options: { clocks: number }): Promise<BenchResult> {
  const due = Math.min(Math.round(options.clocks / 100), fewClocks / 2)
  const folder = makeTemporaryFolder('bench')
  const secrets = loadSecrets(folder)
  // As a server of a city would have it; the default of 128 MB is smaller than the indexes of a million matters.
  const postgres = await startEmbeddedPostgres({
    dataFolder: folder,
    password: secrets.databasePassword,
    settings: { shared_buffers: '512MB', max_wal_size: '4GB' },
  })
  const cities: ClockCity[] = []
  try {
    const made = performance.now()
    for (const [name, count] of [
      ['few', fewClocks],
      ['many', options.clocks],
    ] as const)
      cities.push(await openCity(postgres.address, name, { count, due, keys: personalDataKeys(secrets.masterKey, name) }))
    const prepareSeconds = (performance.now() - made) / 1000
    const [few, many] = cities
    if (!few || !many) throw new Error('there are no cities')

    const looks: number[] = []
    for (let look = 0; look < 20; look++) looks.push(await timed(many, 0))
    await timed(few, 0)
    const milliseconds = { few: 0, many: 0 }
    for (let part = 1; part <= parts; part++) {
      milliseconds.few += await timed(few, Math.round(due / parts), part)
      milliseconds.many += await timed(many, Math.round(due / parts), part)
    }
    const figures = {
      ratio_1m_to_20k: milliseconds.many / milliseconds.few,
      fired_per_second: due / (milliseconds.many / 1000),
      seconds_among_many: milliseconds.many / 1000,
      seconds_among_20k: milliseconds.few / 1000,
      look_ms: looks.toSorted((a, b) => a - b)[10] ?? 0,
      open_clocks: options.clocks,
      due,
      prepare_seconds: prepareSeconds,
    }
    return {
      name: 'clocks',
      figures,
      goals: { ratio_1m_to_20k: goal(figures.ratio_1m_to_20k, { at_most: 1.3 }) },
      machine: machine(),
    }
  } finally {
    for (const city of cities) await city.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface ClockCity {
  running: RunningApp
  clock: SetClock
  close(): Promise<void>
}

/** Milliseconds to fire what is due by the end of a part; it must be as many as were made due then. */
async function timed({ running, clock }: ClockCity, expected: number, part = 0): Promise<number> {
  clock.set(new Date(start.getTime() + part * minute))
  const began = performance.now()
  const fired = await fireDue(running.matters)
  const took = performance.now() - began
  if (fired !== expected) throw new Error(`${fired} clocks fired instead of ${expected}`)
  return took
}

async function openCity(
  connection: pg.ClientConfig,
  city: string,
  { count, due, keys }: { count: number; due: number; keys: PersonalDataKeys },
): Promise<ClockCity> {
  await migrateCity({ connection, city, migrationsFolder: join(project, 'db/migrations') })
  const owner = openDb({ connection, city, role: null, connections: 2, settings: { statement_timeout: '0' } })
  const size = { ...tinyJiaozhou, matters: { count: 0, closed: 0, refused: 0, months: 1 } }
  await makeDemoCity({ db: owner, keys, size, now: start })
  await fill(owner, count, Math.round(count / due))
  await owner.close()
  const db = openDb({ connection, city, role: roleOfCity(city) })
  const known = await readCity(db.read, city)
  if (!known) throw new Error('the city of the bench is not complete')
  const clock = new SetClock(start)
  // Nothing here has files.
  const fileStore = new FolderStore({ folder: join(project, 'bench') })
  const running = await buildApp({ db, connection, city: known, clock, keys, fileStore, log: createLogger('silent') })
  return {
    running,
    clock,
    async close() {
      await running.close()
      await db.close()
    },
  }
}

/**
 * Open matters with one clock each. Every `stride`-th is due within the parts to come; the rest are spread over a month ahead.
 * They have no timeline yet: firing seals upon the head the matter bears.
 */
async function fill(owner: Db, count: number, stride: number): Promise<void> {
  const client = await owner.pool.connect()
  try {
    // A million checks of the same few areas would only cost time.
    await client.query('set session_replication_role = replica')
    await client.query(
      `with grid as (
         select a.id, a.path, desk.id as desk_id, row_number() over (order by a.code) - 1 as place
         from areas a join areas desk on desk.id = a.parent_id where a.level = 'grid')
       insert into matters (id, number, kind, state, version, chain_head, text, severity, source, anonymous, located, area_id, area_path,
         holder_area_id, desk_area_id, reported_at, verified_at, rate_until, substance_version, category_code, longitude, latitude)
       select ${idOf('i')}, 'C' || lpad(i::text, 9, '0'), 'event', case when (i / $2) % 2 = 0 then 'reported' else 'verified' end, 1,
         sha256(i::text::bytea), '路灯不亮', 'ordinary', 'resident', false, 'inside', grid.id, grid.path, grid.desk_id, grid.desk_id,
         $3::timestamptz - interval '8 days', case when (i / $2) % 2 = 1 then $3::timestamptz - interval '7 days' end,
         case when (i / $2) % 2 = 1 then $3::timestamptz + interval '1 day' end, 1, null, null, null
       from generate_series(0, $1 - 1) as i join grid on grid.place = i % (select count(*) from grid)`,
      [count, stride, start],
    )
    await client.query(
      `insert into clocks (id, matter_id, kind, started_at, limit_amount, limit_unit, due_at, yellow_at, calendar_announced, step, next_at)
       select ${idOf('i')}, ${idOf('i')}, case when (i / $2) % 2 = 0 then 'accept' else 'rate' end, $3::timestamptz - interval '8 days',
         case when (i / $2) % 2 = 0 then 2 else 7 end, case when (i / $2) % 2 = 0 then 'working_hours' else 'days' end,
         due.at, due.at - interval '1 hour', true, 1, due.at
       from generate_series(0, $1 - 1) as i,
       lateral (select case when i % $2 = 0 then $3::timestamptz + (1 + (i / $2) % ${parts}) * interval '1 minute'
         else $3::timestamptz + interval '1 day' + (i::bigint * 7919 % 2592000) * interval '1 second' end as at) as due`,
      [count, stride, start],
    )
    await client.query('set session_replication_role = origin')
    await client.query('vacuum analyze matters, clocks')
  } finally {
    client.release(true)
  }
}

/** Ids in order, as those of the application are. */
function idOf(number: string): string {
  return `(lpad(to_hex(${number}), 12, '0') || '70008000' || substr(md5(${number}::text), 1, 12))::uuid`
}
