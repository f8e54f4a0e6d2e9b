import { chinaOffsetMinutes, publicDayOf } from '../deadlines/index.ts'
import type { DayKind } from './usual.ts'

const dayMs = 86_400_000

/** The day of the city's calendar, counted from 1970-01-01. */
export function dayAt(at: Date): number {
  return Math.floor((at.getTime() + chinaOffsetMinutes * 60_000) / dayMs)
}

/** When a day of the city begins. */
export function beginOf(day: number): Date {
  return new Date(day * dayMs - chinaOffsetMinutes * 60_000)
}

/** As `2026-03-18`. */
export function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

export function dayOfDate(date: string): number {
  return Math.round(Date.parse(date) / dayMs)
}

/** A weekday, or a public holiday; a weekend day made up for one counts as a Monday. In years not yet announced only weekdays are told. */
export function kindOfDay(day: number): DayKind {
  const named = publicDayOf(day)
  if (named) return named.working ? 1 : 'holiday'
  return ((day + 4) % 7) as DayKind
}
