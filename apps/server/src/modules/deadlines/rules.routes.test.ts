import { ApiProblem } from '@linli/client'
import pg from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { demoPassword } from '../../../../../demo/demo-people.ts'
import { jobsSchemaOf } from '../../platform/city-schema.ts'
import { inTransaction } from '../../platform/db.ts'
import { intentionOf } from '../../platform/idempotency.ts'
import { ask } from '../../testing/fresh-database.factory.ts'
import { startSecondApp } from '../../testing/second-app.factory.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { foreseeClocksOf, recomputeClocks, recomputeUnannounced } from '../matters/index.ts'
import { reportInShownGrid } from '../matters/matter.factory.ts'
import { at, local } from './calendar.factory.ts'
import { defaultCalendar } from './calendar-book.ts'
import { readCalendars } from './calendars.store.ts'
import { changeRules, type RuleTools } from './rule.tools.ts'

const city = await startTestCity()
const tree = () => city.matters.books.areas.get()
const areaOf = (code: string) => {
  const area = tree().byCode(code)
  if (!area) throw new Error(`no area ${code}`)
  return area
}
const organisationOf = (code: string) => city.matters.books.organisations.get().byCode(code)?.id ?? ''
const community = areaOf('370281001008')
const otherCommunity = areaOf('370281001005')
const keeper = await city.as('rules')
const clerk = await city.as('community')
const communityKeeper = await keeperAt('community-rules', community.id)
const reason = '会议决定'

async function keeperAt(loginName: string, areaId: string) {
  const admin = await city.as('admin')
  const { account, oneTimePassword } = await admin.createStaffAccount({ body: { loginName, displayName: '社区规则员' } })
  await admin.createPost({ body: { accountId: account.id, role: 'rule_keeper', areaId } })
  const client = city.stranger()
  await client.signIn({ body: { loginName, password: oneTimePassword } })
  await client.changePassword({ body: { oldPassword: oneTimePassword, newPassword: demoPassword } })
  return client
}

async function refusal(call: Promise<unknown>) {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(outcome instanceof ApiProblem)) throw new Error('this was not refused', { cause: outcome })
  return outcome.problem
}

/** When a clock of three working days is due that starts at these local times. */
async function dueFrom(start: string, place: { areaId?: string; organisationId?: string } = {}) {
  const { items } = await clerk.previewLimit({
    body: {
      clock: 'handle',
      categoryCode: null,
      severity: 'ordinary',
      areaId: community.id,
      ...place,
      amount: 3,
      unit: 'working_days',
      starts: [at(start).toISOString()],
    },
  })
  return local(new Date(items[0]?.dueAt ?? NaN))
}

const cityCalendar = async () => {
  const found = (await keeper.listCalendars()).items.find((each) => each.areaId === null && each.organisationId === null)
  if (!found) throw new Error('the city has no calendar')
  return found
}
/** What the audit says of an action on an object, if it was taken once. */
const auditOf = (action: string, objectId: string) =>
  city.db.read.selectFrom('audit_entries').selectAll().where('action', '=', action).where('object_id', '=', objectId).execute()
const limitOf = async (clock: string, severity: string | null = null, categoryCode: string | null = null) => {
  const found = (await keeper.listLimits()).items.find(
    (each) => each.clock === clock && each.severity === severity && each.categoryCode === categoryCode && each.areaClass === null,
  )
  if (!found) throw new Error(`no limit for ${clock}`)
  return found
}
const week = (opensMinutes: number, closesMinutes: number) => [
  ...Array.from({ length: 5 }, () => [{ opensMinutes, closesMinutes }]),
  [],
  [],
]

