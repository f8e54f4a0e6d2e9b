import type { MovingMatters } from '@linli/contract'
import type { MovingMatter } from './matter-moves.ts'

/** Numbers an answer names; the count is of all. */
const mostNamed = 50

/** How many matters move, and which of them the caller may see. */
export function presentMatters(matters: readonly MovingMatter[]): MovingMatters {
  const seen = matters.filter((matter) => matter.isSeen).slice(0, mostNamed)
  return { count: matters.length, seen: seen.map(({ id, number }) => ({ id, number })) }
}
