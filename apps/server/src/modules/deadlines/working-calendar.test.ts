import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at, calendarWith, local, offDay, workingDay } from './calendar.factory.ts'
import { openCalendars } from './calendar-book.ts'
import { defaultWeek } from './weekly-hours.ts'
import type { WorkingCalendar } from './working-calendar.ts'

fc.configureGlobal({ seed: 20260318 })

const minuteMs = 60_000
const here = { areaPath: '1.', organisationId: null }
const calendar = openCalendars([]).at(here)
const add = (start: string, minutes: number, by = calendar) => local(by.add(at(start).getTime(), minutes * minuteMs))

describe('adding working time', () => {
  test('skips the night, noon and the weekend', () => {
    expect(add('2026-03-18T09:00', 60)).toBe('2026-03-18 10:00')
    expect(add('2026-03-18T11:30', 60)).toBe('2026-03-18 14:00')
    expect(add('2026-03-18T17:00', 60)).toBe('2026-03-19 09:00')
    expect(add('2026-03-20T17:00', 60)).toBe('2026-03-23 09:00')
    expect(add('2026-03-21T10:00', 60)).toBe('2026-03-23 09:30')
    expect(add('2026-03-18T03:00', 60)).toBe('2026-03-18 09:30')
    expect(add('2026-03-18T23:59', 60)).toBe('2026-03-19 09:30')
  })

  test('works on the make-up Saturdays and rests through the Spring Festival', () => {
    expect(add('2026-02-13T17:00', 450)).toBe('2026-02-14 17:00')
    expect(add('2026-02-14T17:00', 450)).toBe('2026-02-24 17:00')
    expect(add('2026-02-27T17:00', 450)).toBe('2026-02-28 17:00')
    expect(add('2026-09-18T17:00', 450)).toBe('2026-09-20 17:00')
    expect(add('2026-09-30T17:00', 3 * 450)).toBe('2026-10-10 17:00')
  })

  test('goes over the turn of the year, and of several', () => {
    expect(add('2025-12-31T17:00', 450)).toBe('2026-01-04 17:00')
    expect(add('2024-12-31T17:00', (248 + 248) * 450)).toBe('2026-12-31 17:00')
  })

  test('of nothing gives the first working instant', () => {
    expect(add('2026-03-18T09:00', 0)).toBe('2026-03-18 09:00')
    expect(add('2026-03-18T12:00', 0)).toBe('2026-03-18 13:30')
    expect(add('2026-03-21T12:00', 0)).toBe('2026-03-23 08:30')
    expect(add('2025-12-31T17:30', 0)).toBe('2026-01-04 08:30')
  })

  test('that ends as the office closes ends there', () => {
    expect(add('2026-03-18T08:30', 450)).toBe('2026-03-18 17:30')
    expect(add('2026-03-18T08:30', 210)).toBe('2026-03-18 12:00')
    expect(add('2025-12-31T17:00', 30)).toBe('2025-12-31 17:30')
  })

  test('keeps seconds and milliseconds of the start', () => {
    const start = at('2026-03-18T11:30:12.345').getTime()
    expect(calendar.add(start, 60 * minuteMs)).toBe(at('2026-03-18T14:00:12.345').getTime())
    expect(calendar.add(at('2026-03-18T12:30:12.345').getTime(), 60 * minuteMs)).toBe(at('2026-03-18T14:30').getTime())
  })
})

describe('working time begins as the office opens and is over as it closes', () => {
  test.each([
    ['2026-03-18T08:29:59.999', false, '2026-03-18 08:30'],
    ['2026-03-18T08:30', true, '2026-03-18 08:30'],
    ['2026-03-18T11:59:59.999', true, '2026-03-18 11:59'],
    ['2026-03-18T12:00', false, '2026-03-18 13:30'],
    ['2026-03-18T17:30', false, '2026-03-19 08:30'],
    ['2026-03-21T10:00', false, '2026-03-23 08:30'],
    ['2026-02-14T10:00', true, '2026-02-14 10:00'],
    ['2026-02-14T17:30', false, '2026-02-24 08:30'],
  ])('%s', (start, isWorking, next) => {
    expect(calendar.isWorkingTime(at(start).getTime())).toBe(isWorking)
    expect(local(calendar.nextWorkingInstant(at(start).getTime()))).toBe(next)
  })
})

