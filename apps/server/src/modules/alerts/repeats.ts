/** One time something was wrong at a place: when it was reported, and when it was closed, if it was. */
export interface Occurrence {
  id: string
  reportedAt: Date
  closedAt: Date | null
}

/** Within so many metres it is the same place (domain.md §4: what lies within 50 m of a building). */
export const samePlaceM = 50
/** Back within so many days after it was closed. */
export const returnDays = 90
/** From the third time on. */
export const leastTimes = 3

const dayMs = 86_400_000

/**
 * How often the same has come back: the newest occurrence and those before it, oldest first, as long as each was closed before the next
 * was reported and that within 90 days. What was reported while it was still open is the same time, not another. A rule, no statistic.
 */
export function chainOf(newest: Occurrence, earlier: readonly Occurrence[]): Occurrence[] {
  const chain = [newest]
  const before = earlier.toSorted((one, other) => other.reportedAt.getTime() - one.reportedAt.getTime())
  for (const each of before) {
    const [next] = chain
    if (!next || each.id === next.id || each.closedAt === null || each.closedAt > next.reportedAt) continue
    if (next.reportedAt.getTime() - each.closedAt.getTime() > returnDays * dayMs) break
    chain.unshift(each)
  }
  return chain
}
