import { areaClasses, matterSources, severities } from '@linli/contract'
import type { RoutingConditions } from './routing.ts'
import { areasStandingFor, codesAbove, type RoutingWorld } from './routing-world.ts'
import { daysIn, hoursIn } from './rule-time.ts'

/** What the conditions of a rule let through, in a form that can be compared. Null: everything. */
interface Coverage {
  /** Each code with the classes above it. */
  categories: readonly (readonly string[])[] | null
  areaPaths: readonly string[] | null
  areaClasses: ReadonlySet<string>
  severities: ReadonlySet<string>
  sources: ReadonlySet<string>
  words: readonly string[] | null
  weekdays: ReadonlySet<number>
  hours: readonly boolean[]
  days: readonly boolean[]
}

export function coverageOf(conditions: RoutingConditions, world: RoutingWorld): Coverage {
  const { categoryCodes, areaIds, words } = conditions
  return {
    categories: orAll(categoryCodes)?.map((code) => codesAbove(world.categories, code)) ?? null,
    areaPaths: orAll(areaIds)?.flatMap((id) => areasStandingFor(world, id).map((area) => area.path)) ?? null,
    areaClasses: new Set<string>(orAll(conditions.areaClasses) ?? areaClasses),
    severities: new Set<string>(orAll(conditions.severities) ?? severities),
    sources: new Set<string>(orAll(conditions.sources) ?? matterSources),
    words: orAll(words)?.map((word) => word.toLowerCase()) ?? null,
    weekdays: new Set(orAll(conditions.weekdays) ?? [1, 2, 3, 4, 5, 6, 7]),
    hours: hoursIn(conditions.hours),
    days: daysIn(conditions.dates),
  }
}

/**
 * Whether whatever the later rule would take, the earlier takes before it. Errs on one side only: a true is certain; a false may be
 * wrong where a class is named kind by kind or the whole city area by area.
 */
export function takesAllOf(earlier: Coverage, later: Coverage): boolean {
  return (
    within(later.categories, earlier.categories, (codes, [own]) => own !== undefined && codes.includes(own)) &&
    within(later.areaPaths, earlier.areaPaths, (path, above) => path.startsWith(above)) &&
    isSubset(later.areaClasses, earlier.areaClasses) &&
    isSubset(later.severities, earlier.severities) &&
    isSubset(later.sources, earlier.sources) &&
    // A text that contains the longer word contains the shorter one in it.
    within(later.words, earlier.words, (word, part) => word.includes(part)) &&
    isSubset(later.weekdays, earlier.weekdays) &&
    later.hours.every((taken, hour) => !taken || earlier.hours[hour]) &&
    later.days.every((taken, day) => !taken || earlier.days[day])
  )
}

/** Every value of `inner` is taken by some value of `outer`. Areas that all have ended leave none, and then nothing is said. */
function within<V>(inner: readonly V[] | null, outer: readonly V[] | null, isTaken: (value: V, by: V) => boolean): boolean {
  if (outer === null) return true
  return inner !== null && inner.length > 0 && inner.every((value) => outer.some((by) => isTaken(value, by)))
}

const orAll = <V>(values: readonly V[]): readonly V[] | null => (values.length === 0 ? null : values)

const isSubset = <V>(inner: ReadonlySet<V>, outer: ReadonlySet<V>) => [...inner].every((value) => outer.has(value))
