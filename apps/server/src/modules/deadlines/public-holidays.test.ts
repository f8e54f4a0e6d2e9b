import { afterEach, describe, expect, test } from 'vitest'
import { dateOfDay, dayOfDate } from './calendar.ts'
import { openCalendars } from './calendar-book.ts'
import { isWorkedByNotice } from './public-days.factory.ts'
import { publicYear } from './public-holidays.ts'

const calendar = openCalendars([]).at({ areaPath: '1.', organisationId: null })
const dates = Array.from({ length: 1096 }, (_, index) => dateOfDay(dayOfDate('2024-01-01') + index))

describe('the working days of 2024 to 2026', () => {
  test('are on all 1,096 days those of the State Council’s notices, and those alone', () => {
    expect(dates.at(-1)).toBe('2026-12-31')
    const worked = dates.filter((date) => calendar.isWorkingTime(Date.parse(`${date}T10:00+08:00`)))
    expect(worked).toEqual(dates.filter(isWorkedByNotice))
  })
})

describe('a year', () => {
  test('counts as announced when the table knows it, from 2004 on', () => {
    const announced = Array.from({ length: 31 }, (_, index) => 2000 + index).filter((year) => publicYear(year).announced)
    expect(announced).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index))
  })

  test('that is not announced names no day at all', () => {
    expect(publicYear(2027)).toEqual({ announced: false, days: new Map() })
    expect(publicYear(1987).announced).toBe(false)
  })

  test('names its days in both languages', () => {
    expect(publicYear(2026).days.get(dayOfDate('2026-02-17'))).toEqual({ working: false, nameZh: '春节', nameEn: 'Spring Festival' })
    expect(publicYear(2026).days.get(dayOfDate('2026-10-10'))).toEqual({ working: true, nameZh: '国庆节', nameEn: 'National Day' })
    expect(publicYear(2026).days.get(dayOfDate('2026-03-18'))).toBeUndefined()
  })
})

describe('on a machine in another time zone', () => {
  const zone = process.env['TZ']
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })

  // Each zone has a year of its own, because a year is read once.
  test.each([
    ['America/New_York', 2023, '2023-09-29', '2023-10-06', '2023-10-07'],
    ['Pacific/Kiritimati', 2022, '2022-10-01', '2022-10-07', '2022-10-08'],
  ])('%s the holidays are on the same days', (name, year, first, last, madeUp) => {
    process.env['TZ'] = name
    expect(new Date(0).getTimezoneOffset()).not.toBe(-480)
    const { days } = publicYear(year)
    expect(days.get(dayOfDate(first))?.working).toBe(false)
    expect(days.get(dayOfDate(first) - 1)).toBeUndefined()
    expect(days.get(dayOfDate(last))?.working).toBe(false)
    expect(days.get(dayOfDate(madeUp))?.working).toBe(true)
  })
})
