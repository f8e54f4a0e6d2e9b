/** From opening to closing, in minutes from midnight; the minute of closing is no longer working time. */
export type Interval = readonly [opensMinutes: number, closesMinutes: number]

/** In order and apart. */
export type DayHours = readonly Interval[]

/** Seven days from Monday on. */
export type Week = readonly DayHours[]

const officeDay: DayHours = [
  [8 * 60 + 30, 12 * 60],
  [13 * 60 + 30, 17 * 60 + 30],
]

/** What a city begins with: Monday to Friday, 8:30–12:00 and 13:30–17:30. */
export const defaultWeek: Week = [officeDay, officeDay, officeDay, officeDay, officeDay, [], []]

export function minutesOf(hours: DayHours): number {
  return hours.reduce((sum, [opens, closes]) => sum + closes - opens, 0)
}

/** Whether these hours are in order, apart, not empty and within one day. */
export function areHours(hours: DayHours): boolean {
  return hours.every(([opens, closes], index) => opens >= (hours[index - 1]?.[1] ?? 0) && closes > opens && closes <= 1440)
}

/** Whether this is a week one can work in: each day's hours fit, and there is some working time. */
export function isWeek(week: Week): boolean {
  return week.length === 7 && week.every(areHours) && week.some((hours) => hours.length > 0)
}

/**
 * The hours of a day that is worked whatever its weekday says: a make-up day or a local working day. Monday to Friday have
 * their own; a weekend day has those of the first of them that is worked, since it stands for one of them.
 */
export function hoursWhenWorked(week: Week, weekday: number): DayHours {
  const own = week[weekday] ?? []
  const isWeekend = weekday > 4
  if (!isWeekend && own.length > 0) return own
  return week.slice(0, 5).find((hours) => hours.length > 0) ?? own
}
