import { present, wallClock } from '@linli/ui'

/** The month before this one, as the city's clocks have it: `2026-03`. */
export function lastMonth(): string {
  const today = wallClock(new Date(present()).toISOString())
  const at = new Date(`${today.slice(0, 7)}-01T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() - 1)
  return at.toISOString().slice(0, 7)
}
