import type { RoutingRule } from '@linli/contract'
import { categorySeed } from '../apps/server/src/modules/categories/category-seed.ts'
import { categoryBook } from '../apps/server/src/modules/categories/category-book.ts'
import { compileRouting } from '../apps/server/src/modules/routing/routing-book.ts'
import { facts, ruleOf, town, water, world, zone } from '../apps/server/src/modules/routing/routing.factory.ts'
import { type BenchResult, goal, machine } from './bench-result.ts'

const rounds = 5
const proposals = 200_000

/**
 * Measures how many matters get a proposal in a second of processor time, sentence included, in turn for every category a city starts with.
 *
 * - `proposals_per_second`: 200 rules as a city writes them: two kinds each with an area, hours or words, and some for words alone
 * - `ratio_200_to_20`: the same against 20 rules of that sort
 * - `every_rule_looked_at_per_second`: the worst case: no rule names a category, and none holds but the last
 */
export async function benchRouting(): Promise<BenchResult> {
  const twoHundred = rate(usualRules(200))
  const twenty = rate(usualRules(20))
  const figures = {
    proposals_per_second: Math.round(twoHundred),
    ratio_200_to_20: Math.round((twoHundred / twenty) * 100) / 100,
    every_rule_looked_at_per_second: Math.round(rate(worstRules(200))),
  }
  return {
    name: 'routing',
    figures,
    goals: { proposals_per_second: goal(figures.proposals_per_second, { at_least: 100_000 }) },
    machine: machine(),
  }
}

const categories = categoryBook(
  categorySeed.map(({ departmentCode, words, ...row }) => ({
    ...row,
    words: [...words],
    defaultOrganisationCode: departmentCode,
    version: 1,
    endedAt: null,
  })),
)
const codes = categories.all().map((category) => category.code)

function usualRules(count: number): RoutingRule[] {
  return Array.from({ length: count }, (_, index) => {
    const categoryCodes = [7, 13].map((step) => codes[(index * step) % codes.length] ?? 'L')
    const conditions = [
      { words: [`词${index}`, `漏${index}`] },
      { areaIds: [zone], severities: ['urgent' as const] },
      { categoryCodes, areaIds: [zone] },
      { categoryCodes, hours: { from: 22, to: 6 } },
      { categoryCodes, words: ['漏', '爆'] },
      { categoryCodes, areaIds: [town] },
    ][index % 6]
    return ruleOf(conditions, { leadOrganisationId: water })
  })
}

function worstRules(count: number): RoutingRule[] {
  return Array.from({ length: count }, (_, index) =>
    ruleOf(
      index === count - 1
        ? {}
        : index % 2 === 0
          ? { words: [`水${index}`, `爆${index}`] }
          : { areaIds: [town], hours: { from: 22, to: 6 } },
    ),
  )
}

/** Proposals a second of processor time, which other work on the machine does not stretch as it does a clock's: the median of several rounds. */
function rate(rules: readonly RoutingRule[]): number {
  const book = compileRouting({ number: 1, rules }, { ...world, categories })
  const cases = codes.map((categoryCode) => ({ ...facts, categoryCode }))
  const rates = Array.from({ length: rounds }, () => {
    const start = process.cpuUsage()
    let said = 0
    for (let index = 0; index < proposals; index++) said += book.propose(cases[index % cases.length] ?? facts)?.why.zh.length ?? 0
    // Using the sum keeps the compiler from leaving the work out.
    if (said === 0) throw new Error('nothing was proposed')
    const { user, system } = process.cpuUsage(start)
    return (proposals / (user + system)) * 1_000_000
  })
  return rates.toSorted((one, two) => one - two)[Math.floor(rounds / 2)] ?? 0
}
