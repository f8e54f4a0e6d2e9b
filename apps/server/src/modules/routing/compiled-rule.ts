import {
  arrow,
  type Bilingual,
  conditionClauses,
  effectClauses,
  joinClauses,
  noConditions,
  type RoutingNames,
  type RoutingRule,
} from '@linli/contract'
import type { RoutingConditions, RoutingFacts, RoutingProposal } from './routing.ts'
import { areasStandingFor, codesAbove, type RoutingWorld } from './routing-world.ts'
import { chinaTime, daysIn, hoursIn } from './rule-time.ts'
import type { WordFinder } from './word-finder.ts'

/** A rule made ready: what it asks of a matter, cheapest first, with what each says when it holds. */
export interface CompiledRule {
  position: number
  /** What the rule says of a category: null when it does not hold for it, undefined when it asks for none. */
  categoryClause(code: string | null): Bilingual | null | undefined
  /** Whether everything but the category holds. */
  holds(looked: LookedAt): boolean
  /** The proposal with its sentence; only for facts that hold. `category` is what `categoryClause` said. */
  propose(looked: LookedAt, category: Bilingual | undefined): RoutingProposal
}

/** The facts of one matter; what costs something is worked out once, and only if a rule asks for it. */
export class LookedAt {
  readonly facts: RoutingFacts
  readonly #finder: WordFinder
  #words: ReadonlySet<string> | undefined
  #time: ReturnType<typeof chinaTime> | undefined

  constructor(facts: RoutingFacts, finder: WordFinder) {
    this.facts = facts
    this.#finder = finder
  }

  /** Those of the rules' words that the text contains, in small letters. */
  get words(): ReadonlySet<string> {
    return (this.#words ??= this.#finder.wordsIn(this.facts.text.toLowerCase()))
  }

  get time(): ReturnType<typeof chinaTime> {
    return (this.#time ??= chinaTime(this.facts.at))
  }
}

/** Says what held, or null when the condition does not hold. */
type Test = (looked: LookedAt) => Bilingual | null

interface Compiling {
  position: number
  version: number
  world: RoutingWorld
  names: RoutingNames
}

export function compileRule(rule: RoutingRule, { position, version, world, names }: Compiling): CompiledRule {
  const tests = testsOf(rule.conditions, world, names)
  // Looking for words costs most, so it comes last; the sentence keeps the order of the conditions.
  const cheapestFirst = tests.toSorted((one, two) => one.cost - two.cost).map(({ test }) => test)
  const effect = joinClauses(effectClauses(rule, names))
  const said = new Map(rule.conditions.categoryCodes.map((code) => [code, say({ categoryCodes: [code] }, names)]))
  return {
    position,
    categoryClause(code) {
      if (said.size === 0) return undefined
      const named = code === null ? undefined : codesAbove(world.categories, code).find((each) => said.has(each))
      return named === undefined ? null : (said.get(named) ?? null)
    },
    holds(looked) {
      for (const test of cheapestFirst) if (test(looked) === null) return false
      return true
    },
    propose(looked, category) {
      const clauses = [category, ...tests.map(({ test }) => test(looked))].filter((clause) => clause !== undefined && clause !== null)
      const sentence = arrow(joinClauses(clauses), effect)
      return {
        leadOrganisationId: rule.leadOrganisationId,
        coHandlerOrganisationIds: rule.coHandlerOrganisationIds,
        whistle: rule.whistle,
        instruction: rule.instruction,
        levelCode: rule.levelCode,
        severity: rule.severity,
        ruleId: rule.id,
        ruleVersion: version,
        // "类别属于 E04 突发事件，位于里岔镇 → 城市管理局牵头（规则 3）"
        why: { zh: `${sentence.zh}（规则 ${position}）`, en: `${sentence.en} (rule ${position})` },
      }
    },
  }
}

/** One test a condition that is set, the category aside, in the order the sentence has them. Of several values the clause names only the one that held. */
function testsOf(conditions: RoutingConditions, world: RoutingWorld, names: RoutingNames): { cost: number; test: Test }[] {
  const { areaIds, words, weekdays, hours, dates } = conditions
  const places = areaIds.flatMap((id) => {
    const clause = say({ areaIds: [id] }, names)
    return areasStandingFor(world, id).map(({ path }) => ({ path, clause }))
  })
  const wanted = words.map((word) => ({ word: word.toLowerCase(), clause: say({ words: [word] }, names) }))
  const days = new Map(weekdays.map((day) => [day, say({ weekdays: [day] }, names)]))
  const [takenHours, hoursClause] = [hoursIn(hours), say({ hours }, names)]
  const [takenDays, daysClause] = [daysIn(dates), say({ dates }, names)]

  const tests: [isSet: boolean, cost: number, test: Test][] = [
    [
      areaIds.length > 0,
      1,
      ({ facts }) => {
        for (const { path, clause } of places) if (facts.areaPath.startsWith(path)) return clause
        return null
      },
    ],
    oneOfThese(
      conditions.areaClasses,
      ({ facts }) => facts.areaClass,
      (value) => say({ areaClasses: [value] }, names),
    ),
    oneOfThese(
      conditions.severities,
      ({ facts }) => facts.severity,
      (value) => say({ severities: [value] }, names),
    ),
    oneOfThese(
      conditions.sources,
      ({ facts }) => facts.source,
      (value) => say({ sources: [value] }, names),
    ),
    [
      words.length > 0,
      3,
      ({ words: found }) => {
        if (found.size > 0) for (const { word, clause } of wanted) if (found.has(word)) return clause
        return null
      },
    ],
    [weekdays.length > 0, 2, ({ time }) => days.get(time.weekday) ?? null],
    [hours !== null, 2, ({ time }) => (takenHours[time.hour] ? hoursClause : null)],
    [dates !== null, 2, ({ time }) => (takenDays[time.day] ? daysClause : null)],
  ]
  return tests.flatMap(([isSet, cost, test]) => (isSet ? [{ cost, test }] : []))
}

/** A test for one of a few fixed words. */
function oneOfThese<V extends string>(
  values: readonly V[],
  factOf: (looked: LookedAt) => string,
  sayValue: (value: V) => Bilingual,
): [isSet: boolean, cost: number, test: Test] {
  const clauses = new Map<string, Bilingual>(values.map((value) => [value, sayValue(value)]))
  return [values.length > 0, 0, (looked) => clauses.get(factOf(looked)) ?? null]
}

function say(only: Partial<RoutingConditions>, names: RoutingNames): Bilingual {
  return conditionClauses({ ...noConditions, ...only }, names)[0] ?? { zh: '', en: '' }
}
