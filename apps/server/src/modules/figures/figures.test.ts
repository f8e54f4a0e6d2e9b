import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { openStage } from '../matters/stage.factory.ts'
import { foldTallies } from './fold.ts'
import { areaMeasures } from '@linli/contract'
import { readKept } from './kept-figures.factory.ts'
import { continueRebuild, leaveRebuild } from './rebuild.ts'
import { inTransaction } from '../../platform/db.ts'

const city = await startTestCity()
const stage = await openStage(city)
const { areas } = city.matters.books
const fold = () => foldTallies(city.db, areas)
async function rebuild() {
  await inTransaction(city.db, leaveRebuild)
  return continueRebuild({ db: city.db, areas, now: () => city.clock.now() })
}

const kept = () => readKept(city.db.read)

/** The sums of the whole city over all months, from the matters themselves. */
async function recounted() {
  const { rows } = await sql<Record<string, number>>`
    select count(*)::integer as reported,
      (count(*) filter (where state = 'closed'))::integer as closed,
      (count(*) filter (where state = 'withdrawn'))::integer as withdrawn,
      (count(*) filter (where state = 'merged'))::integer as merged,
      (count(*) filter (where state = 'refused'))::integer as refused,
      (count(*) filter (where state = 'closed' and solved_on_spot))::integer as solved_in_grid,
      (count(*) filter (where rework_count > 0))::integer as reworked,
      (count(*) filter (where reopen_count > 0))::integer as reopened,
      (count(*) filter (where card_level is not null))::integer as supervised,
      count(accepted_at)::integer as accepted,
      count(handled_at)::integer as handled,
      (select count(*)::integer from (select distinct matter_id from ratings join matters on matters.id = matter_id where not private) as rated) as rated,
      (select count(*)::integer from (select distinct on (matter_id) matter_id, stars from ratings order by matter_id, at desc, id desc) as newest where stars >= 4) as rated_content,
      (select count(*)::integer from (select distinct on (matter_id) matter_id, solved from ratings order by matter_id, at desc, id desc) as newest where solved) as rated_solved,
      (select count(*)::integer from assignments join matters m on m.id = matter_id where not m.private) as dispatched,
      (select count(*)::integer from assignments a join matters m on m.id = matter_id where not m.private and a.claimed_at is not null) as claimed,
      (select count(*)::integer from assignments a join matters m on m.id = matter_id
        where not m.private and exists (select 1 from clocks c where c.assignment_id = a.id and c.kind = 'claim' and a.claimed_at <= c.due_at)) as claimed_in_time,
      (select count(*)::integer from assignments a join matters m on m.id = matter_id where not m.private and a.state = 'returned') as returned
    from matters where not private`.execute(city.db.read)
  return rows[0]
}

async function sumsOfCity() {
  const top = areas.get().all()[0]
  const sums = areaMeasures.map((measure) => `sum(${measure})::integer as ${measure}`).join(', ')
  const { rows } = await sql
    .raw<Record<string, number>>(`select ${sums} from figure_months where area_id = '${top?.id}'`)
    .execute(city.db.read)
  return rows[0]
}

test('what is kept equals a count of the matters themselves by plain SQL, and a recount of everything', async () => {
  expect(await fold()).toBeGreaterThan(100)
  expect(await sumsOfCity()).toMatchObject((await recounted()) ?? {})
  const before = await kept()
  expect(before.months.length).toBeGreaterThan(50)
  await rebuild()
  expect(await kept()).toEqual(before)
})

test('a change counts once, whoever folds', async () => {
  const { matterId } = await stage.report('路口积水')
  await stage.claim(matterId)
  const folded = await Promise.all([fold(), fold(), fold()])
  expect(folded.filter((count) => count > 0)).toHaveLength(1)
  expect(await sumsOfCity()).toMatchObject((await recounted()) ?? {})
})

test('what is corrected, reopened and rated again is counted as it is now', async () => {
  const { matterId, reporter } = await stage.report('楼道灯不亮')
  const params = { matterId }
  const verified = await stage.verify(matterId)
  await fold()
  const before = (await sumsOfCity()) ?? {}
  const bad = await reporter.rateMatter({ params, body: { expectedVersion: verified.version, solved: false, stars: 1 } })
  expect(bad.state).toBe('in_progress')
  await fold()
  expect(await sumsOfCity()).toMatchObject({
    handled: (before['handled'] ?? 0) - 1,
    handled_in_time: (before['handled_in_time'] ?? 0) - 1,
    reopened: (before['reopened'] ?? 0) + 1,
    rated: (before['rated'] ?? 0) + 1,
    rated_solved: before['rated_solved'],
  })
  expect(await sumsOfCity()).toMatchObject((await recounted()) ?? {})
  const now = await kept()
  await rebuild()
  expect(await kept()).toEqual(now)
})
