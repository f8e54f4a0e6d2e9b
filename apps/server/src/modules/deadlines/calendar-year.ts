import type { CalendarYear } from '@linli/contract'
import { type Calendar, dateOfDay, type DayFacts, dayFacts } from './calendar.ts'
import type { CalendarBook } from './calendar-book.ts'
import { daysOfYear, type HoursRow } from './calendars.store.ts'
import { publicYear } from './public-holidays.ts'
import { type DayHours, minutesOf, type Week } from './weekly-hours.ts'

/** A calendar's year at a glance: what each day is and why, and whether its holidays are known. */
export function yearAtAGlance(
  book: CalendarBook,
  calendar: Calendar,
  ownHours: readonly HoursRow[],
  year: number,
): Omit<CalendarYear, 'calendar'> {
  const calendars = book.withThoseAbove(calendar)
  const { first, last, firstDate, lastDate } = daysOfYear(year)
  const facts = Array.from({ length: last - first + 1 }, (_, index) => dayFacts(calendars, first + index))
  const minutes = facts.map((each) => minutesOf(each.hours))
  return {
    year,
    announced: announcedBy(book, calendar, year),
    workingDays: minutes.filter((each) => each > 0).length,
    workingMinutes: minutes.reduce((sum, each) => sum + each, 0),
    hours: ownHours
      .filter(({ validFrom, validTo }) => validFrom <= lastDate && (validTo === null || validTo >= firstDate))
      .map((period) => ({ ...period, week: presentWeek(period.week) })),
    days: facts.map((each, index) => presentDay(first + index, each)),
  }
}

function announcedBy(book: CalendarBook, calendar: Calendar, year: number): CalendarYear['announced'] {
  if (!calendar.keepsHolidays) return 'not_kept'
  if (publicYear(year).announced) return 'public'
  return book.confirmedYears.has(year) ? 'by_hand' : 'not_yet'
}

function presentDay(day: number, facts: DayFacts): CalendarYear['days'][number] {
  const shown = { day: dateOfDay(day), hours: presentHours(facts.hours) }
  if (facts.why === 'local')
    return { ...shown, kind: facts.working ? 'local_working' : 'local_off', reason: facts.reason, calendarId: facts.calendarId }
  if (facts.why === 'named') return { ...shown, kind: facts.working ? 'make_up' : 'holiday', nameZh: facts.nameZh, nameEn: facts.nameEn }
  return { ...shown, kind: facts.hours.length > 0 ? 'working' : 'off' }
}

type ShownHours = CalendarYear['days'][number]['hours']

function presentHours(hours: DayHours): ShownHours {
  return hours.map(([opensMinutes, closesMinutes]) => ({ opensMinutes, closesMinutes }))
}

function presentWeek(week: Week): ShownHours[] {
  return week.map(presentHours)
}

/** Hours as the contract has them, as hours to reckon with. */
export function hoursFrom(shown: ShownHours): DayHours {
  return shown.map(({ opensMinutes, closesMinutes }) => [opensMinutes, closesMinutes] as const)
}
