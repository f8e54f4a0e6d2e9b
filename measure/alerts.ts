import { type BenchResult, goal, machine } from '../bench/bench-result.ts'
import { falseSpotsPerWeek } from '../apps/server/src/modules/alerts/look-at-places.ts'
import { falseAlarmsPerWeek } from '../apps/server/src/modules/alerts/look-for-surges.ts'
import { watchPlantedSpots, watchQuietPlaces } from './spot-trials.ts'
import { type BurstOutcome, watchBursts, watchQuietYears } from './surge-trials.ts'

/**
 * How often alerts are wrong and how soon they are right. Cities in which nothing is out of the ordinary are drawn and watched day by day
 * with the product's own functions; everything found there is false. Then bursts of several sizes are planted.
 */
export async function measureAlerts({ years, bursts, seed }: { years: number; bursts: number; seed: number }): Promise<BenchResult> {
  const quiet = { years, seed, falseAlarmsPerWeek }
  const figures: Record<string, number> = {}
  const rate = (key: string, what: string, { alerts, weeks }: { alerts: number; weeks: number }) => {
    const [low, high] = boundsOf(alerts)
    console.log(
      `${what.padEnd(46)} ${String(weeks).padStart(5)} weeks ${String(alerts).padStart(4)} found  ${(alerts / weeks).toFixed(2)} a week (${(low / weeks).toFixed(2)} – ${(high / weeks).toFixed(2)})`,
    )
    figures[`${key}_per_week`] = alerts / weeks
    figures[`${key}_per_week_upper`] = high / weeks
    return high / weeks
  }
  console.log('False alarms a week in a quiet city of 12 streets and 20 categories (95 % bounds)')
  const surges = rate('false_surges', 'surges, two years of past', watchQuietYears({ ...quiet, pastDays: 760 }))
  const early = rate(
    'false_surges_early',
    'surges, first year of a new city (no season yet)',
    watchQuietYears({ ...quiet, pastDays: 60, seed: seed + 1000 }),
  )
  const spots = rate(
    'false_spots',
    'hot spots',
    countOf(watchQuietPlaces({ weeks: years * 13, seed, falseAlarmsPerWeek: falseSpotsPerWeek })),
  )

  console.log('\nBursts over a week in a street: share found by a week after, and after how many days')
  for (const [name, usualInWeek] of [
    ['under 1', [0.05, 1]],
    ['1 to 5', [1, 5]],
    ['5 to 20', [5, 20]],
  ] as const)
    for (const extra of [6, 12, 24, 48])
      tell(figures, `surge_${name.replaceAll(' ', '_')}_plus_${extra}`, `usual in a week ${name}, ${extra} more`, () =>
        watchBursts({ bursts, seed: seed + 2000, falseAlarmsPerWeek, extra, over: 7, usualInWeek: [...usualInWeek] }),
      )
  console.log('\nBursts over a week at a place a kilometre across, of any category')
  for (const extra of [6, 9, 12, 18])
    tell(figures, `spot_plus_${extra}`, `${extra} more`, () =>
      watchPlantedSpots({ bursts: Math.ceil(bursts / 2), extra, seed: seed + 3000, falseAlarmsPerWeek: falseSpotsPerWeek }),
    )
  return {
    name: 'alerts',
    figures,
    goals: {
      false_surges_per_week_upper: goal(surges, { at_most: falseAlarmsPerWeek }),
      false_surges_early_per_week_upper: goal(early, { at_most: falseAlarmsPerWeek }),
      false_spots_per_week_upper: goal(spots, { at_most: falseSpotsPerWeek }),
    },
    machine: machine(),
  }
}

function countOf({ found, weeks }: { found: number; weeks: number }) {
  return { alerts: found, weeks }
}

function tell(figures: Record<string, number>, key: string, what: string, run: () => BurstOutcome): void {
  const { planted, delays } = run()
  const share = delays.length / planted
  const half = delays.toSorted((one, other) => one - other)[Math.floor(delays.length / 2)]
  console.log(
    `${what.padEnd(46)} ${String(planted).padStart(5)} planted  ${(share * 100).toFixed(0).padStart(3)} %  ${half === undefined ? '' : `median day ${half}`}`,
  )
  figures[`${key}_found`] = share
  if (half !== undefined) figures[`${key}_days`] = half
}

/** Nineteen in twenty times the mean of a Poisson count lies between these: Byar's approximation (Breslow and Day 1987). */
function boundsOf(count: number): [number, number] {
  const low = count === 0 ? 0 : count * (1 - 1 / (9 * count) - 1.96 / (3 * Math.sqrt(count))) ** 3
  const more = count + 1
  return [low, more * (1 - 1 / (9 * more) + 1.96 / (3 * Math.sqrt(more))) ** 3]
}