describe('a new city', () => {
  test('has the calendar that rules without a database begin with', async () => {
    const book = await readCalendars(city.db.read)
    expect(book.get(defaultCalendar.id)).toEqual(defaultCalendar)
    expect((await keeper.listCalendars()).items).toMatchObject([
      { id: defaultCalendar.id, areaId: null, organisationId: null, minutesPerDay: 450, keepsHolidays: true, version: 1, changedAt: null },
    ])
  })

  test('keeps the rights of its server: a rule that ends stays', async () => {
    for (const table of ['calendars', 'calendar_hours', 'calendar_days', 'confirmed_years', 'limits'])
      await expect(city.db.pool.query(`delete from ${table}`)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('a limit', () => {
  test('that is changed counts at once, is written to the audit, and says who changed it', async () => {
    const before = await limitOf('verify')
    const changed = await keeper.changeLimit({
      params: { limitId: before.id },
      body: { expectedVersion: before.version, amount: 6, unit: 'working_hours', reason },
    })
    expect(changed).toMatchObject({ amount: 6, unit: 'working_hours', version: 2, changedAt: city.clock.now().toISOString() })
    expect(changed.changedBy).toMatch(/\p{Script=Han}/u)
    expect(
      city.matters.books.deadlines.get().limit({ clock: 'verify', categoryCode: null, severity: 'major', areaClass: 'town' }),
    ).toMatchObject({
      amount: 6,
      unit: 'working_hours',
    })
    const keeperId = (await keeper.getMe()).accountId
    expect(await auditOf('limit_changed', before.id)).toMatchObject([
      {
        account_id: keeperId,
        object_kind: 'limit',
        detail: { reason, clock: 'verify', before: { amount: 1, unit: 'working_days' }, after: { amount: 6, unit: 'working_hours' } },
      },
    ])
  })

  test('that two change at once is changed by the first, and the second is told what it says now', async () => {
    const { id: limitId, version } = await limitOf('rate')
    const change = (amount: number) =>
      keeper.changeLimit({ params: { limitId }, body: { expectedVersion: version, amount, unit: 'days', reason } }).then(
        () => amount,
        (error: unknown) => error,
      )
    const outcomes = await Promise.all([change(5), change(9)])
    const done = outcomes.find((outcome) => typeof outcome === 'number')
    const refused = outcomes.find((outcome) => outcome instanceof ApiProblem)
    expect(refused?.problem).toMatchObject({
      code: 'rule_changed',
      status: 409,
      facts: { amount: done, unit: 'days', version: version + 1 },
    })
    expect((await limitOf('rate')).amount).toBe(done)
  })

  test('for a single category can be added once, and ended again', async () => {
    const body = {
      clock: 'handle',
      categoryCode: 'L-08',
      severity: null,
      areaClass: 'village' as const,
      amount: 10,
      unit: 'hours' as const,
      reason,
    }
    const given = { body, idempotencyKey: 'noise-in-villages' }
    const added = await keeper.addLimit(given)
    expect(await keeper.addLimit(given)).toEqual(added)
    expect(await refusal(keeper.addLimit({ body }))).toMatchObject({ code: 'already_exists' })
    const noise = { clock: 'handle', categoryCode: 'L-08', severity: 'ordinary' as const, areaClass: 'village' }
    expect(city.matters.books.deadlines.get().limit(noise)).toMatchObject({ amount: 10 })
    await keeper.endLimit({ params: { limitId: added.id }, body: { expectedVersion: 1, reason } })
    expect(city.matters.books.deadlines.get().limit(noise)).toMatchObject({ amount: 3 })
    expect(await refusal(keeper.endLimit({ params: { limitId: added.id }, body: { expectedVersion: 1, reason } }))).toMatchObject({
      code: 'rule_changed',
    })
    await expect(keeper.addLimit({ body })).resolves.toMatchObject({ amount: 10, version: 1 })
  })

  test('of a category that is none is refused', async () => {
    const body = { clock: 'handle', categoryCode: 'X-99', severity: null, areaClass: null, amount: 1, unit: 'days' as const, reason }
    expect(await refusal(keeper.addLimit({ body }))).toMatchObject({ code: 'unknown_category' })
  })

  test('without which a clock would have none cannot end', async () => {
    const general = await limitOf('accept')
    expect(await refusal(keeper.endLimit({ params: { limitId: general.id }, body: { expectedVersion: 1, reason } }))).toMatchObject({
      code: 'rule_needed',
    })
    const urgent = await limitOf('accept', 'urgent')
    await keeper.endLimit({ params: { limitId: urgent.id }, body: { expectedVersion: 1, reason } })
    expect(
      city.matters.books.deadlines.get().limit({ clock: 'accept', categoryCode: null, severity: 'urgent', areaClass: 'town' }),
    ).toMatchObject({
      amount: 2,
      unit: 'working_hours',
    })
  })

  test('counts for the whole city, so the keeper of one community may read it and not change it', async () => {
    const { id: limitId, version } = await limitOf('handle', 'ordinary')
    expect((await communityKeeper.listLimits()).items.length).toBeGreaterThan(20)
    const limit = { params: { limitId }, body: { expectedVersion: version, reason } }
    const added = { clock: 'handle', categoryCode: null, severity: null, areaClass: null, amount: 1, unit: 'days' as const, reason }
    expect(await refusal(communityKeeper.endLimit(limit))).toMatchObject({ code: 'not_allowed' })
    expect(await refusal(communityKeeper.addLimit({ body: added }))).toMatchObject({ code: 'not_allowed' })
    expect(await refusal(communityKeeper.changeLimit({ ...limit, body: { ...limit.body, amount: 1, unit: 'days' } }))).toMatchObject({
      code: 'not_allowed',
    })
    expect((await limitOf('handle', 'ordinary')).version).toBe(version)
  })

  test('of the whole city may be changed by a keeper of the area that holds all others', async () => {
    const whole = await keeperAt('city-rules', areaOf('370281').id)
    const { id: limitId, version } = await limitOf('dispatch')
    await expect(
      whole.changeLimit({ params: { limitId }, body: { expectedVersion: version, amount: 3, unit: 'working_hours', reason } }),
    ).resolves.toMatchObject({ amount: 3 })
  })

  test('is tried before it is changed: what it would make of sample starts, beside what counts now', async () => {
    const preview = await clerk.previewLimit({
      body: {
        clock: 'handle',
        categoryCode: 'L-08',
        severity: 'ordinary',
        areaId: community.id,
        amount: 5,
        unit: 'working_days',
        starts: ['2026-03-18T02:00:00.000Z', '2026-12-30T02:00:00.000Z'],
      },
    })
    expect(preview.items).toEqual([
      {
        startedAt: '2026-03-18T02:00:00.000Z',
        dueAt: '2026-03-25T02:00:00.000Z',
        yellowAt: '2026-03-24T02:00:00.000Z',
        announced: true,
        presentDueAt: '2026-03-23T02:00:00.000Z',
      },
      {
        startedAt: '2026-12-30T02:00:00.000Z',
        dueAt: '2027-01-06T02:00:00.000Z',
        yellowAt: '2027-01-05T02:00:00.000Z',
        announced: false,
        presentDueAt: '2027-01-04T02:00:00.000Z',
      },
    ])
    const unknown = {
      clock: 'mediate',
      categoryCode: null,
      severity: 'ordinary' as const,
      areaId: community.id,
      amount: 1,
      unit: 'days' as const,
    }
    expect((await clerk.previewLimit({ body: { ...unknown, starts: ['2026-03-18T02:00:00.000Z'] } })).items[0]?.presentDueAt).toBeNull()
    expect(await refusal(clerk.previewLimit({ body: { ...unknown, starts: ['9999-12-31T23:59:59Z'] } }))).toMatchObject({
      code: 'validation_failed',
    })
  })
})

describe('the city’s calendar', () => {
  const yearOf = async (year: number) => keeper.getCalendarYear({ params: { calendarId: (await cityCalendar()).id }, query: { year } })

  test('shows a year at a glance: why each day is worked or not', async () => {
    const { days, announced, workingDays, workingMinutes } = await yearOf(2026)
    expect(days).toHaveLength(365)
    expect({ announced, workingDays, workingMinutes }).toEqual({ announced: 'public', workingDays: 248, workingMinutes: 248 * 450 })
    const of = (day: string) => days.find((each) => each.day === day)
    expect(of('2026-10-01')).toEqual({ day: '2026-10-01', kind: 'holiday', nameZh: '国庆节', nameEn: 'National Day', hours: [] })
    expect(of('2026-10-10')).toMatchObject({ kind: 'make_up', nameZh: '国庆节', hours: [{ opensMinutes: 510 }, { closesMinutes: 1050 }] })
    expect(of('2026-03-18')).toMatchObject({ kind: 'working' })
    expect(of('2026-03-21')).toEqual({ day: '2026-03-21', kind: 'off', hours: [] })
  })

  test('with a local day moves due dates at once, in every process, and back when it is taken away', async () => {
    const second = await startSecondApp(city)
    const workplace = { areaPath: community.path, organisationId: null }
    const dueInSecond = () => local(second.matters.books.deadlines.get().workingDaysAfter(at('2026-04-15T10:00'), 3, workplace))
    expect([await dueFrom('2026-04-15T10:00'), dueInSecond()]).toEqual(['2026-04-20 10:00', '2026-04-20 10:00'])

    const { id: calendarId, version } = await cityCalendar()
    const days = [
      { day: '2026-04-16', working: false, hours: null, reason: '台风停工' },
      { day: '2026-04-18', working: true, hours: [{ opensMinutes: 600, closesMinutes: 660 }], reason: '补班' },
    ]
    const changed = await keeper.setLocalDays({ params: { calendarId }, body: { expectedVersion: version, days } })
    expect(changed.version).toBe(version + 1)
    // Wednesday 360 minutes, Friday 450, Saturday 60, Monday 450, then 30 more on Tuesday.
    expect(await dueFrom('2026-04-15T10:00')).toBe('2026-04-21 09:00')
    await vi.waitFor(() => expect(dueInSecond()).toBe('2026-04-21 09:00'), { timeout: 20_000 })
    expect((await yearOf(2026)).days.filter((each) => each.kind.startsWith('local'))).toEqual([
      { day: '2026-04-16', kind: 'local_off', hours: [], reason: '台风停工', calendarId },
      { day: '2026-04-18', kind: 'local_working', hours: [{ opensMinutes: 600, closesMinutes: 660 }], reason: '补班', calendarId },
    ])

    await keeper.removeLocalDays({
      params: { calendarId },
      body: { expectedVersion: changed.version, days: ['2026-04-16', '2026-04-18', '2026-04-19'], reason: '台风转向' },
    })
    expect(await dueFrom('2026-04-15T10:00')).toBe('2026-04-20 10:00')
    expect(await auditOf('local_days_removed', calendarId)).toMatchObject([
      {
        detail: {
          reason: '台风转向',
          before: [
            { day: '2026-04-16', working: false },
            { day: '2026-04-18', working: true },
          ],
        },
      },
    ])
  })

  test('that two change at once is changed by the first', async () => {
    const { id: calendarId, version } = await cityCalendar()
    const set = (day: string) =>
      keeper
        .setLocalDays({ params: { calendarId }, body: { expectedVersion: version, days: [{ day, working: false, hours: null, reason }] } })
        .then(
          () => 'done',
          (error: unknown) => (error as ApiProblem).problem.code,
        )
    expect((await Promise.all([set('2026-11-05'), set('2026-11-06')])).toSorted()).toEqual(['done', 'rule_changed'])
    expect((await yearOf(2026)).days.filter((each) => each.kind === 'local_off')).toHaveLength(1)
  })

  test('of a year not announced says so until the city has confirmed it', async () => {
    expect(await yearOf(2027)).toMatchObject({ announced: 'not_yet', workingDays: 261 })
    const { id: calendarId, version } = await cityCalendar()
    const announcedBy = () =>
      city.matters.books.deadlines.get().deadline({
        startedAt: at('2026-12-30T10:00'),
        limit: { amount: 5, unit: 'working_days' },
        extendedDays: 0,
        pauses: [],
        workplace: { areaPath: community.path, organisationId: null },
      }).announced
    expect(announcedBy()).toBe(false)
    await keeper.confirmCalendarYear({ params: { calendarId }, body: { expectedVersion: version, year: 2027, confirmed: true, reason } })
    expect([(await yearOf(2027)).announced, announcedBy()]).toEqual(['by_hand', true])
    await keeper.confirmCalendarYear({
      params: { calendarId },
      body: { expectedVersion: version + 1, year: 2027, confirmed: false, reason },
    })
    expect([(await yearOf(2027)).announced, announcedBy()]).toEqual(['not_yet', false])
  })

  test('may have other hours for a season', async () => {
    const { id: calendarId, version } = await cityCalendar()
    const season = { validFrom: '2028-06-01', validTo: '2028-09-30', week: week(480, 1020), reason }
    const changed = await keeper.setCalendarHours({ params: { calendarId }, body: { expectedVersion: version, ...season } })
    expect(await dueFrom('2028-06-05T08:00')).toBe('2028-06-07 12:30')
    expect(await dueFrom('2028-10-09T10:00')).toBe('2028-10-12 10:00')
    const { hours } = await yearOf(2028)
    expect(hours.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
      ['2000-01-01', null],
      ['2028-06-01', '2028-09-30'],
    ])
    const hoursId = hours[1]?.id ?? ''
    await keeper.endCalendarHours({ params: { calendarId, hoursId }, body: { expectedVersion: changed.version, reason } })
    expect(await dueFrom('2028-06-05T08:30')).toBe('2028-06-07 17:30')
  })

  test('cannot lose what all calendars lean on, nor end', async () => {
    const { id: calendarId, version: expectedVersion } = await cityCalendar()
    const hoursId = (await yearOf(2026)).hours[0]?.id ?? ''
    const body = { expectedVersion, reason }
    expect(await refusal(keeper.endCalendar({ params: { calendarId }, body }))).toMatchObject({ code: 'rule_needed' })
    expect(await refusal(keeper.endCalendarHours({ params: { calendarId, hoursId }, body }))).toMatchObject({ code: 'rule_needed' })
    const hours = { ...body, validFrom: '2000-01-01', validTo: '2026-12-31', week: week(480, 1020) }
    expect(await refusal(keeper.setCalendarHours({ params: { calendarId }, body: hours }))).toMatchObject({ code: 'overlapping_time' })
    const idle = { ...body, validFrom: '2026-01-01', validTo: null, week: Array.from({ length: 7 }, () => []) }
    expect(await refusal(keeper.setCalendarHours({ params: { calendarId }, body: idle }))).toMatchObject({
      code: 'validation_failed',
      fields: [{ pointer: '/week' }],
    })
    const twice = { expectedVersion, days: Array.from({ length: 2 }, () => ({ day: '2026-11-11', working: false, hours: null, reason })) }
    expect(await refusal(keeper.setLocalDays({ params: { calendarId }, body: twice }))).toMatchObject({ code: 'validation_failed' })
    expect((await cityCalendar()).version).toBe(expectedVersion)
  })
})

describe('a calendar of its own', () => {
  const shape = { minutesPerDay: 450, keepsHolidays: true, reason }

  test('counts for the area and all below it, and ends again', async () => {
    const made = await communityKeeper.addCalendar({ body: { ...shape, areaId: community.id } })
    expect(made).toMatchObject({ areaId: community.id, areaName: community.name, organisationId: null, version: 1, mayChange: true })
    expect(await refusal(keeper.addCalendar({ body: { ...shape, areaId: community.id } }))).toMatchObject({ code: 'already_exists' })
    const params = { calendarId: made.id }
    const fair = { day: '2026-05-13', working: false, hours: null, reason: '社区大集' }
    await communityKeeper.setLocalDays({ params, body: { expectedVersion: 1, days: [fair] } })
    const grid = tree()
      .all()
      .find((area) => area.level === 'grid' && area.path.startsWith(community.path))
    expect(await dueFrom('2026-05-12T10:00', { areaId: grid?.id ?? '' })).toBe('2026-05-18 10:00')
    expect(await dueFrom('2026-05-12T10:00', { areaId: otherCommunity.id })).toBe('2026-05-15 10:00')
    await communityKeeper.endCalendar({ params, body: { expectedVersion: 2, reason } })
    expect(await dueFrom('2026-05-12T10:00', { areaId: grid?.id ?? '' })).toBe('2026-05-15 10:00')
    expect(await refusal(clerk.getCalendarYear({ params, query: {} }))).toMatchObject({ code: 'not_found' })
  })

  test('of an organisation wins over that of the place', async () => {
    const organisationId = organisationOf('city-management')
    const made = await keeper.addCalendar({ body: { minutesPerDay: 1440, keepsHolidays: false, reason, organisationId } })
    expect(made).toMatchObject({ organisationId, organisationNameEn: expect.stringMatching(/\w/) as string, areaId: null })
    const params = { calendarId: made.id }
    const always = Array.from({ length: 7 }, () => [{ opensMinutes: 0, closesMinutes: 1440 }])
    await keeper.setCalendarHours({ params, body: { expectedVersion: 1, validFrom: '2026-01-01', validTo: null, week: always, reason } })
    expect(await dueFrom('2026-10-01T22:00', { organisationId })).toBe('2026-10-04 22:00')
    const changed = await keeper.changeCalendar({ params, body: { expectedVersion: 2, minutesPerDay: 480, keepsHolidays: false, reason } })
    expect(changed.version).toBe(3)
    expect(await dueFrom('2026-10-01T22:00', { organisationId })).toBe('2026-10-02 22:00')
    expect(await clerk.getCalendarYear({ params, query: { year: 2027 } })).toMatchObject({
      announced: 'not_kept',
      workingDays: 365,
      calendar: { mayChange: false },
    })
  })

  test('is changed only from its own area or above', async () => {
    const elsewhere = { ...shape, areaId: otherCommunity.id }
    expect(await refusal(communityKeeper.addCalendar({ body: elsewhere }))).toMatchObject({ code: 'not_allowed' })
    expect(
      await refusal(communityKeeper.addCalendar({ body: { ...shape, organisationId: organisationOf('city-operations') } })),
    ).toMatchObject({
      code: 'not_allowed',
    })
    const other = await keeper.addCalendar({ body: elsewhere })
    const days = [{ day: '2026-05-20', working: false, hours: null, reason }]
    for (const calendarId of [other.id, (await cityCalendar()).id]) {
      const { calendar } = await communityKeeper.getCalendarYear({ params: { calendarId }, query: { year: 2026 } })
      expect(calendar.mayChange).toBe(false)
      const body = { expectedVersion: calendar.version, days }
      expect(await refusal(communityKeeper.setLocalDays({ params: { calendarId }, body }))).toMatchObject({ code: 'not_allowed' })
      expect(await refusal(clerk.setLocalDays({ params: { calendarId }, body }))).toMatchObject({ code: 'not_allowed' })
    }
  })

  test('belongs to one area or one organisation that is in use', async () => {
    const organisationId = organisationOf('city-operations')
    expect(await refusal(keeper.addCalendar({ body: shape }))).toMatchObject({ code: 'validation_failed' })
    expect(await refusal(keeper.addCalendar({ body: { ...shape, areaId: community.id, organisationId } }))).toMatchObject({
      code: 'validation_failed',
    })
    expect(await refusal(keeper.addCalendar({ body: { ...shape, areaId: crypto.randomUUID() } }))).toMatchObject({ code: 'not_found' })
    expect(await refusal(keeper.addCalendar({ body: { ...shape, organisationId: crypto.randomUUID() } }))).toMatchObject({
      code: 'unknown_organisation',
    })
  })

  test('ends with its area: what comes after it has that of the area above', async () => {
    const [one, two] = tree()
      .childrenOf(otherCommunity.id)
      .filter((area) => area.childCount === 0)
    const made = await keeper.addCalendar({ body: { ...shape, minutesPerDay: 900, areaId: one?.id ?? '' } })
    expect(await dueFrom('2026-05-12T10:00', { areaId: one?.id ?? '' })).toBe('2026-05-20 10:00')
    const body = { areaIds: [one?.id ?? '', two?.id ?? ''], code: '370281001005099', name: '合并网格', reason }
    const merged = await (await city.as('admin')).mergeAreas({ body })
    expect(await dueFrom('2026-05-12T10:00', { areaId: merged.id })).toBe('2026-05-15 10:00')
    expect((await keeper.listCalendars()).items.map((each) => each.id)).not.toContain(made.id)
    expect(await refusal(keeper.getCalendarYear({ params: { calendarId: made.id }, query: {} }))).toMatchObject({ code: 'not_found' })
  })

  test('cannot confirm a year, which is the city’s to do', async () => {
    const own = (await keeper.listCalendars()).items.find((each) => each.organisationId !== null)
    const body = { expectedVersion: own?.version ?? 0, year: 2027, confirmed: true, reason }
    expect(await refusal(keeper.confirmCalendarYear({ params: { calendarId: own?.id ?? '' }, body }))).toMatchObject({
      code: 'wrong_level',
    })
  })
})

/** What the waiting jobs are told that count clocks anew. */
async function waitingJobs() {
  const jobs = pg.escapeIdentifier(jobsSchemaOf(city.db.city))
  const rows = await ask<{ payload: unknown }>(
    city.connection,
    `select j.payload from ${jobs}._private_jobs j join ${jobs}._private_tasks t on t.id = j.task_id where t.identifier = 'recompute_clocks'`,
  )
  return rows.map((row) => row.payload)
}

describe('counting open clocks anew', () => {
  const { db, clock } = city
  const told: string[] = []
  const tools = (leaveRecompute: RuleTools['leaveRecompute']): RuleTools => ({
    db,
    clock,
    wakeup: city.matters.wakeup,
    ...city.matters.books,
    leaveRecompute,
    foreseeClocks: foreseeClocksOf(city.matters),
  })
  const intention = (key: string) => intentionOf('account:test', key, 'test', {}, {})
  const add = (key: string) => async () => ({ key })

  test('moves the dates of open matters, and their timeline says why', async () => {
    const { matterId } = await reportInShownGrid(city)
    await clerk.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E02-01', severity: 'ordinary' } })
    expect(local(new Date((await clerk.getMatter({ params: { matterId } })).promisedAt ?? NaN))).toBe('2026-03-23 10:00')

    const { id: calendarId, version: expectedVersion } = await cityCalendar()
    const days = [{ day: '2026-03-20', working: false, hours: null, reason: '暴雪停工' }]
    await keeper.setLocalDays({ params: { calendarId }, body: { expectedVersion, days } })
    expect(await waitingJobs()).toContainEqual({ because: 'calendar_changed' })

    await recomputeClocks(city.matters, 'calendar_changed')
    const after = await clerk.getMatter({ params: { matterId } })
    expect(local(new Date(after.promisedAt ?? NaN))).toBe('2026-03-24 10:00')
    expect(JSON.stringify(after.timeline.at(-1))).toContain('calendar_changed')
  })

  test('is foreseen in numbers before a limit is changed, and writes nothing', async () => {
    const { matterId } = await reportInShownGrid(city)
    await clerk.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'L-20', severity: 'ordinary' } })
    const before = await clerk.getMatter({ params: { matterId } })
    const limitCase = { clock: 'handle', categoryCode: 'L-20', severity: null, areaClass: null }
    const foresee = (limit: { amount: number; unit: 'days' | 'minutes' } | null) => keeper.foreseeLimit({ body: { ...limitCase, limit } })
    const still = { open: 1, earlier: 0, later: 0, pastDue: 0, noLongerPastDue: 0, isCut: false }
    expect(await foresee({ amount: 60, unit: 'days' })).toEqual({ ...still, later: 1 })
    expect(await foresee({ amount: 1, unit: 'days' })).toEqual({ ...still, earlier: 1 })
    expect(await foresee(null)).toEqual(still)
    city.clock.advance(120_000)
    expect(await foresee({ amount: 1, unit: 'minutes' })).toEqual({ ...still, earlier: 1, pastDue: 1 })
    // What a narrower limit decides does not move with a general one.
    const { id: limitId, version } = await keeper.addLimit({
      body: { ...limitCase, severity: 'ordinary', amount: 3, unit: 'working_days', reason },
    })
    expect(await foresee({ amount: 60, unit: 'days' })).toEqual(still)
    await keeper.endLimit({ params: { limitId }, body: { expectedVersion: version, reason } })
    expect((await clerk.getMatter({ params: { matterId } })).promisedAt).toBe(before.promisedAt)
  })

  test('is foreseen only for whom may change limits, and only where a limit may end', async () => {
    const body = { clock: 'accept', categoryCode: null, severity: null, areaClass: null, limit: null }
    expect(await refusal(keeper.foreseeLimit({ body }))).toMatchObject({ code: 'rule_needed' })
    expect(await refusal(communityKeeper.foreseeLimit({ body }))).toMatchObject({ code: 'not_allowed' })
    expect(await refusal(clerk.foreseeLimit({ body }))).toMatchObject({ code: 'not_allowed' })
  })

  test('is left to the same transaction as the change, and says why', async () => {
    const leave: RuleTools['leaveRecompute'] = async (tx, { because }) => {
      const { isTransaction } = tx
      told.push(`${because} ${isTransaction}`)
    }
    await changeRules(tools(leave), intention('first-change'), 'limit_changed', add('1'))
    await changeRules(tools(leave), intention('second-change'), 'calendar_changed', add('2'))
    // A repetition gets its answer and changes nothing.
    await changeRules(tools(leave), intention('second-change'), 'calendar_changed', add('2'))
    expect(told).toEqual(['limit_changed true', 'calendar_changed true'])
  })

  test('that cannot be left undoes the change', async () => {
    const before = await limitOf('claim')
    const failing = changeRules(
      tools(async () => {
        throw new Error('no room in the queue')
      }),
      intention('third-change'),
      'limit_changed',
      async (tx) => {
        await tx.updateTable('limits').set({ amount: 99 }).where('id', '=', before.id).execute()
        return {}
      },
    )
    await expect(failing).rejects.toThrow('no room in the queue')
    expect(await limitOf('claim')).toEqual(before)
    expect(
      await inTransaction(db, async (tx) => tx.selectFrom('idempotency_keys').selectAll().where('key', '=', 'third-change').execute()),
    ).toEqual([])
  })
})

describe('a calendar, when no year is named', () => {
  test('shows the present one of local time', async () => {
    const { id: calendarId } = await cityCalendar()
    city.clock.set(at('2027-01-01T00:30'))
    const { year, announced } = await (await city.as('rules')).getCalendarYear({ params: { calendarId }, query: {} })
    expect({ year, announced }).toEqual({ year: 2027, announced: 'not_yet' })
  })
})

test('what ran into a year nobody knew is counted anew once its holidays are there, and nothing else', async () => {
  city.clock.set(at('2026-12-30T10:00'))
  const clerk = await city.as('community')
  const { matterId } = await reportInShownGrid(city)
  await clerk.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E02-01', severity: 'ordinary' } })
  const entries = async () => (await clerk.getMatter({ params: { matterId } })).timeline.length
  const before = await entries()
  expect(await recomputeUnannounced(city.matters)).toBe(0)

  // As a newer version of the product would bring them.
  await ask(
    city.connection,
    `insert into ${city.db.city}.confirmed_years (id, year, reason, set_at) values (gen_random_uuid(), 2027, '国务院办公厅通知', now())`,
  )
  await city.matters.books.deadlines.refresh()
  expect(await recomputeUnannounced(city.matters)).toBe(1)
  expect(await entries()).toBe(before + 1)
  expect(await recomputeUnannounced(city.matters)).toBe(0)
})
