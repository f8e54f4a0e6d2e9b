import { cityZone } from './format-date.ts'

/**
 * The instant of a wall-clock time in the city ("2026-12-01T09:00", or a day, which then means its end of work at 18:00),
 * as RFC 3339 in UTC; null when it is not a time. The browser's own zone plays no part.
 */
export function instantInCity(local: string): string | null {
  const asUtc = Date.parse(`${local.length === 10 ? `${local}T18:00` : local}Z`)
  if (Number.isNaN(asUtc)) return null
  const guess = asUtc - offsetMs(asUtc)
  // Near a change of summer time the offset of the first guess may not be the one that holds.
  return new Date(asUtc - offsetMs(guess)).toISOString()
}

/** An instant as the city's wall clock shows it: "2026-12-01T09:00". */
export function wallClock(instant: string | Date): string {
  const at = new Date(instant).getTime()
  return new Date(at + offsetMs(at)).toISOString().slice(0, 16)
}

function offsetMs(at: number): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: cityZone(),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '00'
  const shown = Date.parse(`${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}Z`)
  return shown - Math.floor(at / 1000) * 1000
}
