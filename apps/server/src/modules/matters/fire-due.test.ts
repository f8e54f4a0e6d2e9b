import { expect, test } from 'vitest'
import { startSecondApp } from '../../testing/second-app.factory.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { openDb } from '../../platform/db.ts'
import { testCityName } from '../../testing/constants.ts'
import { dueClocks, fireDue } from './fire-due.ts'
import { playToHandled } from './matter.factory.ts'

const city = await startTestCity()
const second = await startSecondApp(city)
const day = 86_400_000

async function verified() {
  const played = await playToHandled(city)
  const { version } = await played.worker.getMatter({ params: { matterId: played.matterId } })
  await played.worker.verifyMatter({
    params: { matterId: played.matterId },
    body: { expectedVersion: version, passed: true, note: '好了' },
  })
  return played
}

test('nothing is closed before its time', async () => {
  const { matterId, community } = await verified()
  await fireDue(city.matters)
  city.clock.advance(7 * day - 1)
  await fireDue(city.matters)
  expect(await community.getMatter({ params: { matterId } })).toMatchObject({ state: 'verified', closedAt: null })
})

test('what is due is closed once, with the time it was due, though two processes look late and at once', async () => {
  const due = new Date(city.clock.now().getTime() + 7 * day).toISOString()
  const matters = [await verified(), await verified(), await verified()]
  city.clock.advance(7 * day + 3 * 3_600_000)
  const waiting = await city.db.read
    .selectFrom('clocks')
    .select('matter_id')
    .where('kind', '=', 'rate')
    .where('next_at', '<=', city.clock.now())
    .execute()
  await Promise.all([fireDue(city.matters), fireDue(second.matters), fireDue(city.matters)])
  const closed = await city.db.read.selectFrom('timeline_entries').select('matter_id').where('action', '=', 'close').execute()
  const closings = closed.map((entry) => entry.matter_id).filter((id) => waiting.some((clock) => clock.matter_id === id))
  expect(closings.toSorted()).toEqual(waiting.map((clock) => clock.matter_id).toSorted())
  const desk = await city.as('community')
  for (const { matterId } of matters) {
    const seen = await desk.getMatter({ params: { matterId } })
    expect(seen).toMatchObject({ state: 'closed', closedAt: due, holder: { kind: 'none' }, dueAt: null })
    expect(seen.timeline.filter((entry) => entry.action === 'close')).toMatchObject([
      { at: due, actor: { role: 'system' }, content: { because: 'rating_window_over' } },
    ])
    expect(seen.clocks.every((clock) => clock.stoppedAt !== null)).toBe(true)
    expect(await desk.proveMatter({ params: { matterId } })).toMatchObject({ unbroken: true, alwaysHeld: true })
  }
  expect(await fireDue(city.matters)).toBe(0)
})

test('what its reporter has rated meanwhile is left alone', async () => {
  const { matterId, report } = await verified()
  const reporter = city.stranger()
  await reporter.signInByReceipt({ body: { receiptCode: report.receiptCode ?? '' } })
  await reporter.rateMatter({ params: { matterId }, body: { expectedVersion: 6, solved: false, stars: 1 } })
  city.clock.advance(8 * day)
  await fireDue(city.matters)
  const seen = await (await city.as('community')).getMatter({ params: { matterId } })
  expect(seen.state).toBe('in_progress')
  expect(seen.timeline.map((entry) => entry.action)).not.toContain('close')
})

test('finding what is due among many reads the index of what is next, never the table', async () => {
  const owner = openDb({ connection: city.connection, city: testCityName, role: null, connections: 1 })
  await owner.pool.query(
    `insert into clocks (id, matter_id, kind, started_at, due_at, yellow_at, calendar_announced, next_at)
     select gen_random_uuid(), (select id from matters order by id limit 1), 'plan', $1, at, at, true, at
     from generate_series(1, 20000) as i, lateral (select $1::timestamptz + interval '400 days' + i * interval '1 minute' as at) as due`,
    [city.clock.now()],
  )
  await owner.pool.query('analyze clocks')
  await owner.close()
  const plan = JSON.stringify(await dueClocks(city.db.read, city.clock.now()).explain('json'))
  expect(plan).toContain('"clocks_next"')
  expect(plan).not.toMatch(/"Seq Scan"[^}]*"Relation Name":"clocks"/)
})
