import { type BenchResult, goal, machine } from '../bench/bench-result.ts'
import { CategoryModel, featuresOf, type Lesson, teach, teachOne } from '../apps/server/src/modules/suggestions/index.ts'
import { readLabelledRows, withoutMatches } from './labelled-rows.ts'

/** The share of first guesses that should be right (docs/decisions/0014-suggesting-a-category.md). */
const wantedTop1 = 0.88
/** What counts as sure. */
const sure = 0.9

/** Teaches the product's model one file and asks it about the other. With `learning`, row by row instead of all at once. */
export async function measureCategories(files: { train: string; test: string; learning: boolean }): Promise<BenchResult> {
  const test = readLabelledRows(files.test)
  const all = readLabelledRows(files.train)
  const train = withoutMatches(all, test)
  console.log(
    `${all.length} rows to learn from, ${all.length - train.length} of them dropped because the test has them too; ${test.length} to test`,
  )
  const atOnce = new CategoryModel()
  const started = performance.now()
  await teach(atOnce, train)
  const trainMs = performance.now() - started
  const tested = ask(atOnce, test)
  printConfusion(tested.confusion)
  return {
    name: 'categories',
    figures: {
      top1: tested.top1,
      top3: tested.top3,
      ms_per_suggestion: tested.msPerSuggestion,
      sure_share: tested.sureShare,
      right_when_sure: tested.rightWhenSure,
      dropped_rows: all.length - train.length,
      training_rows: train.length,
      test_rows: test.length,
      training_ms_per_row: train.length === 0 ? 0 : trainMs / train.length,
      ...(files.learning && learningFigures(train, test)),
    },
    goals: { top1: goal(tested.top1, { at_least: wantedTop1 }), ms_per_suggestion: goal(tested.msPerSuggestion, { at_most: 5 }) },
    machine: machine(),
  }
}

/** The same rows one at a time, each once, in the order of the file: what a city's model does while matters are accepted. */
function learningFigures(train: readonly Lesson[], test: readonly Lesson[]): Record<string, number> {
  const model = new CategoryModel()
  const figures: Record<string, number> = {}
  const stops = [0.1, 0.25, 0.5, 1].map((share) => Math.round(train.length * share))
  for (const [index, lesson] of inMixedOrder(train).entries()) {
    teachOne(model, lesson)
    if (stops.includes(index + 1)) figures[`top1_after_${index + 1}_rows_one_by_one`] = ask(model, test).top1
  }
  return figures
}

/** Files are often sorted by label; matters do not arrive so. Every row comes once, far from its neighbours. */
function inMixedOrder<T>(rows: readonly T[]): T[] {
  let step = Math.max(1, Math.round(rows.length * 0.618))
  while (rows.length > 1 && divisor(step, rows.length) !== 1) step += 1
  return rows.flatMap((_, index) => rows[(index * step) % rows.length] ?? [])
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

function ask(model: CategoryModel, test: readonly Lesson[]) {
  const confusion = new Map<string, Map<string, number>>()
  const count = { first: 0, third: 0, sure: 0, rightWhenSure: 0 }
  const started = performance.now()
  for (const { words, label } of test) {
    const guesses = model.guess(featuresOf(words), 3, () => true)
    const best = guesses[0]
    if (best?.label === label) count.first += 1
    if (guesses.some((guess) => guess.label === label)) count.third += 1
    if (best && best.confidence >= sure) {
      count.sure += 1
      if (best.label === label) count.rightWhenSure += 1
    }
    const row = confusion.get(label) ?? new Map<string, number>()
    confusion.set(label, row)
    row.set(best?.label ?? 'none', (row.get(best?.label ?? 'none') ?? 0) + 1)
  }
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
  return {
    confusion,
    top1: share(count.first, test.length),
    top3: share(count.third, test.length),
    sureShare: share(count.sure, test.length),
    rightWhenSure: share(count.rightWhenSure, count.sure),
    msPerSuggestion: share(performance.now() - started, test.length),
  }
}

/** Rows are the truth, columns what was guessed first. */
function printConfusion(confusion: ReadonlyMap<string, ReadonlyMap<string, number>>): void {
  const guessed = new Set([...confusion.values()].flatMap((row) => [...row.keys()]))
  const labels = [...new Set([...confusion.keys(), ...guessed])].sort()
  const width = Math.max(...labels.map(widthOf)) + 2
  console.log(`\n${pad('truth \\ guess', width)}${labels.map((label) => pad(label, width)).join('')}`)
  for (const truth of labels.filter((label) => confusion.has(label)))
    console.log(pad(truth, width) + labels.map((label) => pad(String(confusion.get(truth)?.get(label) ?? 0), width)).join(''))
  console.log()
}

/** A Chinese character is as wide as two letters on a terminal. */
function widthOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 2 : 1), 0)
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(1, width - widthOf(text)))
}
