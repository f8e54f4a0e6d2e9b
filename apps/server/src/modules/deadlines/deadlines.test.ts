import { severities } from '@linli/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at, calendarWith, local } from './calendar.factory.ts'
import { openCalendars, type Workplace } from './calendar-book.ts'
import { type ClockRun, createDeadlines, type Deadline } from './deadlines.ts'
import { defaultLimits } from './default-limits.ts'
import type { Limit, LimitCase } from './limits.ts'
import type { Pause } from './pauses.ts'

fc.configureGlobal({ seed: 20260318 })

const minuteMs = 60_000
const workplace: Workplace = { areaPath: '1.1.', organisationId: null }
const calendars = openCalendars([
  calendarWith({}),
  calendarWith({
    organisationId: 'half days',
    minutesPerDay: 210,
    hours: [{ from: '2000-01-01', week: [...Array.from({ length: 5 }, () => [[510, 720] as const]), [], []] }],
  }),
])
const deadlines = createDeadlines(defaultLimits, calendars)
const limitCase = (given: Partial<LimitCase>): LimitCase => ({
  clock: 'handle',
  categoryCode: 'E02-01',
  severity: 'ordinary',
  areaClass: 'core',
  ...given,
})
const run = (given: Partial<ClockRun>): ClockRun => ({
  startedAt: at('2026-03-18T10:00'),
  limit: { amount: 3, unit: 'working_days' },
  extendedDays: 0,
  pauses: [],
  workplace,
  ...given,
})
const pause = (from: string, to: string | null): Pause => ({ from: at(from), to: to === null ? null : at(to) })
const due = (given: Partial<ClockRun>) => local(deadlines.deadline(run(given)).dueAt)

describe('the limits a city starts with', () => {
  const dueOf = (clock: string, severity: LimitCase['severity'] = 'ordinary') => {
    const limit = deadlines.limit(limitCase({ clock, severity }))
    return limit && due({ limit })
  }

  test('are those of domain.md §3', () => {
    expect(dueOf('accept')).toBe('2026-03-18 12:00')
    expect(dueOf('accept', 'urgent')).toBe('2026-03-18 10:30')
    expect(dueOf('dispatch')).toBe('2026-03-18 15:30')
    expect(dueOf('claim')).toBe('2026-03-19 10:00')
    expect(dueOf('arrive')).toBe('2026-03-19 10:00')
    expect(dueOf('arrive', 'urgent')).toBe('2026-03-18 12:00')
    expect(dueOf('handle', 'urgent')).toBe('2026-03-19 10:00')
    expect(dueOf('handle')).toBe('2026-03-23 10:00')
    expect(dueOf('handle', 'complex')).toBe('2026-03-25 10:00')
    expect(dueOf('handle', 'major')).toBe('2026-04-17 10:00')
    expect(dueOf('verify')).toBe('2026-03-19 10:00')
    expect(dueOf('rate')).toBe('2026-03-25 10:00')
    expect(dueOf('supervision')).toBe('2026-03-20 10:00')
    expect(dueOf('answer')).toBe('2026-03-25 10:00')
    expect(dueOf('rule')).toBe('2026-03-18 15:30')
    expect(dueOf('rule', 'urgent')).toBe('2026-03-18 10:30')
    expect(dueOf('extend')).toBe('2026-03-23 10:00')
  })

  test('leave no clock they know without a limit, and know no other', () => {
    const clocks = [...new Set(defaultLimits.map((limit) => limit.clock))]
    for (const clock of clocks) for (const severity of severities) expect(dueOf(clock, severity)).not.toBeNull()
    expect(dueOf('mediate')).toBeNull()
  })

  test('stand in for a clock the city was made without, however special the case', () => {
    const older = createDeadlines(
      [{ clock: 'accept', categoryCode: null, severity: null, areaClass: null, amount: 9, unit: 'days' }],
      calendars,
    )
    expect(older.limit(limitCase({ clock: 'accept', severity: 'urgent' }))).toMatchObject({ amount: 9, unit: 'days' })
    expect(older.limit(limitCase({ clock: 'arrive', severity: 'urgent', categoryCode: 'C01-01' }))).toMatchObject({
      amount: 2,
      unit: 'hours',
    })
    expect(older.limit(limitCase({ clock: 'mediate' }))).toBeNull()
  })

  test('are the same when asked again, and others for another case', () => {
    for (let time = 0; time < 2; time++) {
      expect(deadlines.limit(limitCase({}))).toMatchObject({ amount: 3, unit: 'working_days' })
      expect(deadlines.limit(limitCase({ categoryCode: 'E01-02' }))).toMatchObject({ amount: 4, unit: 'working_hours' })
      expect(deadlines.limit(limitCase({ clock: 'mediate' }))).toBeNull()
    }
  })
})

