import { arrow, type Bilingual, effectClauses, joinClauses } from '@linli/contract'
import { type CompiledRule, compileRule, LookedAt } from './compiled-rule.ts'
import type { PublishedRules, RoutingBook, RoutingProposal } from './routing.ts'
import { codesAbove, namesOf, type RoutingWorld } from './routing-world.ts'
import { WordFinder } from './word-finder.ts'

/**
 * Compiles a rule set against the city as it is. Rules whose lead is unknown or has ended are passed over, and co-handlers that have
 * ended are left out, so that nothing impossible is proposed; a check tells the rule keeper.
 */
export function compileRouting(published: PublishedRules, world: RoutingWorld): RoutingBook {
  const names = namesOf(world)
  const isInUse = (id: string) => world.organisations.get(id)?.endedAt === null
  const compiled = published.rules.flatMap((rule, index) =>
    isInUse(rule.leadOrganisationId)
      ? [
          compileRule(
            { ...rule, coHandlerOrganisationIds: rule.coHandlerOrganisationIds.filter(isInUse) },
            { position: index + 1, version: published.number, world, names },
          ),
        ]
      : [],
  )
  const finder = new WordFinder(published.rules.flatMap((rule) => rule.conditions.words.map((word) => word.toLowerCase())))
  const candidatesOf = candidatesByCategory(compiled, world)
  const defaultOf = defaultsByCategory(world)

  return {
    version: published.number,
    propose(facts) {
      const looked = new LookedAt(facts, finder)
      for (const { rule, category } of candidatesOf(facts.categoryCode)) if (rule.holds(looked)) return rule.propose(looked, category)
      return facts.categoryCode === null ? null : defaultOf(facts.categoryCode)
    },
  }
}

interface Candidate {
  rule: CompiledRule
  category: Bilingual | undefined
}

/** The rules that may hold for a category, in their order: of two hundred rules a matter usually meets a handful. Worked out once a category. */
function candidatesByCategory(rules: readonly CompiledRule[], world: RoutingWorld): (code: string | null) => readonly Candidate[] {
  const select = (code: string | null) =>
    rules.flatMap((rule): Candidate[] => {
      const category = rule.categoryClause(code)
      return category === null ? [] : [{ rule, category }]
    })
  const known = new Map<string | null, readonly Candidate[]>()
  return (code) => {
    let found = known.get(code)
    if (!found) {
      found = select(code)
      // A code nobody knows is not worth remembering: callers could send any number of them.
      if (code === null || world.categories.get(code)) known.set(code, found)
    }
    return found
  }
}

/** The department of the category or, if it has none in use, of its class. */
function defaultsByCategory(world: RoutingWorld): (code: string) => RoutingProposal | null {
  const known = new Map<string, RoutingProposal | null>()
  const names = namesOf(world)
  const find = (code: string): RoutingProposal | null => {
    for (const each of codesAbove(world.categories, code)) {
      const departmentCode = world.categories.get(each)?.defaultOrganisationCode
      const department = departmentCode ? world.organisations.byCode(departmentCode) : undefined
      if (!department || department.endedAt !== null) continue
      const proposal = {
        leadOrganisationId: department.id,
        coHandlerOrganisationIds: [],
        whistle: false,
        instruction: null,
        levelCode: null,
        severity: null,
      }
      const category = names.category(each) ?? { zh: each, en: each }
      const from: Bilingual = {
        zh: `没有适用的规则，取类别 ${category.zh} 的默认部门`,
        en: `no rule holds; the default department of ${category.en}`,
      }
      return { ...proposal, ruleId: null, ruleVersion: null, why: arrow(from, joinClauses(effectClauses(proposal, names))) }
    }
    return null
  }
  return (code) => {
    let found = known.get(code)
    if (found === undefined) {
      found = find(code)
      if (world.categories.get(code)) known.set(code, found)
    }
    return found
  }
}
