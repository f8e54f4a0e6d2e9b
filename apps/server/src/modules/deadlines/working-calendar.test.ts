import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWorkingMinutes, chineseCalendar, workingMinutesBetween } from './working-calendar.ts'

fc.configureGlobal({ seed: 20260318 })

const calendar = chineseCalendar()
/** An instant by Chinese local time. */
const at = (local: string) => new Date(`${local}+08:00`)
const local = (date: Date) => new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
const add = (start: string, minutes: number) => local(addWorkingMinutes(calendar, at(start), minutes).at)
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000
const isWorking = (date: string) => calendar.isWorkingDay(dayOf(date))

describe('a working day', () => {
  test('is a weekday that is no holiday, or a weekend day made up for one (State Council, 2026)', () => {
    // Spring Festival: off from 15 to 23 February, made up on Saturday 14 and Saturday 28.
    for (const date of ['2026-02-15', '2026-02-16', '2026-02-17', '2026-02-20', '2026-02-23'])
      expect([date, isWorking(date)]).toEqual([date, false])
    for (const date of ['2026-02-13', '2026-02-14', '2026-02-24', '2026-02-28']) expect([date, isWorking(date)]).toEqual([date, true])
    // National Day: off from 1 to 7 October, made up on Sunday 20 September and Saturday 10 October.
    for (const date of ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-07', '2026-10-03'])
      expect([date, isWorking(date)]).toEqual([date, false])
    for (const date of ['2026-09-20', '2026-09-30', '2026-10-08', '2026-10-10']) expect([date, isWorking(date)]).toEqual([date, true])
    // Plain days.
    expect(['2026-03-18', '2026-03-21', '2026-03-22', '2026-09-19'].map(isWorking)).toEqual([true, false, false, false])
  })

  test('of a year whose holidays are not announced is any weekday, and that is told', () => {
    expect(calendar.isAnnounced(dayOf('2026-12-31'))).toBe(true)
    expect(calendar.isAnnounced(dayOf('2027-01-01'))).toBe(false)
    expect(['2027-01-01', '2027-01-02', '2027-10-01'].map(isWorking)).toEqual([true, false, true])
    expect(addWorkingMinutes(calendar, at('2026-12-30T09:00'), 450).announced).toBe(true)
    expect(addWorkingMinutes(calendar, at('2026-12-31T09:00'), 900).announced).toBe(false)
  })

  test('has seven and a half hours, around noon', () => {
    expect(calendar.minutesPerDay).toBe(450)
  })
})

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

  test('of nothing gives the first working instant', () => {
    expect(add('2026-03-18T09:00', 0)).toBe('2026-03-18 09:00')
    expect(add('2026-03-18T12:00', 0)).toBe('2026-03-18 13:30')
    expect(add('2026-03-21T12:00', 0)).toBe('2026-03-23 08:30')
  })

  test('that ends as the office closes ends there', () => {
    expect(add('2026-03-18T08:30', 450)).toBe('2026-03-18 17:30')
    expect(add('2026-03-18T08:30', 210)).toBe('2026-03-18 12:00')
  })
})

const instants = fc
  .date({ min: at('2026-01-01T00:00'), max: at('2027-06-30T00:00'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 60_000) * 60_000))
const minutes = fc.integer({ min: 1, max: 20 * 450 })

describe('working time', () => {
  test('never runs backwards: starting later or adding more never ends earlier', () => {
    fc.assert(
      fc.property(instants, fc.nat({ max: 100_000 }), minutes, fc.nat({ max: 1000 }), (start, laterBy, amount, more) => {
        const end = addWorkingMinutes(calendar, start, amount).at
        expect(addWorkingMinutes(calendar, new Date(start.getTime() + laterBy * 60_000), amount).at.getTime()).toBeGreaterThanOrEqual(
          end.getTime(),
        )
        expect(addWorkingMinutes(calendar, start, amount + more).at.getTime()).toBeGreaterThanOrEqual(end.getTime())
        expect(end.getTime()).toBeGreaterThan(start.getTime())
      }),
    )
  })

  test('adds up: in two parts or in one it ends at the same time', () => {
    fc.assert(
      fc.property(instants, minutes, minutes, (start, one, two) => {
        const inParts = addWorkingMinutes(calendar, addWorkingMinutes(calendar, start, one).at, two).at
        expect(inParts).toEqual(addWorkingMinutes(calendar, start, one + two).at)
      }),
    )
  })

  test('between a start and its end is what was added', () => {
    fc.assert(
      fc.property(instants, minutes, (start, amount) => {
        expect(workingMinutesBetween(calendar, start, addWorkingMinutes(calendar, start, amount).at)).toBe(amount)
      }),
    )
  })

  test('between three instants in order adds up, and is nothing backwards', () => {
    fc.assert(
      fc.property(instants, fc.nat({ max: 30_000 }), fc.nat({ max: 30_000 }), (start, first, second) => {
        const middle = new Date(start.getTime() + first * 60_000)
        const end = new Date(middle.getTime() + second * 60_000)
        expect(workingMinutesBetween(calendar, start, middle) + workingMinutesBetween(calendar, middle, end)).toBe(
          workingMinutesBetween(calendar, start, end),
        )
        expect(workingMinutesBetween(calendar, end, start)).toBe(0)
      }),
    )
  })

  test('of a year of 2026 is 248 days', () => {
    expect(workingMinutesBetween(calendar, at('2026-01-01T00:00'), at('2027-01-01T00:00')) / 450).toBe(248)
  })
})
