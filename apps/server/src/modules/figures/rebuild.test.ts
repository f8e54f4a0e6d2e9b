import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openBooks } from '../../books.ts'
import { migrationsFolder, testCityName, testNow } from '../../testing/constants.ts'
import { startSecondApp } from '../../testing/second-app.factory.ts'
import { openTestDb, startTestCity } from '../../testing/test-city.ts'
import { inTransaction, openDb } from '../../platform/db.ts'
import { roleOfCity } from '../../platform/city-schema.ts'
import { codeOf, openStage } from '../matters/stage.factory.ts'
import { findRebuild, foldTallies } from './fold.ts'
import { readKept } from './kept-figures.factory.ts'
import { countPlainly } from './plain-count.factory.ts'
import { continueRebuild, leaveRebuild } from './rebuild.ts'

const city = await startTestCity()
const stage = await openStage(city)
const { areas } = city.matters.books
const given = { db: city.db, areas, now: () => city.clock.now(), page: 7 }
const leave = () => inTransaction(city.db, leaveRebuild)
const query = { from: '2025-04-01', to: '2026-12-31' }

async function expectPlain() {
  const { total } = await stage.people.supervisor.getFigures({ query })
  const plain = (await countPlainly(city.db.read, 'whole', query))['']
  for (const [id, value] of Object.entries(plain ?? {})) expect([id, total.figures[id]?.value]).toEqual([id, value])
  return total.figures['reported']?.n ?? 0
}

test('a new city has nothing to count anew', async () => {
  const { db } = await openTestDb('empty_city')
  expect(await findRebuild(db.read)).toBeUndefined()
  expect(await findRebuild(city.db.read)).toBeUndefined()
  expect(await continueRebuild(given)).toBeNull()
})

test('while all is counted anew no figure is told and nothing is folded', async () => {
  await leave()
  const refused = await stage.people.supervisor.getFigures({ query }).then(
    () => null,
    (error: unknown) => error,
  )
  expect(refused).toMatchObject({ problem: { code: 'figures_being_counted', status: 503, facts: { counted: 0 } } })
  expect(await foldTallies(city.db, areas)).toBe(0)
  expect(await codeOf(stage.people.community.getFigures({ query }))).toBe('figures_being_counted')
  const counted: number[] = []
  const all = await continueRebuild({ ...given, progress: (matters) => counted.push(matters) })
  expect(counted.length).toBeGreaterThan(4)
  expect(await expectPlain()).toBe(all)
})

test('what was interrupted is gone on with, and what happened before, in between and after counts once', async () => {
  const early = await stage.report('前面的')
  await leave()
  let pages = 0
  expect(await continueRebuild({ ...given, goOn: () => pages++ < 3 })).toBeNull()
  expect(await findRebuild(city.db.read)).toMatchObject({ counted: 21 })
  expect(await foldTallies(city.db, areas)).toBe(0)
  await stage.verify(early.matterId)
  const late = await stage.report('后面的')
  await stage.accept(late.matterId)
  expect(await continueRebuild(given)).toBeGreaterThan(40)
  await stage.claim((await stage.report('最后的')).matterId)
  await expectPlain()
  await foldTallies(city.db, areas)
  await expectPlain()
  const kept = await readKept(city.db.read)
  await leave()
  await continueRebuild(given)
  expect(await readKept(city.db.read)).toEqual(kept)
})

test('a page that is killed leaves nothing of itself', async () => {
  await foldTallies(city.db, areas)
  const kept = await readKept(city.db.read)
  await leave()
  const db = openDb({ connection: city.connection, city: testCityName, role: roleOfCity(testCityName), connections: 1 })
  let pages = 0
  const killed = continueRebuild({
    ...given,
    db,
    // Asked inside the transaction of a page.
    now() {
      if (pages++ === 2) throw new Error('killed')
      return city.clock.now()
    },
  })
  await expect(killed).rejects.toThrow('killed')
  await db.close()
  expect(await findRebuild(city.db.read)).toMatchObject({ counted: 14 })
  await continueRebuild(given)
  expect(await readKept(city.db.read)).toEqual(kept)
})

test('two servers at once count each matter once', async () => {
  const second = await startSecondApp(city)
  const kept = await readKept(city.db.read)
  await leave()
  const outcomes = await Promise.all([
    continueRebuild({ ...given, isPatient: true }),
    continueRebuild({ ...given, db: second.matters.db, areas: second.matters.books.areas, isPatient: true }),
    continueRebuild(given),
  ])
  expect(outcomes.filter((counted) => counted !== null)).toHaveLength(1)
  expect(await readKept(city.db.read)).toEqual(kept)
})

test('a city from before figures were kept has the same ones after its upgrade', async () => {
  const { db, connection } = await openTestDb('tiny_city')
  const owner = openDb({ connection, city: testCityName, role: null, connections: 1 })
  const books = await openBooks(db.read)
  await foldTallies(db, books.areas)
  const kept = await readKept(db.read)
  expect(kept.months.length).toBeGreaterThan(50)
  await owner.pool.query(`
    drop table tally_changes, figure_months, figure_days, figure_organisations, figure_times, figure_rebuilds;
    alter table matters drop column handled_in_time, drop column extended, drop column suspended_once, drop column rated_at,
      drop column rated_solved, drop column rated_stars, drop column rated_lead_id;
    alter table assignments drop column claimed_in_time`)
  const migration = readFileSync(join(migrationsFolder, '0020-figures.sql'), 'utf8')
  await owner.pool.query(migration.replaceAll('${schema}', testCityName).replaceAll('${role}', roleOfCity(testCityName)))
  await owner.close()
  const upgraded = openDb({ connection, city: testCityName, role: roleOfCity(testCityName), connections: 2 })
  expect(await findRebuild(upgraded.read)).toEqual({ counted_to: null, counted: 0 })
  expect(await continueRebuild({ db: upgraded, areas: books.areas, now: () => testNow })).toBeGreaterThan(30)
  expect(await readKept(upgraded.read)).toEqual(kept)
  await upgraded.close()
})
