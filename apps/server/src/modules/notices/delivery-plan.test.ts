import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDeadlines, openCalendars } from '../deadlines/index.ts'
import { planDeliveries, type Recipient } from './delivery-plan.ts'
import { defaultPreferences } from './preferences.ts'
import { endOfQuiet, firstAllowed, nextDigest, type NextWorkingInstant } from './quiet-hours.ts'

const deadlines = createDeadlines([], openCalendars([]))
const nextWorking: NextWorkingInstant = (at) => deadlines.nextWorkingInstant(at, { areaPath: '', organisationId: null })
/** Local time in China, e.g. 2026-03-18 21:30. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const local = (instant: Date) => new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
const night = { from: 21 * 60, to: 8 * 60 }
const office = { areaId: 'desk', organisationId: null }
const all = new Set(['push', 'mini_program', 'mail', 'sms'] as const)

const resident: Recipient = {
  accountId: 'resident',
  receiver: 'reporter',
  workplace: null,
  preferences: defaultPreferences,
  addresses: [
    { channel: 'sms', id: null },
    { channel: 'push', id: 'browser' },
    { channel: 'push', id: 'phone' },
  ],
}
const clerk: Recipient = { ...resident, accountId: 'clerk', receiver: 'desk', workplace: office }
const accepted = { event: 'matter_accepted', urgent: false }
const plan = (notice: { event: string; urgent: boolean }, recipient: Recipient, now: string) =>
  planDeliveries(notice, recipient, all, at(now), nextWorking).map((each) => [each.channel, each.addressId, local(each.dueAt)])

describe('quiet hours', () => {
  test.each([
    ['2026-03-18 20:59', '2026-03-18 20:59'],
    ['2026-03-18 21:00', '2026-03-19 08:00'],
    ['2026-03-18 23:59', '2026-03-19 08:00'],
    ['2026-03-19 00:00', '2026-03-19 08:00'],
    ['2026-03-19 07:59', '2026-03-19 08:00'],
    ['2026-03-19 08:00', '2026-03-19 08:00'],
  ])('over midnight: what comes at %s goes at %s', (given, goes) => {
    expect(local(endOfQuiet(at(given), night))).toBe(goes)
  })

  test.each([
    ['2026-03-18 12:59', '2026-03-18 12:59'],
    ['2026-03-18 13:00', '2026-03-18 14:30'],
    ['2026-03-18 14:30', '2026-03-18 14:30'],
  ])('within a day: what comes at %s goes at %s', (given, goes) => {
    expect(local(endOfQuiet(at(given), { from: 13 * 60, to: 14 * 60 + 30 }))).toBe(goes)
  })

  test('never send in them, never earlier than asked, and at most a day later', () => {
    const minute = fc.integer({ min: 0, max: 1439 })
    fc.assert(
      fc.property(minute, minute, fc.integer({ min: 0, max: 525_600 }), (from, to, minutes) => {
        const given = new Date(at('2026-01-01 00:00').getTime() + minutes * 60_000)
        const goes = endOfQuiet(given, { from, to })
        expect(goes.getTime()).toBeGreaterThanOrEqual(given.getTime())
        expect(goes.getTime() - given.getTime()).toBeLessThanOrEqual(86_400_000)
        expect(endOfQuiet(goes, { from, to })).toEqual(goes)
      }),
    )
  })
})

describe('what reaches people at work', () => {
  test.each([
    ['a working morning', '2026-03-18 10:00', '2026-03-18 10:00'],
    ['lunch', '2026-03-18 12:30', '2026-03-18 13:30'],
    ['the evening', '2026-03-18 18:00', '2026-03-19 08:30'],
    ['a Friday evening', '2026-03-20 18:00', '2026-03-23 08:30'],
    ['midnight before a holiday', '2026-09-30 23:59', '2026-10-08 08:30'],
    ['the Saturday that is worked for a holiday', '2026-10-10 09:00', '2026-10-10 09:00'],
    ['the last minute of a holiday', '2026-10-07 23:59', '2026-10-08 08:30'],
  ])('in %s comes at the next working time', (_, given, goes) => {
    expect(local(firstAllowed(at(given), night, office, nextWorking))).toBe(goes)
    expect(plan({ event: 'matter_reported', urgent: false }, clerk, given)[0]?.[2]).toBe(goes)
  })

  test('keeps to their own quiet hours as well', () => {
    expect(local(firstAllowed(at('2026-03-18 08:40'), { from: 0, to: 9 * 60 }, office, nextWorking))).toBe('2026-03-18 09:00')
    expect(local(firstAllowed(at('2026-03-18 12:10'), { from: 13 * 60, to: 15 * 60 }, office, nextWorking))).toBe('2026-03-18 15:00')
  })

  test('ends somewhere also for who is quiet in all working hours', () => {
    expect(firstAllowed(at('2026-03-18 10:00'), { from: 8 * 60, to: 18 * 60 }, office, nextWorking).getTime()).toBeGreaterThan(0)
  })

  test('comes at once when it is urgent, whatever the hour', () => {
    expect(plan({ event: 'whistle_blown', urgent: true }, { ...clerk, receiver: 'handler' }, '2026-10-01 03:00')).toEqual([
      ['sms', null, '2026-10-01 03:00'],
      ['push', 'browser', '2026-10-01 03:00'],
      ['push', 'phone', '2026-10-01 03:00'],
    ])
  })
})

describe('a plan', () => {
  test('has each address of each channel once, and the night is quiet', () => {
    expect(plan(accepted, resident, '2026-10-01 23:00')).toEqual([
      ['sms', null, '2026-10-02 08:00'],
      ['push', 'browser', '2026-10-02 08:00'],
      ['push', 'phone', '2026-10-02 08:00'],
    ])
  })

  test('has no text message for what is not worth one', () => {
    expect(plan({ event: 'matter_dispatched', urgent: false }, resident, '2026-03-18 10:00').map(([channel]) => channel)).toEqual([
      'push',
      'push',
    ])
  })

  test('has nothing of a group that was turned off, and the others still', () => {
    const quiet = { ...resident, preferences: { ...defaultPreferences, choices: { ...defaultPreferences.choices, progress: [] } } }
    expect(plan(accepted, quiet, '2026-03-18 10:00')).toEqual([])
    expect(plan({ event: 'matter_to_rate', urgent: false }, quiet, '2026-03-18 10:00')).toHaveLength(3)
  })

  test('has nothing through a channel the city has not set up', () => {
    expect(planDeliveries(accepted, resident, new Set(['mail'] as const), at('2026-03-18 10:00'), nextWorking)).toEqual([])
  })

  test('gathers into the next digest what is not urgent', () => {
    const gathering = { ...resident, preferences: { ...defaultPreferences, digestAt: 18 * 60 } }
    const digest = (now: string) => planDeliveries(accepted, gathering, all, at(now), nextWorking)[0]?.digestAt
    expect(digest('2026-03-18 17:59')).toEqual(at('2026-03-18 18:00'))
    expect(digest('2026-03-18 18:00')).toEqual(at('2026-03-19 18:00'))
    expect(planDeliveries({ ...accepted, urgent: true }, gathering, all, at('2026-03-18 17:00'), nextWorking)[0]).toMatchObject({
      digestAt: null,
      dueAt: at('2026-03-18 17:00'),
    })
  })

  test('puts the digest of those at work on a working day', () => {
    expect(local(nextDigest(at('2026-09-30 20:00'), 18 * 60, office, nextWorking))).toBe('2026-10-08 18:00')
    expect(local(nextDigest(at('2026-09-30 20:00'), 18 * 60, null, nextWorking))).toBe('2026-10-01 18:00')
  })
})
