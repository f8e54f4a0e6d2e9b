import type { RoutingConditions } from './routing.ts'

/** Days of a leap year, so that each MM-DD has a place of its own. */
const daysBefore = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335]
const monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** China keeps one time zone without summer time. */
const chinaOffsetMs = 8 * 3_600_000

/** The place of MM-DD in a leap year from 0; null when there is no such day. */
export function dayOfYear(monthDay: string): number | null {
  const month = Number(monthDay.slice(0, 2))
  const day = Number(monthDay.slice(3))
  const length = monthLengths[month - 1] ?? 0
  return day >= 1 && day <= length ? (daysBefore[month - 1] ?? 0) + day - 1 : null
}

/** The days, 0 to 365, that a range takes in, over the turn of the year too; all of them for null. */
export function daysIn(dates: RoutingConditions['dates']): boolean[] {
  return ring(366, dates && [dayOfYear(dates.from) ?? 366, (dayOfYear(dates.to) ?? -2) + 1])
}

/** The hours, 0 to 23, that a range takes in, over midnight too; all of them for null. */
export function hoursIn(hours: RoutingConditions['hours']): boolean[] {
  return ring(24, hours && [hours.from, hours.to])
}

/** Weekday (1 is Monday), hour and day of the year of an instant, in China. */
export function chinaTime(at: Date): { weekday: number; hour: number; day: number } {
  const local = new Date(at.getTime() + chinaOffsetMs)
  return {
    weekday: local.getUTCDay() || 7,
    hour: local.getUTCHours(),
    day: (daysBefore[local.getUTCMonth()] ?? 0) + local.getUTCDate() - 1,
  }
}

function ring(size: number, range: readonly [from: number, before: number] | null): boolean[] {
  return Array.from({ length: size }, (_, place) => {
    if (!range) return true
    const [from, before] = range
    return from < before ? place >= from && place < before : place >= from || place < before
  })
}
