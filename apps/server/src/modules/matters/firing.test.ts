import { expect, test } from 'vitest'
import { startProxy } from '../../testing/proxy.factory.ts'
import { startSecondApp } from '../../testing/second-app.factory.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { fireDue } from './fire-due.ts'
import { openStage } from './stage.factory.ts'

const city = await startTestCity()
const stage = await openStage(city)
const proxy = await startProxy(city.connection)
const second = await startSecondApp(city)
const killed = await startSecondApp(city, { connection: proxy.connection })
const hour = 3_600_000
const day = 24 * hour

const entriesOf = async (matterId: string, action: string) =>
  city.db.read
    .selectFrom('timeline_entries')
    .selectAll()
    .where('matter_id', '=', matterId)
    .where('action', '=', action)
    .orderBy('seq')
    .execute()
// What the tiny city has open would fire too; here it is told before.
await stage.fire()

test('lights, red and cards are told once each, by however many processes', async () => {
  const { matterId } = await stage.report()
  for (const wait of [1.8 * hour, hour, day, day, day]) {
    city.clock.advance(wait)
    await Promise.all([fireDue(city.matters), fireDue(second.matters), fireDue(city.matters)])
  }
  expect(await entriesOf(matterId, 'limit_near')).toHaveLength(1)
  expect(await entriesOf(matterId, 'limit_passed')).toHaveLength(1)
  const climbed = await entriesOf(matterId, 'limit_climbed')
  expect(climbed.map((entry) => (entry.content as { level: string }).level)).toEqual(['ordinary', 'yellow'])
  const cards = await city.db.read
    .selectFrom('supervision_cards')
    .selectAll()
    .where('matter_id', '=', matterId)
    .orderBy('raised_at')
    .execute()
  expect(cards.map((card) => [card.level, card.raised_by, card.ended_at !== null])).toEqual([
    ['ordinary', null, true],
    ['yellow', null, false],
  ])
  // Days later everybody signs in anew.
  const [community, street] = [await city.as('community'), await city.as('street')]
  expect((await street.listMatters({ query: { view: 'supervised' } })).items.map((item) => item.id)).toContain(matterId)
  expect(await community.proveMatter({ params: { matterId } })).toMatchObject({ unbroken: true })
})

test('a plan date that came while the server was down resumes once, with its own time', async () => {
  const stage = await openStage(city)
  const { street, handler } = stage.people
  const { matterId } = await stage.report()
  const assignmentId = await stage.claim(matterId)
  const planDate = new Date(city.clock.now().getTime() + 10 * day).toISOString()
  const params = { matterId, assignmentId }
  const asked = await handler.askSuspension({
    params,
    body: { expectedVersion: await stage.version(matterId), planDate, words: '等雨季过去' },
  })
  expect((await street.listMatters({ query: { view: 'suspension_asked' } })).items.map((item) => item.id)).toContain(matterId)
  await street.ruleSuspension({ params, body: { expectedVersion: asked.version, granted: true } })
  city.clock.advance(13 * day)
  await Promise.all([fireDue(city.matters), fireDue(second.matters)])
  expect((await entriesOf(matterId, 'resume')).map((entry) => entry.at.toISOString())).toEqual([planDate])
  expect(await stage.row(matterId)).toMatchObject({ state: 'in_progress' })
})

test('a process killed while it fires leaves the step to the next, which takes it once', async () => {
  const reports = [await stage.report(), await stage.report(), await stage.report()]
  city.clock.advance(12 * day)
  const dying = fireDue(killed.matters).then(
    () => 'done',
    () => 'killed',
  )
  await proxy.cut()
  expect(await dying).toBe('killed')
  await stage.fire()
  await proxy.mend()
  const desk = await city.as('community')
  for (const { matterId } of reports) {
    expect(await entriesOf(matterId, 'limit_passed')).toHaveLength(1)
    expect(await desk.proveMatter({ params: { matterId } })).toMatchObject({ unbroken: true })
  }
})

test('what one matter’s fault stops, stops no other', async () => {
  const [broken, sound] = [await stage.report(), await stage.report()]
  city.clock.advance(12 * day)
  const books = city.matters.books
  let calls = 0
  const tools = {
    ...city.matters,
    books: {
      ...books,
      deadlines: {
        get: () => {
          calls += 1
          if (calls === 1) throw new Error('a fault of one matter')
          return books.deadlines.get()
        },
      },
    },
  } as unknown as typeof city.matters
  await expect(fireDue(tools)).rejects.toThrow('1 clocks could not be fired')
  // Which of them it was depends on which was read first.
  const passed = [...(await entriesOf(broken.matterId, 'limit_passed')), ...(await entriesOf(sound.matterId, 'limit_passed'))]
  expect(passed.length).toBeGreaterThanOrEqual(1)
  await stage.fire()
  for (const { matterId } of [broken, sound]) expect(await entriesOf(matterId, 'limit_passed')).toHaveLength(1)
})
