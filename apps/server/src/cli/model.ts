/** npm run model: plays random sequences of actions against a real database of its own and checks the seven rules of domain.md §2. */
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { publishedAndPlain } from '../modules/figures/published-figures.factory.ts'
import type { Tally } from '../modules/matters/model/game.factory.ts'
import { type ModelResult, runModel } from '../modules/matters/model/run-model.factory.ts'
import type { Stage } from '../modules/matters/model/stage.factory.ts'
import { onStages } from './model/stages.ts'
import { syncModel } from './model/sync.ts'

const usage = `Usage: npm run model -- [--sequences 10000] [--seed N] [--lanes 2] [--path PATH] [--json]
       npm run model -- sync [--schedules 1000] [--seed N] [--lanes 2] [--json]

Plays random sequences of actions by random people at random times, two at once now and then, against a real server and
database, and checks the seven rules of domain.md §2 after each step. Each lane has a database and a seed of its own. What
breaks a rule is made smaller and printed with the seed and the path that play it again: --seed N --path PATH. At the end the
published figures, of the whole, by category, by street and by community, are held against a count by plain SQL.

sync plays random schedules of phones that lose their network, answers, tabs and time, and then holds what each phone was told
against what stands in the database. A schedule whose ledger is not exact is printed with the seed that plays it again.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    schedules: { type: 'string', default: '1000' },
    sequences: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    lanes: { type: 'string', default: '2' },
    path: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) console.log(usage)
else if (positionals[0] === 'sync') {
  const { schedules, seed, lanes, json } = values
  const exact = await syncModel({ schedules: Number(schedules), seed: Number(seed), lanes: Number(lanes), json })
  process.exitCode = exact ? 0 : 1
} else process.exitCode = (await model()) ? 0 : 1

async function model(): Promise<boolean> {
  const seed = Number(values.seed)
  const lanes = values.path === undefined ? Number(values.lanes) : 1
  const started = performance.now()
  return onStages(lanes, async (stages) => {
    const tallies: Tally[] = []
    const timer = setInterval(() => console.log(`  ${describe(sum(tallies))}, ${seconds(started)} s`), 15_000)
    const results = await Promise.all(
      stages.map((stage, lane) =>
        runModel(stage, {
          sequences: Math.ceil(Number(values.sequences) / lanes),
          seed: seed + lane,
          ...(values.path !== undefined && { path: values.path }),
          progress: (tally) => void (tallies[lane] = tally),
        }),
      ),
    )
    clearInterval(timer)
    const wrongFigures = (await Promise.all(stages.map(figuresUnlikePlain))).flat()
    return report(results, wrongFigures, seed, Number(seconds(started)))
  })
}

/** The published figures that are not what a plain count gives, in words. All that is played lies in these years, of which the days are no whole months. */
async function figuresUnlikePlain(stage: Stage): Promise<string[]> {
  const periods = [
    { from: '2025-10-01', to: '2027-12-31' },
    { from: '2026-03-18', to: '2026-11-07' },
  ]
  const compared = await Promise.all(periods.map((period) => publishedAndPlain(stage, period)))
  return compared.flatMap(({ published, plain }, index) =>
    (Object.keys(plain) as (keyof typeof plain)[]).flatMap((name) =>
      isDeepStrictEqual(published[name], plain[name])
        ? []
        : [`${name} from ${periods[index]?.from}: ${JSON.stringify(published[name])}, but plainly ${JSON.stringify(plain[name])}`],
    ),
  )
}

function report(results: readonly ModelResult[], wrongFigures: readonly string[], seed: number, took: number): boolean {
  const total = sum(results.map(({ tally }) => tally))
  const violations = results.flatMap(({ violation }) => (violation ? [violation] : []))
  for (const { words, log, seed: at, path } of violations) {
    console.log(`\n✗ ${words}`)
    for (const line of log) console.log(`    ${line}`)
    console.log(`  Again: npm run model -- --seed ${at} --path ${path}`)
  }
  for (const words of wrongFigures) console.log(`\n✗ Figures: ${words}`)
  const figures = { ...total, violations: violations.length, wrong_figures: wrongFigures.length, seconds: took, seed }
  console.log('')
  for (const [name, figure] of Object.entries(figures)) console.log(`  ${name.padEnd(12)} ${figure.toLocaleString('en').padStart(14)}`)
  if (values.json)
    console.log(
      JSON.stringify({
        name: 'model',
        figures,
        goals: {
          violations: { at_most: 0, met: violations.length === 0 },
          wrong_figures: { at_most: 0, met: wrongFigures.length === 0 },
        },
        machine: { node: process.version },
      }),
    )
  return violations.length + wrongFigures.length === 0
}

function sum(tallies: readonly Tally[]): Tally {
  const total: Tally = { sequences: 0, actions: 0, refused: 0, conflicts: 0, atOnce: 0, fired: 0 }
  for (const tally of tallies) for (const name of Object.keys(total) as (keyof Tally)[]) total[name] += tally?.[name] ?? 0
  return total
}

function describe({ sequences, actions, refused, conflicts }: Tally): string {
  return `${sequences} sequences, ${actions} actions, ${refused} refused, ${conflicts} conflicts`
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(0)
}
