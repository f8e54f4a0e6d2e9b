const weeks = 8
const dayMs = 86_400_000

/** Days of the last eight weeks with the weekday of `today`, the newest first, without today. */
export function sameWeekdays(today: string): string[] {
  return Array.from({ length: weeks }, (_, at) => shifted(today, -7 * (at + 1)))
}

/** The first day that has to be known to say what is usual today. */
export function usualFrom(today: string): string {
  return shifted(today, -7 * weeks)
}

/**
 * What a day like today usually brings: the median of the same weekday in the last eight weeks, days without any counted as
 * nought. Null without a single matter in all of them: nothing is usual yet.
 */
export function usualOf(today: string, counts: ReadonlyMap<string, number>): number | null {
  const values = sameWeekdays(today)
    .map((day) => counts.get(day) ?? 0)
    .toSorted((a, b) => a - b)
  if (values.every((value) => value === 0)) return null
  return ((values[weeks / 2 - 1] ?? 0) + (values[weeks / 2] ?? 0)) / 2
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}