describe('a deadline', () => {
  test('counts the workplace’s own working day', () => {
    const workplaceOf = { areaPath: '1.1.', organisationId: 'half days' }
    expect(due({ workplace: workplaceOf })).toBe('2026-03-23 10:00')
    expect(due({ workplace: workplaceOf, limit: { amount: 4, unit: 'working_hours' } })).toBe('2026-03-19 10:30')
  })

  test('moves by the days of an extension, counted as the limit counts', () => {
    expect(due({ extendedDays: 2 })).toBe('2026-03-25 10:00')
    expect(due({ limit: { amount: 4, unit: 'working_hours' }, extendedDays: 1 })).toBe('2026-03-19 15:30')
    expect(due({ limit: { amount: 7, unit: 'days' }, extendedDays: 3 })).toBe('2026-03-28 10:00')
    expect(due({ limit: { amount: 6, unit: 'hours' }, extendedDays: 1 })).toBe('2026-03-19 16:00')
  })

  test('leaves pauses out: all of a natural limit’s, of a working limit’s what was working time', () => {
    const pauses = [pause('2026-03-18T16:30', '2026-03-19T09:30')]
    expect(due({ limit: { amount: 2, unit: 'days' }, pauses })).toBe('2026-03-21 03:00')
    expect(due({ pauses })).toBe('2026-03-23 12:00')
    expect(due({ pauses: [pause('2026-03-18T18:00', '2026-03-19T08:00')] })).toBe('2026-03-23 10:00')
  })

  test('does not move by a pause that is still open, nor by one after it', () => {
    expect(due({ pauses: [pause('2026-03-18T11:00', null)] })).toBe('2026-03-23 10:00')
    expect(due({ pauses: [pause('2026-03-23T10:00', '2026-03-24T10:00')] })).toBe('2026-03-23 10:00')
    expect(due({ pauses: [pause('2026-03-17T10:00', '2026-03-18T10:00')] })).toBe('2026-03-23 10:00')
    expect(due({ pauses: [pause('2026-03-19T10:00', '2026-03-18T12:00')] })).toBe('2026-03-23 10:00')
  })

  test('turns yellow at 80 %, extension included and pauses left out', () => {
    const yellow = (given: Partial<ClockRun>) => local(deadlines.deadline(run(given)).yellowAt)
    expect(yellow({ limit: { amount: 10, unit: 'days' } })).toBe('2026-03-26 10:00')
    expect(yellow({ limit: { amount: 30, unit: 'minutes' } })).toBe('2026-03-18 10:24')
    expect(yellow({ limit: { amount: 1, unit: 'hours' } })).toBe('2026-03-18 10:48')
    expect(yellow({ limit: { amount: 5, unit: 'days' }, extendedDays: 5 })).toBe('2026-03-26 10:00')
    expect(yellow({ limit: { amount: 10, unit: 'days' }, pauses: [pause('2026-03-19T00:00', '2026-03-20T00:00')] })).toBe(
      '2026-03-27 10:00',
    )
    expect(yellow({ limit: { amount: 5, unit: 'working_hours' } })).toBe('2026-03-18 15:30')
  })

  test('that lies beyond a year not announced says so, and a natural one need not', () => {
    const announced = (given: Partial<ClockRun>) => deadlines.deadline(run(given)).announced
    expect(announced({ startedAt: at('2026-12-30T10:00'), limit: { amount: 5, unit: 'working_days' } })).toBe(false)
    expect(announced({ startedAt: at('2026-12-28T10:00'), limit: { amount: 2, unit: 'working_days' } })).toBe(true)
    expect(announced({ startedAt: at('2026-12-30T10:00'), limit: { amount: 5, unit: 'days' } })).toBe(true)
    expect(announced({ startedAt: at('2026-12-28T10:00'), pauses: [pause('2026-12-28T11:00', '2027-01-05T00:00')] })).toBe(false)
  })
})

