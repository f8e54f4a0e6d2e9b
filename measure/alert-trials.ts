import { findSurges, type Surge, thresholdFor, type WatchedArea } from '../apps/server/src/modules/alerts/city-surges.ts'
import { findHotSpots, type PlacedReport, spotDays, spotPastDays } from '../apps/server/src/modules/alerts/hot-spots.ts'
import { seriesDays } from '../apps/server/src/modules/alerts/surge.ts'
import { type Days, learnDayKinds, learnUsual, type Usual } from '../apps/server/src/modules/alerts/usual.ts'
import { gridDisk, latLngToCell } from 'h3-js'
import { type Random, seededRandom } from '../demo/random.ts'
import { drawCount, drawNormal, drawPoisson, drawQuietCity, type QuietCity } from './quiet-city.ts'

const streets = 12
const city = 'city'
const streetIds = Array.from({ length: streets }, (_, index) => `street-${index}`)
const areas: readonly WatchedArea[] = [{ id: city, parentId: null }, ...streetIds.map((id) => ({ id, parentId: city }))]
/** As the product remembers what was found lately: what is found again within a week is the same. */
const quietDays = 7
/** What is usual is learned anew once a week; the product learns it at every look. */
const learnEvery = 7

export interface QuietOutcome {
  alerts: number
  weeks: number
}

/** Lets quiet years of made-up cities pass, each day looked at as the product does, and counts what is found: all of it is false. */
export function watchQuietYears({ years, pastDays, seed, falseAlarmsPerWeek }: QuietTrial): QuietOutcome {
  let alerts = 0
  for (let year = 0; year < years; year++) {
    const days = pastDays + 364
    const watched = new WatchedCity(drawQuietCity(seededRandom(seed + year), { streets, days }), falseAlarmsPerWeek)
    const lastFound = new Map<string, number>()
    for (let day = pastDays; day < days; day++)
      for (const surge of watched.look(day)) {
        const related = [...lastFound].filter(([key]) => key.endsWith(` ${surge.categoryCode}`) && isRelated(key, surge))
        if (related.every(([, last]) => day - last > quietDays)) alerts += 1
        lastFound.set(`${surge.areaId} ${surge.categoryCode}`, day)
      }
  }
  return { alerts, weeks: years * 52 }
}

export interface QuietTrial {
  years: number
  /** How much past there is when the watching begins. */
  pastDays: number
  seed: number
  falseAlarmsPerWeek: number
}

function isRelated(key: string, surge: Surge): boolean {
  return key.startsWith(`${surge.areaId} `) || key.startsWith(`${city} `) || surge.areaId === city
}

export interface BurstTrial {
  bursts: number
  seed: number
  falseAlarmsPerWeek: number
  /** How many more on average, spread over so many days. */
  extra: number
  over: number
  /** Bursts are planted where so many are usual in a week. */
  usualInWeek: [from: number, to: number]
}

export interface BurstOutcome {
  planted: number
  /** Days from the first day of the burst to the one at whose end it was found: 1 is on the first day. */
  delays: number[]
}

/** Plants bursts into quiet cities, one at a time, and sees after how many days each is found; not within a week after its end is not at all. */
export function watchBursts({ bursts, seed, falseAlarmsPerWeek, extra, over, usualInWeek }: BurstTrial): BurstOutcome {
  const delays: number[] = []
  const pastDays = 560
  let planted = 0
  for (let round = 0; planted < bursts; round++) {
    const random = seededRandom(seed + round)
    const quiet = drawQuietCity(random, { streets, days: pastDays + 200 })
    const watched = new WatchedCity(quiet, falseAlarmsPerWeek)
    const suited = suitedSeries(quiet, usualInWeek)
    for (let each = 0; each < 20 && planted < bursts && suited.length > 0; each++) {
      const { category, street } = random.pick(suited)
      const begin = pastDays + 20 + random.between(0, 150)
      const more = spread(random, extra, over)
      const found = watched.withMore({ category, street, begin, more }, () => {
        for (let day = begin; day < begin + over + 7; day++)
          if (watched.look(day, category).some((surge) => surge.areaId === `street-${street}` || surge.areaId === city))
            return day - begin + 1
        return null
      })
      planted += 1
      if (found !== null) delays.push(found)
    }
  }
  return { planted, delays }
}

