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

/**
 * The first instant by which this much counted time has passed since `from`, the pauses left out. Pauses may come in any
 * order and overlap; one that is still open is ignored, so that the answer is provisional until it ends.
 */
export function addAround(time: CountedTime, pauses: readonly Pause[], from: number, milliseconds: number): number {
  let at = from
  let left = milliseconds
  for (const [begins, ends] of inOrder(pauses)) {
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

function inOrder(pauses: readonly Pause[]): [number, number][] {
  if (pauses.length === 0) return []
  const closed: [number, number][] = []
  for (const { from, to } of pauses) if (to !== null && to > from) closed.push([from.getTime(), to.getTime()])
  return closed.sort((a, b) => a[0] - b[0])
}