describe('working days after an instant', () => {
  test('are as long as the workplace’s', () => {
    expect(local(deadlines.workingDaysAfter(at('2026-02-14T16:00'), 1, workplace))).toBe('2026-02-24 16:00')
    expect(local(deadlines.workingDaysAfter(at('2026-02-14T16:00'), 0, workplace))).toBe('2026-02-14 16:00')
    expect(local(deadlines.workingDaysAfter(at('2026-02-15T16:00'), 0, workplace))).toBe('2026-02-24 08:30')
    expect(local(deadlines.workingDaysAfter(at('2026-03-18T10:00'), 2, { areaPath: '1.', organisationId: 'half days' }))).toBe(
      '2026-03-20 10:00',
    )
  })

  test('know working time', () => {
    expect(deadlines.isWorkingTime(at('2026-02-14T16:00'), workplace)).toBe(true)
    expect(deadlines.isWorkingTime(at('2026-02-15T16:00'), workplace)).toBe(false)
    expect(local(deadlines.nextWorkingInstant(at('2026-02-15T16:00'), workplace))).toBe('2026-02-24 08:30')
  })
})

const starts = fc.date({ min: at('2024-11-01T00:00'), max: at('2026-11-30T00:00'), noInvalidDate: true })
const limits = fc.record({
  amount: fc.integer({ min: 1, max: 40 }),
  unit: fc.constantFrom<Limit['unit']>('minutes', 'hours', 'days', 'working_hours', 'working_days'),
})
/** Pauses around a start: in any order, overlapping, empty, backwards, one perhaps still open. */
const pausesFrom = (start: Date) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: -50_000, max: 2_000_000 }), fc.option(fc.integer({ min: -1000, max: 600_000 }), { freq: 8 }))
      .map(([begin, length]) => ({
        from: new Date(start.getTime() + begin * 1000),
        to: length === null ? null : new Date(start.getTime() + (begin + length) * 1000),
      })),
    { maxLength: 6 },
  )
const runs = fc
  .tuple(starts, limits, fc.nat({ max: 5 }), fc.constantFrom(null, 'half days'))
  .chain(([startedAt, limit, extendedDays, organisationId]) =>
    pausesFrom(startedAt).map((pauses): ClockRun => ({
      startedAt,
      limit,
      extendedDays,
      pauses,
      workplace: { areaPath: '1.1.', organisationId },
    })),
  )
const isWorkingLimit = ({ unit }: Limit) => unit.startsWith('working')
/** Whether an instant lies within a pause; its closing edge does not, its opening edge neither: there the clock has just stopped. */
const isPaused = (instant: Date, pauses: readonly Pause[]) => pauses.some(({ from, to }) => to !== null && from < instant && instant < to)
const times = ({ dueAt, yellowAt }: Deadline) => [yellowAt.getTime(), dueAt.getTime()]

