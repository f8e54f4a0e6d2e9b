import { describe, expect, test } from 'vitest'
import { at, calendarWith, offDay, workingDay } from './calendar.factory.ts'
import { openCalendars } from './calendar-book.ts'
import { areHours, defaultWeek, hoursWhenWorked, isWeek, type Week } from './weekly-hours.ts'

const morning: Week = [...Array.from({ length: 5 }, () => [[480, 720] as const]), [], []]
const sixDays: Week = [...Array.from({ length: 6 }, () => [[540, 1080] as const]), []]
const book = openCalendars([
  calendarWith({ localDays: { '2026-03-18': offDay('全市停工'), '2026-03-20': offDay('全市停工') } }),
  calendarWith({ areaPath: '1.4.', hours: [{ from: '2026-01-01', week: morning }], localDays: { '2026-03-20': workingDay() } }),
  calendarWith({ areaPath: '1.4.2.', localDays: { '2026-03-19': offDay('村集') } }),
  calendarWith({ organisationId: 'shop', hours: [{ from: '2026-01-01', week: sixDays }], minutesPerDay: 540 }),
  calendarWith({ organisationId: 'gas', keepsHolidays: false, hours: [{ from: '2026-01-01', week: sixDays }] }),
])
const isWorking = (areaPath: string, organisationId: string | null, ...instants: string[]) =>
  instants.map((instant) => book.at({ areaPath, organisationId }).isWorkingTime(at(instant).getTime()))

describe('whose working time counts', () => {
  test('is the organisation’s, else that of the nearest area upwards, else the city’s', () => {
    expect(book.at({ areaPath: '1.4.27.', organisationId: 'shop' }).minutesPerDay).toBe(540)
    expect(isWorking('1.4.27.', null, '2026-03-17T10:00', '2026-03-17T14:00')).toEqual([true, false])
    expect(isWorking('1.4.27.', 'one without a calendar', '2026-03-17T14:00')).toEqual([false])
    expect(isWorking('1.40.', null, '2026-03-17T14:00')).toEqual([true])
    expect(isWorking('1.', null, '2026-03-17T14:00')).toEqual([true])
    expect(isWorking('', null, '2026-03-17T14:00')).toEqual([true])
  })

  test('comes from above where a calendar says nothing itself', () => {
    // The village has a day off of its own; hours and the street's working day come from the street, the other day off from the city.
    expect(isWorking('1.4.2.', null, '2026-03-17T10:00', '2026-03-17T14:00', '2026-03-19T10:00')).toEqual([true, false, false])
    expect(isWorking('1.4.2.', null, '2026-03-18T10:00', '2026-03-20T10:00')).toEqual([false, true])
    expect(isWorking('1.4.', null, '2026-03-18T10:00', '2026-03-19T10:00', '2026-03-20T10:00')).toEqual([false, true, true])
  })

  test('of an organisation that keeps no holidays knows neither holidays nor the city’s days off', () => {
    expect(isWorking('1.', 'shop', '2026-10-01T10:00', '2026-03-18T10:00', '2026-03-21T10:00')).toEqual([false, false, true])
    expect(isWorking('1.', 'gas', '2026-10-01T10:00', '2026-03-18T10:00', '2026-03-21T10:00')).toEqual([true, true, true])
  })
})

describe('weekly hours', () => {
  const seasons = openCalendars([
    calendarWith({
      hours: [
        { from: '2000-01-01', week: defaultWeek },
        { from: '2026-06-01', to: '2026-09-30', week: sixDays },
        { from: '2026-08-01', to: '2026-08-31', week: morning },
      ],
    }),
  ]).at({ areaPath: '1.', organisationId: null })
  const hoursOn = (date: string) => seasons.between(at(`${date}T00:00`).getTime(), at(`${date}T00:00`).getTime() + 86_400_000) / 60_000

  test('hold from their first to their last day, and of several those that began last', () => {
    const dates = ['2026-05-29', '2026-06-01', '2026-07-31', '2026-08-03', '2026-08-31', '2026-09-01', '2026-09-30', '2026-10-08']
    expect(dates.map(hoursOn)).toEqual([450, 540, 540, 240, 240, 540, 540, 450])
  })

  test('of a make-up weekend day are those of a weekday, even where a weekend day has some of its own', () => {
    const week: Week = [[[480, 720]], [[480, 1000]], [], [], [], [[600, 660]], []]
    expect(hoursWhenWorked(week, 5)).toEqual([[480, 720]])
    expect(hoursWhenWorked(week, 1)).toEqual([[480, 1000]])
    expect(hoursWhenWorked(week, 3)).toEqual([[480, 720]])
    expect(hoursWhenWorked([[], [], [], [], [], [[600, 660]], []], 5)).toEqual([[600, 660]])
    expect(hoursOn('2026-09-20')).toBe(540)
  })

  test('must be in order, apart, within a day and not all empty', () => {
    expect(areHours([])).toBe(true)
    expect(areHours([[0, 1440]])).toBe(true)
    expect(
      areHours([
        [0, 60],
        [60, 120],
      ]),
    ).toBe(true)
    expect(
      areHours([
        [0, 60],
        [59, 120],
      ]),
    ).toBe(false)
    expect(
      areHours([
        [120, 180],
        [0, 60],
      ]),
    ).toBe(false)
    expect(areHours([[60, 60]])).toBe(false)
    expect(areHours([[60, 1441]])).toBe(false)
    expect(isWeek(defaultWeek)).toBe(true)
    expect(isWeek(Array.from({ length: 7 }, () => []))).toBe(false)
    expect(isWeek(defaultWeek.slice(1))).toBe(false)
  })
})

describe('a local day', () => {
  const days = openCalendars([
    calendarWith({
      localDays: {
        '2026-10-01': workingDay(),
        '2026-10-02': workingDay([[600, 660]]),
        '2026-10-10': offDay(),
        '2026-03-21': workingDay(),
      },
    }),
  ]).at({ areaPath: '1.', organisationId: null })
  const isWorking = (instant: string) => days.isWorkingTime(at(instant).getTime())

  test('wins over holiday, make-up day and weekend', () => {
    expect(['2026-10-01T10:00', '2026-10-10T10:00', '2026-03-21T10:00'].map(isWorking)).toEqual([true, false, true])
  })

  test('has the usual hours unless it is given its own', () => {
    expect(['2026-10-01T08:30', '2026-10-01T12:30'].map(isWorking)).toEqual([true, false])
    expect(['2026-10-02T08:30', '2026-10-02T10:30', '2026-10-02T11:00'].map(isWorking)).toEqual([false, true, false])
  })
})
