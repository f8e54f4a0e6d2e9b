import type { RoutingFinding, RoutingFindingCode } from '@linli/contract'
import type { RoutingRule } from './routing.ts'
import type { RoutingWorld } from './routing-world.ts'
import { dayOfYear } from './rule-time.ts'
import { coverageOf, takesAllOf } from './rule-coverage.ts'

type Found = Pick<RoutingFinding, 'code' | 'weight' | 'about'>

/** What is wrong with a rule set in the city as it is, in order of the rules. Pure. */
export function checkRules(rules: readonly RoutingRule[], world: RoutingWorld): RoutingFinding[] {
  const coverages = rules.map((rule) => coverageOf(rule.conditions, world))
  return rules.flatMap((rule, index) => {
    const before = rules.findIndex((other) => other.id === rule.id)
    const own: Found[] = [
      ...(before < index ? [refuse('rule_twice', null)] : []),
      ...organisationFindings(rule, world),
      ...rule.conditions.categoryCodes.flatMap((code) => categoryFindings(code, world)),
      ...rule.conditions.areaIds.flatMap((id) => areaFindings(id, world)),
      ...levelFindings(rule.levelCode, world),
      ...timeFindings(rule),
      ...(rule.conditions.words.some((word) => word.trim() === '') ? [refuse('blank_word', null)] : []),
      ...shadowFindings(coverages, index),
    ]
    return own.map((found) => ({ position: index + 1, ruleId: rule.id, ...found }))
  })
}

/** Whether these findings forbid publishing. */
export function forbidPublishing(findings: readonly RoutingFinding[]): boolean {
  return findings.some((finding) => finding.weight === 'refuse')
}

function organisationFindings(rule: RoutingRule, world: RoutingWorld): Found[] {
  const named = [rule.leadOrganisationId, ...rule.coHandlerOrganisationIds]
  return [
    ...(rule.coHandlerOrganisationIds.includes(rule.leadOrganisationId) ? [refuse('organisation_twice', rule.leadOrganisationId)] : []),
    ...[...new Set(named)].flatMap((id): Found[] => {
      const organisation = world.organisations.get(id)
      if (!organisation) return [refuse('unknown_organisation', id)]
      return organisation.endedAt === null ? [] : [refuse('organisation_ended', id)]
    }),
  ]
}

function categoryFindings(code: string, world: RoutingWorld): Found[] {
  if (!world.categories.get(code)) return [refuse('unknown_category', code)]
  return world.categories.inUse(code) ? [] : [warn('category_ended', code)]
}

function areaFindings(id: string, world: RoutingWorld): Found[] {
  const area = world.areas.get(id)
  if (!area) return [refuse('unknown_area', id)]
  return area.validTo === null ? [] : [warn('area_ended', id)]
}

function levelFindings(code: string | null, world: RoutingWorld): Found[] {
  if (code === null) return []
  const level = world.areas.levels.find((each) => each.code === code)
  if (!level) return [refuse('unknown_level', code)]
  return level.hasDesk ? [] : [refuse('level_without_desk', code)]
}

function timeFindings({ conditions: { hours, dates } }: RoutingRule): Found[] {
  return [
    ...(hours && hours.from === hours.to ? [refuse('no_hours', null)] : []),
    ...(dates ? [dates.from, dates.to] : []).flatMap((day) => (dayOfYear(day) === null ? [refuse('no_such_date', day)] : [])),
  ]
}

/** The first earlier rule that takes everything this one would. Several that do so only together are not looked for. */
function shadowFindings(coverages: readonly ReturnType<typeof coverageOf>[], index: number): Found[] {
  const own = coverages[index]
  const by = own ? coverages.slice(0, index).findIndex((earlier) => takesAllOf(earlier, own)) : -1
  return by < 0 ? [] : [warn('shadowed', String(by + 1))]
}

const refuse = (code: RoutingFindingCode, about: string | null): Found => ({ code, weight: 'refuse', about })
const warn = (code: RoutingFindingCode, about: string | null): Found => ({ code, weight: 'warn', about })
