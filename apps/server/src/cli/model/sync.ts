import { addTallies, noSync, runSync } from '../../modules/matters/model/sync/run-sync.factory.ts'
import type { SyncTally } from '../../modules/matters/model/sync/schedule.factory.ts'
import { onStages } from './stages.ts'

/** Plays schedules of phones in as many lanes, prints what came of it, and answers whether every ledger was exact. */
export async function syncModel(given: { schedules: number; seed: number; lanes: number; json: boolean }): Promise<boolean> {
  const { schedules, seed, json } = given
  const lanes = Math.min(given.lanes, schedules)
  const started = performance.now()
  const seconds = () => Math.round((performance.now() - started) / 1000)
  return onStages(lanes, async (stages) => {
    const tallies: SyncTally[] = []
    const total = () => tallies.reduce(addTallies, noSync)
    const timer = setInterval(() => console.log(`  ${total().schedules} schedules, ${total().intended} intentions, ${seconds()} s`), 15_000)
    const share = Math.ceil(schedules / lanes)
    const results = await Promise.all(
      stages.map((stage, lane) =>
        runSync(stage, { schedules: share, seed: seed + lane * share, progress: (tally) => void (tallies[lane] = tally) }),
      ),
    )
    clearInterval(timer)
    for (const { violation } of results) {
      if (!violation) continue
      for (const line of violation.log) console.log(`    ${line}`)
      for (const { kind, words } of violation.disagreements) console.log(`\n✗ ${kind}: ${words}`)
      console.log(`  Again: npm run model -- sync --schedules 1 --seed ${violation.seed}`)
    }
    const figures = { ...total(), seconds: seconds(), seed }
    console.log('')
    for (const [name, figure] of Object.entries(figures)) console.log(`  ${name.padEnd(12)} ${figure.toLocaleString('en').padStart(14)}`)
    const exact = results.every(({ violation }) => violation === null)
    const goals = Object.fromEntries(
      (['missing', 'double', 'broken'] as const).map((name) => [name, { at_most: 0, met: figures[name] === 0 }]),
    )
    if (json) console.log(JSON.stringify({ name: 'sync', figures, goals, machine: { node: process.version } }))
    return exact
  })
}
