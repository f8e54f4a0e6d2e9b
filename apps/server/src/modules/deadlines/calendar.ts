import { publicYear } from './public-holidays.ts'
import { type DayHours, hoursWhenWorked, type Week } from './weekly-hours.ts'

/** A calendar as data: what the city, an area or an organisation says itself. */
export interface Calendar {
  id: string
  /** Both null: the city's own. */
  areaId: string | null
  /** The area's place in the tree. */
  areaPath: string | null
  organisationId: string | null
  /** How much working time counts as one working day. */
  minutesPerDay: number
  /** False: works through public holidays and the local days of the calendars above it. */
  keepsHolidays: boolean
  hours: readonly HoursPeriod[]
  /** By days since 1970-01-01. */
  localDays: ReadonlyMap<number, LocalDay>
}

/** Weekly hours from one day to another, both included, in days since 1970-01-01; `validTo` null: until further notice. */
export interface HoursPeriod {
  validFrom: number
  validTo: number | null
  week: Week
}

/** A day off or a working day by the place's own decision. `hours` null: those usual on a working day. */
export interface LocalDay {
  working: boolean
  hours: DayHours | null
  reason: string
}

/** A calendar, then those it takes from what it does not say itself: the nearest first, the city's own last. */
export type CalendarChain = readonly [Calendar, ...Calendar[]]

/** The day from which calendars hold; the city's own has weekly hours from here on without an end. */
export const firstDate = '2000-01-01'

/** What a day is and why. `usual` is a plain weekday or weekend; `named` a public holiday or make-up day. */
export type DayFacts = { hours: DayHours } & (
  | { why: 'usual' }
  | { why: 'named'; working: boolean; nameZh: string; nameEn: string }
  | { why: 'local'; working: boolean; reason: string; calendarId: string }
)

/**
 * What a day is in the first of these calendars (domain.md §3). A local day wins over a public one, and both over the weekly
 * hours. What the first calendar does not say, the next one does.
 */
export function dayFacts(calendars: CalendarChain, day: number): DayFacts {
  const { keepsHolidays } = calendars[0]
  const week = () => weekOn(calendars, day)
  for (const calendar of keepsHolidays ? calendars : calendars.slice(0, 1)) {
    const local = calendar.localDays.get(day)
    if (!local) continue
    const hours = local.working ? (local.hours ?? hoursWhenWorked(week(), weekdayOf(day))) : []
    return { why: 'local', working: local.working, reason: local.reason, calendarId: calendar.id, hours }
  }
  const named = keepsHolidays ? publicYear(yearOf(day)).days.get(day) : undefined
  if (named) return { why: 'named', ...named, hours: named.working ? hoursWhenWorked(week(), weekdayOf(day)) : [] }
  return { why: 'usual', hours: week()[weekdayOf(day)] ?? [] }
}

/** The weekly hours in force: of the nearest calendar that has any on this day, those that began last. */
function weekOn(calendars: readonly Calendar[], day: number): Week {
  for (const { hours } of calendars) {
    let latest: HoursPeriod | undefined
    for (const period of hours) {
      const holds = period.validFrom <= day && (period.validTo === null || day <= period.validTo)
      if (holds && (!latest || period.validFrom > latest.validFrom)) latest = period
    }
    if (latest) return latest.week
  }
  return []
}

/** 0 is Monday. */
export function weekdayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return (((day + 3) % 7) + 7) % 7
}

/** The year of a day since 1970-01-01. */
export function yearOf(day: number): number {
  return new Date(day * 86_400_000).getUTCFullYear()
}

/** Days since 1970-01-01 of a date such as `2026-10-01`. */
export function dayOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000
}

/** The date of a day since 1970-01-01, such as `2026-10-01`. */
export function dateOfDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}
