/** China keeps one time zone, without summer time since 1992, so an instant and local time differ by a constant. */
const offsetMs = 8 * 3_600_000
const dayMs = 86_400_000
const minuteMs = 60_000

/** Milliseconds after local midnight. */
export function timeOfDayMs(at: Date): number {
  return (at.getTime() + offsetMs) % dayMs
}

/** The first instant strictly after `at` at which it is this many minutes after local midnight. */
export function nextTimeOfDay(at: Date, minutes: number): Date {
  const midnight = at.getTime() - timeOfDayMs(at)
  const today = midnight + minutes * minuteMs
  return new Date(today > at.getTime() ? today : today + dayMs)
}

/** Local midnight of the day an instant lies in. */
export function startOfDay(at: Date): Date {
  return new Date(at.getTime() - timeOfDayMs(at))
}

/** 2026-11-22T17:00:00Z → 20261123, as Chinese providers name days. */
export function dayNumber(at: Date): string {
  return new Date(at.getTime() + offsetMs).toISOString().slice(0, 10).replaceAll('-', '')
}
