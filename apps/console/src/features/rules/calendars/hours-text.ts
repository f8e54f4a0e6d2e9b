import type { CalendarYear } from '@linli/contract'

export type DayHours = CalendarYear['days'][number]['hours']

/** "08:30–12:00 13:30–17:30"; empty for a day without hours. */
export function hoursText(hours: DayHours): string {
  return hours.map(({ opensMinutes, closesMinutes }) => `${clock(opensMinutes)}–${clock(closesMinutes)}`).join(' ')
}

/** What was typed as hours, in order and apart; null when it cannot be read. Nothing typed is a day without hours. */
export function readHours(text: string): DayHours | null {
  const parts = text
    .trim()
    .split(/[\s,，;；、]+/)
    .filter(Boolean)
  const hours = parts.map((part) => {
    const [, h1, m1, h2, m2] = /^(\d{1,2})[:：](\d{2})[-–—~～](\d{1,2})[:：](\d{2})$/.exec(part) ?? []
    return { opensMinutes: Number(h1) * 60 + Number(m1), closesMinutes: Number(h2) * 60 + Number(m2) }
  })
  const fits = hours.every(
    (one, index) =>
      one.opensMinutes < one.closesMinutes && one.closesMinutes <= 1440 && one.opensMinutes >= (hours[index - 1]?.closesMinutes ?? 0),
  )
  return fits ? hours : null
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
