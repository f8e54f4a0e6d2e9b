import type { FigureComparison } from '@linli/contract'

/** Days of the city's calendar, both counted: `2026-03-01` to `2026-03-31`. */
export interface Period {
  from: string
  to: string
}

const dayMs = 86_400_000
/** Ten years: what is asked for more is a mistake. */
const mostDays = 3660

/** Nobody means days further away, and the year before the first or the day after the last is no day to calculate with. */
const [firstDay, lastDay] = ['1900-01-01', '2200-12-31']

/** Whether a period can be asked for: real days from 1900 to 2200, in order, not more than ten years. */
export function isPossible({ from, to }: Period): boolean {
  const days = daysIn({ from, to })
  return days >= 1 && days <= mostDays && from >= firstDay && to <= lastDay
}

/** Whether it begins with the first day of a month and ends with the last of one. */
export function isWholeMonths({ from, to }: Period): boolean {
  return from.endsWith('-01') && shifted(to, 1).endsWith('-01')
}

/** The first days of the months a period lies in. */
export function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`
}

/** The period that figures are held against: as many whole months or days before, or the same days of the year before. */
export function periodBefore(period: Period, against: FigureComparison): Period {
  if (against === 'year_before')
    return { from: yearBefore(period.from), to: isWholeMonths(period) ? lastDayOf(yearBefore(monthOf(period.to))) : yearBefore(period.to) }
  const to = shifted(period.from, -1)
  if (!isWholeMonths(period)) return { from: shifted(period.from, -daysIn(period)), to }
  return { from: monthsBefore(period.from, monthsIn(period)), to }
}

function daysIn({ from, to }: Period): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs + 1
}

function monthsIn({ from, to }: Period): number {
  const count = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  return count(to) - count(from) + 1
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}

function monthsBefore(first: string, months: number): string {
  const at = new Date(first)
  at.setUTCMonth(at.getUTCMonth() - months)
  return at.toISOString().slice(0, 10)
}

function lastDayOf(first: string): string {
  return shifted(monthsBefore(first, -1), -1)
}

/** A leap day has none a year before; the day before it stands for it. */
function yearBefore(day: string): string {
  const [year = '', month = '', of = ''] = day.split('-')
  return `${Number(year) - 1}-${month}-${month === '02' && of === '29' ? '28' : of}`
}
