import { expect, test } from 'vitest'
import { startSecondApp } from '../../testing/second-app.factory.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { fireDue } from './fire-due.ts'
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
  expect(await community.getMatter({ params: { matterId } })).toMatchObject({ state: 'verified', version: 6 })
})

test('what is due is closed once, with the time it was due, though two processes look late and at once', async () => {
  const due = new Date(city.clock.now().getTime() + 7 * day).toISOString()
  const matters = [await verified(), await verified(), await verified()]
  city.clock.advance(7 * day + 3 * 3_600_000)
  const waiting = await city.db.read
    .selectFrom('clocks')
    .select('id')
    .where('kind', '=', 'rate')
    .where('stopped_at', 'is', null)
    .where('due_at', '<=', city.clock.now())
    .execute()
  const closed = await Promise.all([fireDue(city.matters), fireDue(second.matters), fireDue(city.matters)])
  expect(closed.reduce((sum, each) => sum + each, 0)).toBe(waiting.length)
  const desk = await city.as('community')
  for (const { matterId } of matters) {
    const seen = await desk.getMatter({ params: { matterId } })
    expect(seen).toMatchObject({ state: 'closed', closedAt: due, version: 7, holder: { kind: 'none' }, dueAt: null })
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
  expect(await (await city.as('community')).getMatter({ params: { matterId } })).toMatchObject({ state: 'in_progress', version: 7 })
})