describe('whatever the start, limit and pauses', () => {
  test('yellow comes no later than due, and due after the start', () => {
    fc.assert(
      fc.property(runs, (given) => {
        const { dueAt, yellowAt } = deadlines.deadline(given)
        expect(yellowAt.getTime()).toBeLessThanOrEqual(dueAt.getTime())
        expect(yellowAt.getTime()).toBeGreaterThan(given.startedAt.getTime())
      }),
    )
  })

  test('due lies never within a pause nor outside working time, but for the moment of closing', () => {
    fc.assert(
      fc.property(runs, (given) => {
        for (const instant of times(deadlines.deadline(given))) {
          expect(isPaused(new Date(instant), given.pauses)).toBe(false)
          if (isWorkingLimit(given.limit)) expect(calendars.at(given.workplace).isWorkingTime(instant - 1)).toBe(true)
        }
      }),
    )
  })

  test('the order of pauses, and saying one twice, makes no difference', () => {
    fc.assert(
      fc.property(runs, (given) => {
        const expected = deadlines.deadline(given)
        expect(deadlines.deadline({ ...given, pauses: given.pauses.toReversed() })).toEqual(expected)
        expect(deadlines.deadline({ ...given, pauses: [...given.pauses, ...given.pauses.slice(0, 2)] })).toEqual(expected)
      }),
    )
  })

  test('a pause split in two that touch or overlap is the same pause', () => {
    fc.assert(
      fc.property(runs, fc.float({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 3_600_000 }), (given, share, overlap) => {
        const split = given.pauses.flatMap(({ from, to }): Pause[] => {
          if (to === null) return [{ from, to }]
          const middle = Math.round(from.getTime() + (to.getTime() - from.getTime()) * share)
          return [
            { from: new Date(Math.max(from.getTime(), middle - overlap)), to },
            { from, to: new Date(middle) },
          ]
        })
        expect(deadlines.deadline({ ...given, pauses: split })).toEqual(deadlines.deadline(given))
      }),
    )
  })

  test('a later start, a longer limit, an extension or one more pause never makes it due earlier', () => {
    fc.assert(
      fc.property(
        runs,
        fc.nat({ max: 10_000_000 }),
        fc.nat({ max: 500_000 }),
        fc.nat({ max: 500_000 }),
        (given, laterBy, begin, length) => {
          const earlier = times(deadlines.deadline(given))
          const from = new Date(given.startedAt.getTime() + begin * 1000)
          const more: ClockRun[] = [
            { ...given, startedAt: new Date(given.startedAt.getTime() + laterBy) },
            { ...given, limit: { ...given.limit, amount: given.limit.amount + 1 } },
            { ...given, extendedDays: given.extendedDays + 1 },
            { ...given, pauses: [...given.pauses, { from, to: new Date(from.getTime() + length * 1000) }] },
          ]
          for (const each of more)
            for (const [index, instant] of times(deadlines.deadline(each)).entries())
              expect(instant).toBeGreaterThanOrEqual(earlier[index] ?? NaN)
        },
      ),
    )
  })

  test('two limits one after the other are one of both, also over pauses', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 40 }), (given, amount) => {
        const first = deadlines.deadline({ ...given, extendedDays: 0 })
        const second = deadlines.deadline({ ...given, extendedDays: 0, startedAt: first.dueAt, limit: { ...given.limit, amount } })
        const both = deadlines.deadline({ ...given, extendedDays: 0, limit: { ...given.limit, amount: given.limit.amount + amount } })
        expect(second.dueAt).toEqual(both.dueAt)
      }),
    )
  })

  test('what passes between start and due, pauses left out, is exactly the limit', () => {
    fc.assert(
      fc.property(runs, (given) => {
        const { dueAt, yellowAt } = deadlines.deadline(given)
        const calendar = calendars.at(given.workplace)
        const perDay = isWorkingLimit(given.limit) ? calendar.minutesPerDay : 1440
        const perUnit = { minutes: 1, hours: 60, days: 1440, working_hours: 60, working_days: calendar.minutesPerDay }[given.limit.unit]
        const minutes = given.limit.amount * perUnit + given.extendedDays * perDay
        expect(countedBetween(given, dueAt)).toBe(minutes * minuteMs)
        expect(countedBetween(given, yellowAt)).toBe(minutes * minuteMs * 0.8)
      }),
    )
  })

  test('a pause and a change of category give the same date, whichever comes first', () => {
    fc.assert(
      fc.property(runs, limits, (given, changedTo) => {
        type Happening = (before: ClockRun) => ClockRun
        const pauses: Happening[] = given.pauses.map((each) => (before) => ({ ...before, pauses: [...before.pauses, each] }))
        const change: Happening = (before) => ({ ...before, limit: changedTo })
        const play = (happenings: Happening[]) => {
          let now = deadlines.deadline({ ...given, pauses: [] })
          let each: ClockRun = { ...given, pauses: [] }
          for (const happen of happenings) {
            each = happen(each)
            now = deadlines.deadline(each)
          }
          return now
        }
        const inEveryPlace = Array.from({ length: pauses.length + 1 }, (_, index) =>
          play([...pauses.slice(0, index), change, ...pauses.slice(index)]),
        )
        for (const outcome of inEveryPlace) expect(outcome).toEqual(inEveryPlace[0])
      }),
    )
  })

  /** Counted apart from the product's way: over the pieces between all edges, each of them paused or not as a whole. */
  function countedBetween({ startedAt, limit, pauses, workplace: where }: ClockRun, end: Date): number {
    const edges = pauses.flatMap(({ from, to }) => (to === null ? [] : [from.getTime(), to.getTime()]))
    const inside = edges.filter((edge) => edge > startedAt.getTime() && edge < end.getTime())
    const cuts = [startedAt.getTime(), ...inside, end.getTime()].toSorted((a, b) => a - b)
    return cuts.slice(1).reduce((sum, to, index) => {
      const from = cuts[index] ?? to
      if (isPaused(new Date((from + to) / 2), pauses)) return sum
      return sum + (isWorkingLimit(limit) ? calendars.at(where).between(from, to) : to - from)
    }, 0)
  }
})
