/** npm run measure -- NAME [--json]: how good the hints and alerts are. Prints a table; what comes out does not depend on the machine, times aside. */
import { parseArgs } from 'node:util'
import { type BenchResult, printBench } from '../bench/bench-result.ts'
import { measureAlerts } from './alerts.ts'
import { measureCategories } from './categories.ts'
import { measureDuplicates } from './duplicates.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    train: { type: 'string' },
    test: { type: 'string' },
    learning: { type: 'boolean', default: false },
    pairs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    years: { type: 'string', default: '8' },
    bursts: { type: 'string', default: '100' },
  },
})

const { train, test, learning } = values
const files = train !== undefined && test !== undefined ? { train, test, learning } : null
const measures: Record<string, (() => Promise<BenchResult>) | null> = {
  categories: files && (() => measureCategories(files)),
  alerts: () => measureAlerts({ years: Number(values.years), bursts: Number(values.bursts), seed: Number(values.seed) }),
  duplicates: () => measureDuplicates({ pairs: Number(values.pairs), seed: Number(values.seed) }),
}

const measure = measures[positionals[0] ?? '']
if (measure) {
  printBench(await measure(), values.json)
} else {
  console.error(
    `Usage: npm run measure -- NAME [--json]

  categories --train FILE --test FILE [--learning]   category suggestions; a line of a file is {"label", "text", "title"?} or {"label", "tokens"}
                                                     --learning also learns row by row, as a city does
  alerts [--years 8] [--bursts 100] [--seed 1]       false alarms of alerts in quiet cities, and how soon planted bursts are found
  duplicates [--pairs 2000] [--seed 1]               duplicate hints on pairs made from the demo city's texts`,
  )
  process.exitCode = 2
}