/** Calendars as odd as a city may make them. */
const odd = openCalendars([
  calendarWith({
    hours: [
      { from: '2000-01-01', week: defaultWeek },
      // Hot months: a longer noon; Friday afternoon off.
      {
        from: '2025-06-01',
        to: '2025-09-30',
        week: [...Array.from({ length: 4 }, () => [[480, 720] as const, [900, 1080] as const]), [[480, 720]], [[540, 660]], []],
      },
    ],
    localDays: {
      '2025-03-05': offDay(),
      '2025-03-08': workingDay(),
      '2025-03-09': workingDay([[0, 1440]]),
      '2025-10-01': workingDay([[600, 601]]),
    },
  }),
  calendarWith({
    organisationId: 'round the clock',
    keepsHolidays: false,
    minutesPerDay: 1440,
    hours: [{ from: '2000-01-01', week: Array.from({ length: 7 }, () => [[0, 1440] as const]) }],
  }),
])
const calendars = fc.constantFrom(calendar, odd.at(here), odd.at({ areaPath: '1.', organisationId: 'round the clock' }))
const instants = fc.date({ min: at('2024-11-01T00:00'), max: at('2027-06-30T00:00'), noInvalidDate: true }).map((date) => date.getTime())
const amounts = fc.integer({ min: 1, max: 20 * 450 * minuteMs })

describe('working time, whatever the calendar', () => {
  test('never runs backwards: starting later or adding more never ends earlier', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat({ max: 6e9 }), amounts, fc.nat({ max: 6e7 }), (by, start, laterBy, amount, more) => {
        const end = by.add(start, amount)
        expect(by.add(start + laterBy, amount)).toBeGreaterThanOrEqual(end)
        expect(by.add(start, amount + more)).toBeGreaterThanOrEqual(end)
        expect(end).toBeGreaterThan(start)
      }),
    )
  })

  test('adds up: in two parts or in one it ends at the same time', () => {
    fc.assert(
      fc.property(calendars, instants, amounts, amounts, (by, start, one, two) => {
        expect(by.add(by.add(start, one), two)).toBe(by.add(start, one + two))
      }),
    )
  })

  test('between a start and its end is what was added, to the millisecond', () => {
    fc.assert(
      fc.property(calendars, instants, amounts, (by, start, amount) => {
        expect(by.between(start, by.add(start, amount))).toBe(amount)
      }),
    )
  })

  test('between three instants in order adds up, and is nothing backwards', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat({ max: 2e9 }), fc.nat({ max: 2e9 }), (by, start, first, second) => {
        const middle = start + first
        const end = middle + second
        expect(by.between(start, middle) + by.between(middle, end)).toBe(by.between(start, end))
        expect(by.between(end, start)).toBe(0)
      }),
    )
  })

  test('agrees with a slow walk from minute to minute', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 1, max: 900 }), (by, given, minutes) => {
        const start = Math.floor(given / minuteMs) * minuteMs
        let now = start
        for (let left = minutes; left > 0; now += minuteMs) if (by.isWorkingTime(now)) left -= 1
        expect(by.add(start, minutes * minuteMs)).toBe(now)
      }),
      { numRuns: 30 },
    )
  })

  test('of the year 2026 is 248 days', () => {
    const worked = calendar.between(at('2026-01-01T00:00').getTime(), at('2027-01-01T00:00').getTime())
    expect(worked / minuteMs / calendar.minutesPerDay).toBe(248)
  })
})

describe('a year whose holidays are not announced', () => {
  const isAnnounced = (year: number, by: WorkingCalendar) => {
    const noon = at(`${year}-06-15T12:00`).getTime()
    return by.isAnnouncedBetween(noon, noon)
  }

  test('is plain weekdays, and that is told', () => {
    expect([2026, 2027].map((year) => isAnnounced(year, calendar))).toEqual([true, false])
    expect(['2027-01-01', '2027-01-02', '2027-10-01'].map((date) => calendar.isWorkingTime(at(`${date}T10:00`).getTime()))).toEqual([
      true,
      false,
      true,
    ])
    expect(calendar.isAnnouncedBetween(at('2026-12-31T09:00').getTime(), at('2026-12-31T23:59').getTime())).toBe(true)
    expect(calendar.isAnnouncedBetween(at('2026-12-31T09:00').getTime(), at('2027-01-01T00:00').getTime())).toBe(false)
  })

  test('is told no more once the city has confirmed it, nor where no holidays are kept', () => {
    const confirmed = openCalendars([calendarWith({ localDays: { '2027-01-01': offDay('元旦') } })], new Set([2027])).at(here)
    expect(isAnnounced(2027, confirmed)).toBe(true)
    expect(isAnnounced(2028, confirmed)).toBe(false)
    expect(confirmed.isAnnouncedBetween(at('2027-12-31T23:59').getTime(), at('2028-01-01T00:00').getTime())).toBe(false)
    expect(confirmed.isWorkingTime(at('2027-01-01T10:00').getTime())).toBe(false)
    expect(isAnnounced(2027, odd.at({ areaPath: '1.', organisationId: 'round the clock' }))).toBe(true)
  })

  test('is announced neither by some local days entered for it', () => {
    const entered = openCalendars([calendarWith({ localDays: { '2027-01-01': offDay('元旦') } })]).at(here)
    expect(isAnnounced(2027, entered)).toBe(false)
  })
})
