import type { CategoryBook } from '../categories/index.ts'
import type { CategorySuggester } from '../suggestions/index.ts'

/** Which categories a text may be of, with how likely; one of 1 when it is known. */
export type CategoryBelief = ReadonlyMap<string, number>

const guessed = 5
/** Only a family as likely as this excludes others: a wrong guess hides a duplicate, a missing one shows a hint too many. */
const excludesFrom = 0.85
/** A family beside it counts as possible from this share on. */
const possible = 0.05

export function beliefIn(report: { text: string; categoryCode: string | null }, suggester: CategorySuggester): CategoryBelief {
  if (report.categoryCode !== null) return new Map([[report.categoryCode, 1]])
  return new Map(suggester.suggest(report.text, guessed).map(({ code, confidence }) => [code, confidence]))
}

/** The families a report may belong to; none when no family is likely enough to exclude the others. */
export function familiesIn(belief: CategoryBelief, categories: CategoryBook): ReadonlySet<string> {
  const shares = new Map<string, number>()
  for (const [code, share] of belief) {
    const family = categories.get(code)?.family
    if (family !== undefined) shares.set(family, (shares.get(family) ?? 0) + share)
  }
  const likely = Math.max(0, ...shares.values())
  if (likely < excludesFrom) return new Set()
  return new Set([...shares].filter(([, share]) => share >= possible).map(([family]) => family))
}

/** How likely both are of the same category, 0 to 1; half for the same class. */
export function kinship(a: CategoryBelief, b: CategoryBelief, categories: CategoryBook): number {
  return (common(a, b) + common(byClass(a, categories), byClass(b, categories))) / 2
}

function byClass(belief: CategoryBelief, categories: CategoryBook): CategoryBelief {
  const shares = new Map<string, number>()
  for (const [code, share] of belief) {
    const parent = categories.get(code)?.parentCode ?? code
    shares.set(parent, (shares.get(parent) ?? 0) + share)
  }
  return shares
}

function common(a: CategoryBelief, b: CategoryBelief): number {
  let sum = 0
  for (const [code, share] of a) sum += Math.min(share, b.get(code) ?? 0)
  return sum
}
