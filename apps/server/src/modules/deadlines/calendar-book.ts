import { type Calendar, type CalendarChain, dayOfDate, firstDate } from './calendar.ts'
import { defaultWeek, minutesOf } from './weekly-hours.ts'
import { WorkingCalendar } from './working-calendar.ts'

/** Whose working time counts: the organisation's calendar, else that of the nearest area upwards, else the city's (domain.md §3). */
export interface Workplace {
  areaPath: string
  organisationId: string | null
}

/** All calendars of a city. */
export interface CalendarBook {
  confirmedYears: ReadonlySet<number>
  /** The calendar by its id; undefined for one that has ended. */
  get(calendarId: string): Calendar | undefined
  /** The calendar and those above it. */
  withThoseAbove(calendar: Calendar): CalendarChain
  /** The working time that counts at a place. */
  at(workplace: Workplace): WorkingCalendar
}

/**
 * The calendars of a city from those in force, of which one is the city's own. An area's takes what it does not say from
 * the nearest area above it; an organisation's from the city's, since an organisation lies in no area.
 */
export function openCalendars(calendars: readonly Calendar[], confirmedYears: ReadonlySet<number> = new Set()): CalendarBook {
  const city = calendars.find((calendar) => calendar.areaId === null && calendar.organisationId === null) ?? defaultCalendar
  const byId = new Map(calendars.map((calendar) => [calendar.id, calendar]))
  const byPath = new Map(calendars.flatMap((calendar) => (calendar.areaPath === null ? [] : [[calendar.areaPath, calendar]])))
  const byOrganisation = new Map(
    calendars.flatMap((calendar) => (calendar.organisationId === null ? [] : [[calendar.organisationId, calendar]])),
  )
  const working = new Map<Calendar, WorkingCalendar>()

  const nearest = (areaPath: string): Calendar | undefined => {
    if (byPath.size === 0) return undefined
    for (let path = areaPath; path !== ''; path = parentOf(path)) {
      const found = byPath.get(path)
      if (found) return found
    }
    return undefined
  }
  const withThoseAbove = (calendar: Calendar): CalendarChain => {
    if (calendar === city) return [city]
    const above = calendar.areaPath === null ? undefined : nearest(parentOf(calendar.areaPath))
    return [calendar, ...withThoseAbove(above ?? city)]
  }
  return {
    confirmedYears,
    get: (calendarId) => byId.get(calendarId),
    withThoseAbove,
    at({ areaPath, organisationId }) {
      const calendar = (organisationId === null ? undefined : byOrganisation.get(organisationId)) ?? nearest(areaPath) ?? city
      let found = working.get(calendar)
      if (!found) {
        found = new WorkingCalendar(withThoseAbove(calendar), confirmedYears)
        working.set(calendar, found)
      }
      return found
    },
  }
}

/** The calendar every city begins with; migration 0003 writes the same into its tables. */
export const defaultCalendar: Calendar = {
  id: '00000000-0000-7000-8000-000000000001',
  areaId: null,
  areaPath: null,
  organisationId: null,
  minutesPerDay: minutesOf(defaultWeek[0] ?? []),
  keepsHolidays: true,
  hours: [{ validFrom: dayOfDate(firstDate), validTo: null, week: defaultWeek }],
  localDays: new Map(),
}

/** `1.4.27.` lies in `1.4.`, which lies in `1.`, which lies in nothing. */
function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('.', path.length - 2) + 1)
}