function suitedSeries({ counts, days }: QuietCity, [from, to]: [number, number]) {
  return counts.flatMap((ofCategory, category) =>
    ofCategory.flatMap((ofStreet, street) => {
      const inWeek = (ofStreet.reduce((total, count) => total + count, 0) / days) * 7
      return inWeek >= from && inWeek < to ? [{ category, street }] : []
    }),
  )
}

/** A total of about `extra`, each on any of the days. */
function spread(random: Random, extra: number, over: number): number[] {
  const more = Array.from({ length: over }, () => 0)
  for (let each = drawPoisson(random, extra); each > 0; each--) {
    const at = random.between(0, over - 1)
    more[at] = (more[at] ?? 0) + 1
  }
  return more
}

/** A made-up city as the product would see it, day by day. */
class WatchedCity {
  readonly #quiet: QuietCity
  readonly #threshold: number
  readonly #totals: number[][]
  readonly #all: number[]
  #usual: Usual[] = []
  #learnedAt = Number.NaN

  constructor(quiet: QuietCity, falseAlarmsPerWeek: number) {
    this.#quiet = quiet
    this.#threshold = thresholdFor({ falseAlarmsPerWeek, series: areas.length * quiet.categories })
    this.#totals = quiet.counts.map((ofCategory) => sumUp(ofCategory, quiet.days))
    this.#all = sumUp(this.#totals, quiet.days)
  }

  /** What stands out at the end of a day, in one category or all. */
  look(day: number, category?: number): Surge[] {
    this.#learn(day)
    const codes = category === undefined ? this.#totals.map((_, index) => index) : [category]
    const first = Math.max(0, day - seriesDays + 1)
    const seriesOf = (counts: readonly number[]): Days => ({ first, counts: counts.slice(first, day + 1) })
    const categories = codes.flatMap((code) => {
      const [usual, total, ofStreets] = [this.#usual[code], this.#totals[code], this.#quiet.counts[code]]
      if (!usual || !total || !ofStreets) return []
      const byArea = new Map([[city, seriesOf(total)], ...ofStreets.map((counts, index) => [`street-${index}`, seriesOf(counts)] as const)])
      return [{ code: `category-${code}`, usual, byArea }]
    })
    return findSurges(areas, categories, { day, threshold: this.#threshold })
  }

  /** Runs something with more reports in a series, and takes them away again. */
  withMore<T>(
    { category, street, begin, more }: { category: number; street: number; begin: number; more: readonly number[] },
    run: () => T,
  ): T {
    const series = [this.#quiet.counts[category]?.[street], this.#totals[category]]
    const add = (sign: 1 | -1) => {
      for (const counts of series)
        for (const [at, count] of more.entries()) if (counts) counts[begin + at] = (counts[begin + at] ?? 0) + sign * count
    }
    add(1)
    try {
      return run()
    } finally {
      add(-1)
    }
  }

  #learn(day: number): void {
    const at = Math.floor(day / learnEvery) * learnEvery
    if (at === this.#learnedAt) return
    this.#learnedAt = at
    const { kindOf, counts } = this.#quiet
    const pastOf = (series: readonly number[], most: number): Days => {
      const first = Math.max(0, at - most)
      return { first, counts: series.slice(first, at - 7) }
    }
    const general = learnDayKinds(pastOf(this.#all, 826), kindOf)
    this.#usual = this.#totals.map((total, category) =>
      learnUsual(
        pastOf(total, 826),
        (counts[category] ?? []).map((series) => pastOf(series, 434)),
        { kindOf, general },
      ),
    )
  }
}

function sumUp(series: readonly (readonly number[])[], days: number): number[] {
  return Array.from({ length: days }, (_, day) => series.reduce((total, counts) => total + (counts[day] ?? 0), 0))
}

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
    const middle = latLngToCell(36.26, 120.03, 9)
    this.#cells = gridDisk(middle, 14).map((cell) => ({ cell, weight: Math.exp(1.2 * drawNormal(this.#random)) }))
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
    return gridDisk(this.#random.pick(this.#cells).cell, 1)
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
        known.push({ category: spot.categoryCode, cells: new Set(gridDisk(spot.cell, 2)), last: day })
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
          (spot) => spot.categoryCode === `category-${category}` && gridDisk(spot.cell, 2).some((cell) => zone.includes(cell)),
        )
      )
        continue
      delays.push(day - begin + 1)
      break
    }
  }
  return { planted: bursts, delays }
}
