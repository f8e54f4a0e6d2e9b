import { findSurges, type Surge, thresholdFor, type WatchedArea } from '../apps/server/src/modules/alerts/city-surges.ts'
import { seriesDays } from '../apps/server/src/modules/alerts/surge.ts'
import { type Days, learnDayKinds, learnUsual, type Usual } from '../apps/server/src/modules/alerts/usual.ts'
import { type Random, seededRandom } from '../demo/random.ts'
import { drawPoisson, drawQuietCity, type QuietCity } from './quiet-city.ts'

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
