import { cellAt, findHotSpots, type PlacedReport, spotDays, spotPastDays, zoneAround } from '../apps/server/src/modules/alerts/hot-spots.ts'
import { type Random, seededRandom } from '../demo/random.ts'
import { drawCount, drawNormal } from './quiet-city.ts'
import type { BurstOutcome } from './surge-trials.ts'

export interface SpotOutcome {
  found: number
  weeks: number
}

/** A made-up city of places: how much of each category is reported in each cell on an average day, and how much it clumps. */
class PlacedCity {
  readonly #random: Random
  readonly #cells: { cell: string; weight: number }[]
  readonly #categories = [2, 1.5, 1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.15, 0.1, 0.1, 0.05, 0.05, 0.03, 0.02] as const
  #number = 0

  constructor(seed: number) {
    this.#random = seededRandom(seed)
    const middle = cellAt({ latitude: 36.26, longitude: 120.03 })
    this.#cells = zoneAround(middle, 14).map((cell) => ({ cell, weight: Math.exp(1.2 * drawNormal(this.#random)) }))
  }

  /** Reports of a day: a cell has its share of a category, more or less of it than of another. */
  day(day: number): PlacedReport[] {
    const total = this.#cells.reduce((sum, { weight }) => sum + weight, 0)
    return this.#categories.flatMap((perDay, category) =>
      this.#cells.flatMap(({ cell, weight }, index) => {
        const leaning = 0.4 + 1.2 * hashed(index, category)
        const count = drawCount(this.#random, (perDay * 12 * weight * leaning) / total, 0.3)
        return Array.from({ length: count }, () => this.report(category, cell, day))
      }),
    )
  }

  report(category: number, cell: string, day: number): PlacedReport {
    return { id: `report-${(this.#number += 1)}`, categoryCode: `category-${category}`, cell, day }
  }

  /** Any cell, with its neighbours. */
  zone(): string[] {
    return zoneAround(this.#random.pick(this.#cells).cell)
  }

  pick<T>(items: readonly T[]): T {
    return this.#random.pick(items)
  }

  get categories(): number {
    return this.#categories.length
  }
}

/** The same number between 0 and 1 for the same pair. */
function hashed(one: number, other: number): number {
  return seededRandom(one * 7919 + other * 104_729 + 1).next()
}

/** Lets quiet time pass and counts the hot spots found: all are false. What overlaps one found in the last two weeks is the same. */
export function watchQuietPlaces({
  weeks,
  seed,
  falseAlarmsPerWeek,
}: {
  weeks: number
  seed: number
  falseAlarmsPerWeek: number
}): SpotOutcome {
  const placed = new PlacedCity(seed)
  const begin = spotPastDays + spotDays
  let reports = Array.from({ length: begin }, (_, day) => placed.day(day)).flat()
  const known: { category: string; cells: Set<string>; last: number }[] = []
  let found = 0
  for (let day = begin; day < begin + weeks * 7; day++) {
    reports = [...reports.filter((report) => report.day > day - begin), ...placed.day(day)]
    for (const spot of findHotSpots(reports, { day, firstDay: 0, falseAlarmsPerWeek })?.spots ?? []) {
      const same = known.find((each) => each.category === spot.categoryCode && each.cells.has(spot.cell) && day - each.last <= spotDays)
      if (same) same.last = day
      else {
        known.push({ category: spot.categoryCode, cells: new Set(zoneAround(spot.cell, 2)), last: day })
        found += 1
      }
    }
  }
  return { found, weeks }
}

/** Plants bursts of so many reports in a zone over a week and sees after how many days each is found. */
export function watchPlantedSpots(trial: { bursts: number; extra: number; seed: number; falseAlarmsPerWeek: number }): BurstOutcome {
  const { bursts, extra, seed, falseAlarmsPerWeek } = trial
  const delays: number[] = []
  const begin = spotPastDays + spotDays
  const over = 7
  const placed = new PlacedCity(seed)
  const quiet = Array.from({ length: begin + over + 7 }, (_, day) => placed.day(day))
  for (let each = 0; each < bursts; each++) {
    const zone = placed.zone()
    const category = placed.pick(Array.from({ length: placed.categories }, (_, index) => index))
    const more = Array.from({ length: extra }, (_, at) =>
      placed.report(category, placed.pick(zone), begin + Math.floor((at * over) / extra)),
    )
    for (let day = begin; day < begin + over + 7; day++) {
      const reports = [...quiet.slice(0, day + 1).flat(), ...more.filter((report) => report.day <= day)]
      const looked = findHotSpots(reports, { day, firstDay: 0, falseAlarmsPerWeek })
      if (
        !looked?.spots.some(
          (spot) => spot.categoryCode === `category-${category}` && zoneAround(spot.cell, 2).some((cell) => zone.includes(cell)),
        )
      )
        continue
      delays.push(day - begin + 1)
      break
    }
  }
  return { planted: bursts, delays }
}
