import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { codeOf, openStage } from '../matters/stage.factory.ts'
import { keepCounts } from './alerts.factory.ts'
import { dayAt } from './city-day.ts'
import { dayCounts } from './counts.queries.ts'
import { lookHourly, lookNightly } from './look.ts'
import { findReturns } from './places.queries.ts'

const city = await startTestCity()
const stage = await openStage(city)
const { street, community, supervisor } = stage.people
const { areas } = city.matters.books
const today = dayAt(city.clock.now())
const looking = () => ({ db: city.db, areas, now: city.clock.now() })
const areaOf = async (client: typeof street) => (await client.getMe()).posts[0]?.areaId ?? ''
const stranger = await city.as('desk-370281001005')

/** Ten weeks of two a day of a category in the community and all above it, and twenty today. */
async function plantSurge(categoryCode: string, last = 20): Promise<string> {
  const id = await areaOf(community)
  const above = areas.get().ancestorsOf(id)
  await keepCounts(city.db, [id, ...above.map((area) => area.id)], { from: today - 120, to: today, categoryCode }, (day) =>
    day === today ? last : 2,
  )
  return id
}
const listed = async (client = community, state: 'open' | 'taken' | 'set_aside' = 'open') =>
  (await client.listAlerts({ query: { state } })).items

let surgeId = ''
beforeAll(async () => {
  await city.db.read.deleteFrom('figure_days').execute()
  await plantSurge('E01')
})

test('a surge is found once, however often and by how many servers it is looked for, and its desk is told once', async () => {
  const made = await Promise.all([lookHourly(looking()), lookHourly(looking())])
  expect(made.filter((each) => each !== null && each > 0)).toEqual([1])
  expect(await lookHourly(looking())).toBe(0)
  const [alert, ...others] = (await listed()).filter((each) => each.kind === 'surge')
  expect(others).toEqual([])
  expect(alert).toMatchObject({
    kind: 'surge',
    categoryCode: 'E01',
    seen: 20,
    light: 'red',
    goesOn: true,
    area: { id: await areaOf(community) },
  })
  expect(alert?.expected).toBeCloseTo(2, 0)
  surgeId = alert?.id ?? ''
  const told = (await community.listNotices({ query: {} })).items.filter((notice) => notice.event === 'surge_found')
  expect(told).toMatchObject([{ facts: { alertId: surgeId, count: 20, expected: 2 } }])
  expect((await street.listNotices({ query: {} })).items.filter((notice) => notice.event === 'surge_found')).toEqual([])
})

test('it says what it was compared with, and how likely it is', async () => {
  const alert = await community.getAlert({ params: { alertId: surgeId } })
  expect(alert.chance).toBeLessThan(1e-5)
  expect(alert.explanation.weeks).toHaveLength(10)
  expect(alert.explanation.weeks.at(-1)).toMatchObject({ seen: 32 })
  expect(alert.explanation.past).not.toBeNull()
  expect(alert.explanation.high).toBeLessThan(20)
  expect(alert.abilities).toEqual(expect.arrayContaining(['task', 'set_aside']))
})

test('while it goes on it is counted on and is no second alert', async () => {
  await plantSurge('E01', 26)
  expect(await lookHourly(looking())).toBe(0)
  expect((await community.getAlert({ params: { alertId: surgeId } })).seen).toBe(26)
})

test('it exists in its area and above, and nowhere else', async () => {
  expect((await listed(street)).map(({ id }) => id)).toContain(surgeId)
  expect((await listed(supervisor)).map(({ id }) => id)).toContain(surgeId)
  expect(await listed(stranger)).toEqual([])
  expect(await codeOf(stranger.getAlert({ params: { alertId: surgeId } }))).toBe('not_found')
  expect(await codeOf(stranger.setAlertAside({ params: { alertId: surgeId }, body: { reason: '不归我管' } }))).toBe('not_found')
  expect(await codeOf(community.listAlerts({ query: { areaId: await areaOf(street) } }))).toBe('not_found')
})

test('of two who turn it into a task at the same time one does, and a repetition gets the same task', async () => {
  const params = { alertId: surgeId }
  const body = { text: '路面积水多发，请排查雨水口', toOrganisationId: stage.idOf('city-management') }
  const key = 'alert-task-0001'
  const [first, second] = await Promise.allSettled([
    community.turnAlertIntoTask({ params, body, idempotencyKey: key }),
    street.turnAlertIntoTask({ params, body, idempotencyKey: 'alert-task-0002' }),
  ])
  expect([first.status, second.status].toSorted()).toEqual(['fulfilled', 'rejected'])
  const tasks = await city.db.read.selectFrom('matters').select('id').where('kind', '=', 'task').where('text', '=', body.text).execute()
  expect(tasks).toHaveLength(1)
  const alert = await community.getAlert({ params })
  expect(alert).toMatchObject({ state: 'taken', outcome: { as: 'task', matter: { id: tasks[0]?.id } }, abilities: [] })
  if (first.status === 'fulfilled') expect(await community.turnAlertIntoTask({ params, body, idempotencyKey: key })).toEqual(first.value)
  expect(await codeOf(community.setAlertAside({ params, body: { reason: '晚了' } }))).toBe('alert_settled')
})

