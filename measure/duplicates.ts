import { type BenchResult, goal, machine } from '../bench/bench-result.ts'
import { seededRandom } from '../demo/random.ts'
import { type MatterTextTemplate, matterTexts } from '../demo/texts.ts'
import type { CategoryBook } from '../apps/server/src/modules/categories/index.ts'
import { categorySeed } from '../apps/server/src/modules/categories/category-seed.ts'
import { compare, defaultReach, look, type LookTools } from '../apps/server/src/modules/duplicates/index.ts'
import { CategorySuggester, lessonsFrom, teach } from '../apps/server/src/modules/suggestions/index.ts'
import { makePair, type Pair } from './duplicate-pairs.ts'

/**
 * Shows pairs of reports to the product's comparison and counts. The city is new: the suggester knows the categories' words
 * and no matter, so that it cannot have learned the very texts it is asked about. The weights were fitted on every other
 * kind of the demo's texts; what is measured are the kinds left out.
 */
export async function measureDuplicates(wanted: { pairs: number; seed: number }): Promise<BenchResult> {
  const tools = await newCity()
  const random = seededRandom(wanted.seed)
  const outcomes = new Map<Pair['kind'], { pairs: number; hinted: number }>()
  const started = performance.now()
  for (let count = 0; count < wanted.pairs; count++) {
    const pair = makePair(random, keptApart)
    const outcome = outcomes.get(pair.kind) ?? { pairs: 0, hinted: 0 }
    outcomes.set(pair.kind, outcome)
    outcome.pairs += 1
    if (compare(tools, look(tools, pair.draft), pair.earlier)) outcome.hinted += 1
  }
  const ms = performance.now() - started
  for (const [kind, { pairs, hinted }] of [...outcomes].sort(([a], [b]) => a.localeCompare(b)))
    console.log(`${kind.padEnd(22)} ${pairs} pairs, ${hinted} hinted`)
  const right = outcomes.get('same')?.hinted ?? 0
  const hinted = [...outcomes.values()].reduce((sum, outcome) => sum + outcome.hinted, 0)
  const precision = hinted === 0 ? 0 : right / hinted
  const recall = right / (outcomes.get('same')?.pairs || 1)
  return {
    name: 'duplicates',
    figures: { precision, recall, pairs: wanted.pairs, seed: wanted.seed, kinds: keptApart.length, ms_per_pair: ms / wanted.pairs },
    goals: { precision: goal(precision, { at_least: 0.8 }), recall: goal(recall, { at_least: 0.8 }) },
    machine: machine(),
  }
}

/** Every other kind, by its place in the list of texts; the rest is what the weights were fitted on. */
export const keptApart: readonly MatterTextTemplate[] = matterTexts.filter((_, index) => index % 2 === 1)

/** What the product's comparison needs, for a city that has just been made. */
export async function newCity(): Promise<LookTools> {
  const book = seedBook()
  const suggester = new CategorySuggester({ get: () => book })
  await teach(suggester.model, lessonsFrom(categorySeed))
  return { suggester, categories: book, reach: defaultReach }
}

function seedBook(): CategoryBook {
  const all = categorySeed.map(({ words: _words, departmentCode, ...category }) => ({
    ...category,
    defaultOrganisationCode: departmentCode,
  }))
  const byCode = new Map(all.map((category) => [category.code, category]))
  const get = (code: string) => byCode.get(code)
  return { all: () => all, ended: () => [], get, inUse: get }
}
