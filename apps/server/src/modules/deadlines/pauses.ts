/** Time in which a clock stands still; `to` null: it still does. */
export interface Pause {
  from: Date
  to: Date | null
}

/** Time that counts for a clock: all of it, or working time. Instants and amounts are milliseconds. */
export interface CountedTime {
  add(from: number, milliseconds: number): number
  between(from: number, to: number): number
}

/** Every minute counts. */
export const naturalTime: CountedTime = {
  add: (from, milliseconds) => from + milliseconds,
  between: (from, to) => Math.max(0, to - from),
}

/** From one instant to another, in milliseconds. */
type Stop = readonly [begins: number, ends: number]

/** The pauses that count, in order of their beginning: one that is still open is ignored until it ends, one that is empty for good. */
export function inOrder(pauses: readonly Pause[]): readonly Stop[] {
  if (pauses.length === 0) return []
  const stops: Stop[] = []
  for (const { from, to } of pauses) if (to !== null && to > from) stops.push([from.getTime(), to.getTime()])
  return stops.length > 1 ? stops.sort((a, b) => a[0] - b[0]) : stops
}

/** The first instant by which this much counted time has passed since `from`, the stops left out. They are in order and may overlap. */
export function addAround(time: CountedTime, stops: readonly Stop[], from: number, milliseconds: number): number {
  let at = from
  let left = milliseconds
  for (const [begins, ends] of stops) {
    // What overlaps the one before is over already, or partly: the time up to its end is not counted twice.
    if (ends <= at) continue
    if (begins > at) {
      const counted = time.between(at, begins)
      if (counted >= left) break
      left -= counted
    }
    at = ends
  }
  return time.add(at, left)
}
