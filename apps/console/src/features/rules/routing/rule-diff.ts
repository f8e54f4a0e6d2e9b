import type { RoutingRule } from '@linli/contract'

/** What became of one rule between two lists. Positions count from 1. */
export interface RuleChangeBetween {
  what: 'added' | 'removed' | 'changed' | 'moved'
  before: { rule: RoutingRule; position: number } | null
  after: { rule: RoutingRule; position: number } | null
}

/**
 * What differs between two lists of rules, in the order of the later one and then what it no longer has. A rule has moved when
 * others it shares with the earlier list stand on its other side now; the fewest rules that explain the order are named.
 */
export function rulesDiff(before: readonly RoutingRule[], after: readonly RoutingRule[]): RuleChangeBetween[] {
  const placesBefore = new Map(before.map((rule, index) => [rule.id, index]))
  const idsAfter = new Set(after.map((rule) => rule.id))
  const stayed = longestAscending(after.flatMap((rule) => placesBefore.get(rule.id) ?? []))
  const changes = after.flatMap((rule, index): RuleChangeBetween[] => {
    const place = { rule, position: index + 1 }
    const at = placesBefore.get(rule.id)
    const old = at === undefined ? undefined : before[at]
    if (at === undefined || !old) return [{ what: 'added', before: null, after: place }]
    const was = { rule: old, position: at + 1 }
    if (!isSameRule(old, rule)) return [{ what: 'changed', before: was, after: place }]
    return stayed.has(at) ? [] : [{ what: 'moved', before: was, after: place }]
  })
  const removed = before.flatMap((rule, index): RuleChangeBetween[] =>
    idsAfter.has(rule.id) ? [] : [{ what: 'removed', before: { rule, position: index + 1 }, after: null }],
  )
  return [...changes, ...removed]
}

function isSameRule(one: RoutingRule, other: RoutingRule): boolean {
  return canonical(one) === canonical(other)
}

/** JSON with its keys in order: the server and a form may name them in different orders. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** The numbers of the longest ascending run that may leave gaps; lists are at most 500 long, so the square of it is little. */
function longestAscending(numbers: readonly number[]): Set<number> {
  const best: { length: number; from: number }[] = []
  numbers.forEach((number, index) => {
    let [length, from] = [1, -1]
    for (let earlier = 0; earlier < index; earlier += 1) {
      const ending = best[earlier]
      if (ending && (numbers[earlier] ?? 0) < number && ending.length + 1 > length) [length, from] = [ending.length + 1, earlier]
    }
    best.push({ length, from })
  })
  const run = new Set<number>()
  let at = best.reduce((longest, one, index) => (one.length > (best[longest]?.length ?? 0) ? index : longest), 0)
  while (at >= 0 && at < numbers.length) {
    run.add(numbers[at] ?? -1)
    at = best[at]?.from ?? -1
  }
  return run
}
