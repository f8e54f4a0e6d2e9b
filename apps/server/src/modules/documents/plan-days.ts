import { cityDay } from './document.ts'

/** The month before the one a day lies in: `2026-03-05` → `2026-02`. */
export function monthBefore(day: string): string {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() - 1)
  return at.toISOString().slice(0, 7)
}

/** The month a plan has to report on today; null before its day of this month, and for days before it was set up. */
export function dueMonth(plan: { day: number; createdAt: Date }, now: Date): string | null {
  const today = cityDay(now)
  const on = dayIn(today.slice(0, 7), plan.day)
  return on <= today && on >= cityDay(plan.createdAt) ? monthBefore(today) : null
}

/** The next day a plan makes a report: today if it is the day and nothing was made yet, else the day of this or the next month. */
export function nextDay(day: number, now: Date, hasMadeThisMonth: boolean): string {
  const today = cityDay(now)
  const here = dayIn(today.slice(0, 7), day)
  if (here > today || (here === today && !hasMadeThisMonth)) return here
  const next = new Date(`${today.slice(0, 7)}-01T00:00:00Z`)
  next.setUTCMonth(next.getUTCMonth() + 1)
  return dayIn(next.toISOString().slice(0, 7), day)
}

function dayIn(month: string, day: number): string {
  return `${month}-${String(day).padStart(2, '0')}`
}
