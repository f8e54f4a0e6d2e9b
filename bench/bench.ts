/** npm run bench -- NAME [--json]: measures on this machine and prints a table; ratios first, because machines differ. */
import { parseArgs } from 'node:util'
import { printBench } from './bench-result.ts'
import { benchClocks } from './clocks.ts'
import { benchDeskList } from './desk-list.ts'
import { benchDeskPlans } from './desk-plans.ts'
import { benchFigures } from './figures.ts'
import { benchLimits } from './limits.ts'
import { benchLocate } from './locate.ts'
import { benchLoop } from './loop.ts'
import { benchRouting } from './routing.ts'
import { benchSlowPhone } from './slow-phone.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    clocks: { type: 'string', default: '1000000' },
    folder: { type: 'string' },
    grids: { type: 'string' },
    matters: { type: 'string', default: '100000' },
    pages: { type: 'string', default: '200' },
    lifecycles: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '3' },
    sizes: { type: 'string', default: '10000,1000000' },
  },
})

const benches = {
  clocks: () => benchClocks({ clocks: Number(values.clocks) }),
  'desk-list': () => benchDeskList({ matters: Number(values.matters), pages: Number(values.pages), folder: values.folder }),
  'desk-plans': () => benchDeskPlans({ matters: Number(values.matters), folder: values.folder }),
  figures: () => benchFigures({ sizes: values.sizes.split(',').map(Number), rounds: Number(values.rounds) * 20, folder: values.folder }),
  limits: () => benchLimits(),
  locate: () => benchLocate(values.grids === undefined ? {} : { grids: values.grids }),
  loop: () => benchLoop({ lifecycles: Number(values.lifecycles), rounds: Number(values.rounds) }),
  routing: () => benchRouting(),
  'slow-phone': () => benchSlowPhone({ rounds: Number(values.rounds) }),
}

const bench = benches[positionals[0] as keyof typeof benches]
if (bench) {
  printBench(await bench(), values.json)
} else {
  console.error(
    `Usage: npm run bench -- NAME [--json]\n\n  clocks [--clocks 1000000]                   due clocks fired among many open ones against the same among 20,000\n  desk-list  [--matters 100000] [--pages 200] [--folder F]  a city desk's list, filters and search in Chromium\n  desk-plans [--matters 100000] [--folder F]  what each thing a desk asks for reads in the database\n  figures [--sizes 10000,1000000] [--rounds 3] [--folder F]  dashboards and rates of a large city against a small one\n  limits                                      when clocks are due\n  locate [--grids FILE]                       point → grid\n  loop   [--lifecycles 2000] [--rounds 3]     whole lifecycles over HTTP against the same rows in bare SQL\n  routing                                     proposals of 200 routing rules\n  slow-phone [--rounds 3]                     a first visit and a report on slow 3G in Chromium`,
  )
  process.exitCode = 2
}