test('a task that is refused leaves the alert as it was, and one whose server died is finished by the next look at it', async () => {
  await plantSurge('E02')
  await lookHourly(looking())
  const [alert] = await listed()
  const params = { alertId: alert?.id ?? '' }
  const nobody = { text: '请处理', toOrganisationId: '01900000-0000-7000-8000-000000000000' }
  expect(await codeOf(community.turnAlertIntoTask({ params, body: nobody }))).toBe('unknown_organisation')
  const done = await community.turnAlertIntoTask({ params, body: { ...nobody, toOrganisationId: stage.idOf('city-management') } })
  // As if the server had died between the task and the alert.
  const lapsed = new Date(city.clock.now().getTime() - 1)
  await sql`update alerts set state = 'open', taken_as = null, taken_matter_id = null, settled_at = null, claimed_until = ${lapsed}
    where id = ${params.alertId}`.execute(city.db.read)
  expect(await codeOf(street.turnAlertIntoTask({ params, body: { ...nobody, toOrganisationId: stage.idOf('housing') } }))).toBe(
    'alert_settled',
  )
  expect(await community.getAlert({ params })).toMatchObject({ state: 'taken', outcome: { matter: { id: done.matterId } } })
})

test('set aside needs a reason, which stays with it', async () => {
  await plantSurge('E03')
  await lookHourly(looking())
  const [alert] = await listed()
  const params = { alertId: alert?.id ?? '' }
  expect(await codeOf(community.setAlertAside({ params, body: { reason: '   ' } }))).toBe('validation_failed')
  await community.setAlertAside({ params, body: { reason: '庙会三天，往年也这样' } })
  expect(await community.getAlert({ params })).toMatchObject({
    state: 'set_aside',
    outcome: { as: 'set_aside', reason: '庙会三天，往年也这样' },
  })
  expect(await lookHourly(looking()), 'and is not found anew').toBe(0)
})

test('what comes back for the third time within ninety days after it was closed is found, and turned into a card by the desk above', async () => {
  const ids: string[] = []
  for (const days of [80, 40, 1]) {
    const { matterId } = await stage.report('井盖又松了')
    await stage.accept(matterId)
    ids.push(matterId)
    const reported = new Date(city.clock.now().getTime() - days * 86_400_000)
    const closed = days === 1 ? null : new Date(reported.getTime() + 2 * 86_400_000)
    await sql`update matters set reported_at = ${reported}, closed_at = ${closed}, state = case when ${closed}::timestamptz is null then state else 'closed' end
      where id = ${matterId}`.execute(city.db.read)
  }
  const hidden = await stage.report('井盖又松了')
  await sql`update matters set private = true, category_code = 'L-06', reported_at = reported_at - interval '60 days', closed_at = reported_at - interval '55 days'
    where id = ${hidden.matterId}`.execute(city.db.read)
  expect(await lookNightly(looking())).toBeGreaterThan(0)
  expect(await lookNightly(looking())).toBe(0)
  const alert = (await listed(street)).find((each) => each.kind === 'repeat')
  expect(alert).toMatchObject({ seen: 3, expected: null, categoryCode: 'L-06' })
  const detail = await street.getAlert({ params: { alertId: alert?.id ?? '' } })
  expect(detail.matters.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  expect(detail.explanation.times).toHaveLength(3)
  expect(detail.outlines).toHaveLength(1)
  expect(detail.abilities).toContain('supervision')
  const params = { alertId: detail.id }
  const card = { level: 'yellow', instruction: '三个月坏三次，请查明原因' } as const
  expect(await codeOf(street.turnAlertIntoSupervision({ params, body: { ...card, matterId: hidden.matterId } }))).toBe('not_found')
  await street.turnAlertIntoSupervision({ params, body: { ...card, matterId: ids[2] ?? '' } })
  expect(await street.getAlert({ params })).toMatchObject({ state: 'taken', outcome: { as: 'supervision', matter: { id: ids[2] } } })
  expect((await street.getMatter({ params: { matterId: ids[2] ?? '' } })).cards).toMatchObject([{ level: 'yellow' }])
})

test('says that it cannot tell where there is not enough past', async () => {
  await city.db.read
    .deleteFrom('figure_days')
    .where('day', '<', sql<string>`(date '1970-01-01' + ${today - 20}::integer)`)
    .execute()
  await lookHourly(looking())
  const { looks } = await community.listAlerts({ query: {} })
  expect(looks.find((look) => look.kind === 'surge')).toMatchObject({ isEnough: false })
})

test('looks read their days by an index and nothing else', async () => {
  await sql`insert into figure_days (area_id, day, category_code, kind, reported)
    select gen_random_uuid(), date '2024-01-01' + (n % 700), 'E01', 'event', 1 from generate_series(1, 20000) n`.execute(city.db.read)
  await sql`analyze figure_days`.execute(city.db.read).catch(() => {})
  const { rows } = await sql<{
    'QUERY PLAN': string
  }>`explain ${dayCounts([await areaOf(community)], { from: today - 70, to: today })}`.execute(city.db.read)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toMatch(/Index Scan.*figure_days_pkey|Bitmap Index Scan on figure_days_pkey/)
  expect(await findReturns(city.db.read, { from: new Date(0), to: new Date(1) })).toEqual([])
})
