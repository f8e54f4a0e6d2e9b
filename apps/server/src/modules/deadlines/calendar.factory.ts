import { type Calendar, dayOfDate, type LocalDay } from './calendar.ts'
import { defaultCalendar } from './calendar-book.ts'
import type { DayHours, Week } from './weekly-hours.ts'

/** An instant by Chinese local time, e.g. `2026-03-18T10:00`. */
export const at = (local: string) => new Date(`${local}+08:00`)
/** An instant as Chinese local time, to the minute. */
export const local = (at: Date | number) => new Date(Number(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

export const offDay = (reason = '台风停工'): LocalDay => ({ working: false, hours: null, reason })
export const workingDay = (hours: DayHours | null = null): LocalDay => ({ working: true, hours, reason: '防汛加班' })

interface Given extends Omit<Partial<Calendar>, 'hours' | 'localDays'> {
  hours?: { from: string; to?: string; week: Week }[]
  localDays?: Record<string, LocalDay>
}

/** A calendar as given; the city's own if no place is. Without hours it has those of the calendars above. */
export function calendarWith({ hours, localDays, ...given }: Given): Calendar {
  const isCity = given.areaPath === undefined && given.organisationId === undefined
  return {
    ...defaultCalendar,
    id: isCity ? defaultCalendar.id : `calendar of ${given.areaPath ?? given.organisationId}`,
    areaId: given.areaPath === undefined ? null : `area ${given.areaPath}`,
    ...given,
    hours: hours
      ? hours.map(({ from, to, week }) => ({ validFrom: dayOfDate(from), validTo: to === undefined ? null : dayOfDate(to), week }))
      : isCity
        ? defaultCalendar.hours
        : [],
    localDays: new Map(Object.entries(localDays ?? {}).map(([date, day]) => [dayOfDate(date), day])),
  }
}
