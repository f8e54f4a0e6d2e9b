import type { ClockKind } from '@linli/contract'
import { clockKinds, severities } from '@linli/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openTestDb } from '../../testing/test-city.ts'
import { createDeadlines, deadlineOf, defaultLimits, type LimitCase, type LimitRule, mostSpecific, readLimits } from './limits.ts'
import { chineseCalendar, workingMinutesBetween } from './working-calendar.ts'

fc.configureGlobal({ seed: 20260318 })

const calendar = chineseCalendar()
const at = (local: string) => new Date(`${local}+08:00`)
const limitCase = (given: Partial<LimitCase> = {}): LimitCase => ({
  clock: 'handle',
  categoryCode: 'E01-02',
  severity: 'ordinary',
  areaClass: 'core',
  ...given,
})
const rule = (given: Partial<LimitRule>): LimitRule => ({
  clock: 'handle',
  categoryCode: null,
  severity: null,
  areaClass: null,
  amount: 1,
  unit: 'days',
  ...given,
})

describe('the limits a city starts with', () => {
  const deadlines = createDeadlines(defaultLimits, calendar)
  const due = (clock: ClockKind, severity: LimitCase['severity'] = 'ordinary') =>
    deadlines.deadline(limitCase({ clock, severity }), at('2026-03-18T10:00')).dueAt

  test('are those of domain.md §3', () => {
    expect(due('accept')).toEqual(at('2026-03-18T12:00'))
    expect(due('accept', 'urgent')).toEqual(at('2026-03-18T10:30'))
    expect(due('dispatch')).toEqual(at('2026-03-18T15:30'))
    expect(due('claim')).toEqual(at('2026-03-19T10:00'))
    expect(due('handle', 'urgent')).toEqual(at('2026-03-19T10:00'))
    expect(due('handle')).toEqual(at('2026-03-23T10:00'))
    expect(due('handle', 'complex')).toEqual(at('2026-03-25T10:00'))
    expect(due('handle', 'major')).toEqual(at('2026-04-17T10:00'))
    expect(due('verify')).toEqual(at('2026-03-19T10:00'))
    expect(due('rate')).toEqual(at('2026-03-25T10:00'))
  })

  test('leave no clock without a limit', () => {
    for (const clock of clockKinds) for (const severity of severities) expect(() => due(clock, severity)).not.toThrow()
  })

  test('are what a new city has in its table', async () => {
    const { db } = await openTestDb('empty_city')
    const key = (limit: LimitRule) =>
      JSON.stringify([limit.clock, limit.severity, limit.categoryCode, limit.areaClass, limit.amount, limit.unit])
    expect((await readLimits(db.read)).map(key).toSorted()).toEqual(defaultLimits.map(key).toSorted())
  })

  test('that are missing are a fault of the city’s data, told by name', () => {
    expect(() => createDeadlines([], calendar).deadline(limitCase(), at('2026-03-18T10:00'))).toThrow(
      'The city has no limit for the clock "handle".',
    )
  })
})

describe('of several limits', () => {
  test('the most specific wins: category before severity before area class', () => {
    const general = rule({ amount: 1 })
    const village = rule({ amount: 2, areaClass: 'core' })
    const severe = rule({ amount: 3, severity: 'ordinary' })
    const both = rule({ amount: 4, severity: 'ordinary', areaClass: 'core' })
    const category = rule({ amount: 5, categoryCode: 'E01-02' })
    const whole = rule({ amount: 6, categoryCode: 'E01-02', severity: 'ordinary', areaClass: 'core' })
    const inOrder = [general, village, severe, both, category, whole]
    for (const [index, expected] of inOrder.entries()) {
      const known = inOrder.slice(0, index + 1)
      expect(mostSpecific(known, limitCase())).toBe(expected)
      expect(mostSpecific(known.toReversed(), limitCase())).toBe(expected)
    }
  })

  test('those of another category, severity, area class or clock do not count', () => {
    const general = rule({ amount: 1 })
    const others = [
      rule({ categoryCode: 'C01-02' }),
      rule({ severity: 'urgent' }),
      rule({ areaClass: 'village' }),
      rule({ clock: 'verify' }),
      rule({ categoryCode: 'E01-02', severity: 'urgent' }),
    ]
    expect(mostSpecific([...others, general], limitCase())).toBe(general)
  })

  test('what is chosen once is chosen again for the same case, and not for another', () => {
    const deadlines = createDeadlines([rule({ amount: 1 }), rule({ amount: 2, areaClass: 'village' })], calendar)
    const start = at('2026-03-18T10:00')
    for (let time = 0; time < 2; time++) {
      expect(deadlines.deadline(limitCase(), start).dueAt).toEqual(at('2026-03-19T10:00'))
      expect(deadlines.deadline(limitCase({ areaClass: 'village' }), start).dueAt).toEqual(at('2026-03-20T10:00'))
    }
  })
})

describe('a light', () => {
  test('turns yellow at 80 % of natural time', () => {
    expect(deadlineOf(calendar, at('2026-03-18T10:00'), { amount: 10, unit: 'days' })).toEqual({
      dueAt: at('2026-03-28T10:00'),
      yellowAt: at('2026-03-26T10:00'),
      announced: true,
    })
    expect(deadlineOf(calendar, at('2026-03-18T10:00'), { amount: 30, unit: 'minutes' }).yellowAt).toEqual(at('2026-03-18T10:24'))
    expect(deadlineOf(calendar, at('2026-03-18T10:00'), { amount: 1, unit: 'hours' }).yellowAt).toEqual(at('2026-03-18T10:48'))
  })

  test('turns yellow at 80 % of working time', () => {
    fc.assert(
      fc.property(
        fc.date({ min: at('2026-01-01T00:00'), max: at('2026-11-30T00:00'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom('working_hours' as const, 'working_days' as const),
        (given, amount, unit) => {
          const start = new Date(Math.floor(given.getTime() / 60_000) * 60_000)
          const { dueAt, yellowAt } = deadlineOf(calendar, start, { amount, unit })
          const whole = workingMinutesBetween(calendar, start, dueAt)
          expect(whole).toBe(amount * (unit === 'working_hours' ? 60 : 450))
          expect(workingMinutesBetween(calendar, start, yellowAt)).toBeCloseTo(whole * 0.8, 6)
          expect(yellowAt.getTime()).toBeLessThan(dueAt.getTime())
        },
      ),
    )
  })

  test('of a limit that runs into a year not announced says so', () => {
    expect(deadlineOf(calendar, at('2026-12-30T10:00'), { amount: 5, unit: 'working_days' }).announced).toBe(false)
    expect(deadlineOf(calendar, at('2026-12-28T10:00'), { amount: 2, unit: 'working_days' }).announced).toBe(true)
  })
})
