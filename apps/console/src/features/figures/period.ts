import dayjs, { type OpUnitType } from 'dayjs'
import isoWeek from 'dayjs/plugin/isoWeek.js'

dayjs.extend(isoWeek)

/** How long a period is that figures are read for. Weeks begin on Monday. */
export const periodUnits = ['day', 'week', 'month', 'year'] as const
export type PeriodUnit = (typeof periodUnits)[number]

/** Days of the city's calendar, both counted: `2026-03-01` to `2026-03-31`. */
export interface Period {
  from: string
  to: string
}

/** The day, week, month or year that a day of the calendar lies in. */
export function periodOf(unit: PeriodUnit, day: string): Period {
  const at = dayjs(day)
  return { from: at.startOf(dayjsUnit(unit)).format(shape), to: at.endOf(dayjsUnit(unit)).format(shape) }
}

/** The first day of the period so many before or after the one a day lies in. */
export function steppedTo(unit: PeriodUnit, day: string, by: number): string {
  return dayjs(periodOf(unit, day).from).add(by, unit).format(shape)
}

/**
 * What is shown of the time before, with the period itself at its end: thirteen months, or five weeks of days. A period that is
 * still running ends with today, or with the month that today is in.
 */
export function trendUpTo(unit: PeriodUnit, period: Period, today: string): Period & { by: 'day' | 'month' } {
  const runs = period.from <= today && today < period.to
  if (unit === 'day' || unit === 'week') {
    const to = runs ? today : period.to
    return { from: dayjs(to).subtract(34, 'day').format(shape), to, by: 'day' }
  }
  const end = dayjs(runs ? today : period.to).endOf('month')
  return { from: end.subtract(12, 'month').startOf('month').format(shape), to: end.format(shape), by: 'month' }
}

/** Every day of a period, in order. */
export function daysOf({ from, to }: Period): string[] {
  const count = dayjs(to).diff(dayjs(from), 'day') + 1
  return Array.from({ length: count }, (_, at) => dayjs(from).add(at, 'day').format(shape))
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: string): number {
  return dayjs(day).isoWeekday() - 1
}

const shape = 'YYYY-MM-DD'

function dayjsUnit(unit: PeriodUnit): OpUnitType {
  // The plugin's unit is not among the types of `startOf` without its declaration.
  return unit === 'week' ? ('isoWeek' as OpUnitType) : unit
}
