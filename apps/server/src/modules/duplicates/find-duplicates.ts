import type { Point } from '@linli/contract'
import { distanceBetween } from '../areas/index.ts'
import type { CategoryBook } from '../categories/index.ts'
import type { CategorySuggester } from '../suggestions/index.ts'
import { likenessOf, type Said, saidIn, sharedWords } from './likeness.ts'
import { type Reach, reachOf } from './reach.ts'
import { beliefIn, type CategoryBelief, familiesIn, kinship } from './kinship.ts'

/** What somebody is about to report. */
export interface Draft {
  text: string
  point: Point | null
  /** Chosen already; null while it is not. */
  categoryCode: string | null
}

/** A matter it is compared with. */
export interface Earlier {
  text: string
  point: Point | null
  categoryCode: string | null
}

/** How much two reports seem to be of one thing, and why. */
export interface Resemblance {
  score: number
  /** Null when either has no place. */
  distanceM: number | null
  sharedWords: string[]
}

/** From here on a hint is shown. */
const shownFrom = 0.5
const sharedWordsTold = 5

/** A draft, looked at once, to be compared with many. */
export interface Looked {
  draft: Draft
  said: Said
  belief: CategoryBelief
  reachM: number
}

export interface LookTools {
  suggester: CategorySuggester
  categories: CategoryBook
  reach: Reach
}

export function look({ suggester, categories, reach }: LookTools, draft: Draft): Looked {
  const belief = beliefIn(draft, suggester)
  const classes = [...belief].filter(([, share]) => share >= 0.3).map(([code]) => categories.get(code)?.parentCode ?? code)
  return {
    draft,
    said: saidIn(draft.text, (word) => suggester.model.rarity(word)),
    belief,
    reachM: reachOf(reach, draft.text, classes),
  }
}

/** Null when the two cannot be the same: too far apart, of another family, or too unlike for a hint. */
export function compare({ suggester, categories }: LookTools, looked: Looked, earlier: Earlier): Resemblance | null {
  const { draft, said, belief, reachM } = looked
  const distanceM = draft.point && earlier.point ? distanceBetween(draft.point, earlier.point) : null
  if (distanceM !== null && distanceM > reachM) return null
  const earlierBelief = beliefIn(earlier, suggester)
  if (!sharesFamily(familiesIn(belief, categories), familiesIn(earlierBelief, categories))) return null
  const earlierSaid = saidIn(earlier.text, (word) => suggester.model.rarity(word))
  const score = scoreOf({
    likeness: likenessOf(said, earlierSaid),
    kinship: kinship(belief, earlierBelief, categories),
    nearness: distanceM === null ? null : 1 - distanceM / reachM,
  })
  if (score < shownFrom) return null
  return { score, distanceM, sharedWords: sharedWords(said, earlierSaid, sharedWordsTold) }
}

/** Families nothing is known of may be any. */
function sharesFamily(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === 0 || b.size === 0 || [...a].some((family) => b.has(family))
}

/** What a comparison rests on, each 0 to 1; nearness is null without two places. */
export interface Evidence {
  likeness: number
  kinship: number
  nearness: number | null
}

/** Fitted by logistic regression on generated pairs of half the demo city's kinds (docs/decisions/0014-suggesting-a-category.md). */
const weight = { base: -12, likeness: 15.4, kinship: 1.4, nearness: 6.7 }
/** What is assumed of the distance when one of the two has no place: the same small area, no more. */
const nearnessWithoutPlace = 0.5

export function scoreOf({ likeness, kinship, nearness }: Evidence): number {
  const sum = weight.base + weight.likeness * likeness + weight.kinship * kinship + weight.nearness * (nearness ?? nearnessWithoutPlace)
  return 1 / (1 + Math.exp(-sum))
}
