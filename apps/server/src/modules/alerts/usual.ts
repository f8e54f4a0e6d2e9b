import { sum } from './sum.ts'

/** What a day is for reports: one of the seven weekdays (0 is Sunday) or a public holiday. A weekend made up for one counts as a Monday. */
export type DayKind = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 'holiday'
const dayKinds: readonly DayKind[] = [0, 1, 2, 3, 4, 5, 6, 'holiday']

/** Counts of consecutive days, oldest first. Days are numbered from 1970-01-01 in the city's calendar. */
export interface Days {
  first: number
  counts: readonly number[]
}

/** What is usual for a category in this city, whatever the area: how days differ, and how much counts scatter. */
export interface Usual {
  /** How much more than on an average day is to be expected on this one: weekday and holiday times season. */
  factorOf(day: number): number
  /** The square of how uncertain the season is there, relative to it; 0 while no season is known. */
  seasonError: number
  /** Whether there is a year to learn the season from. */
  knowsSeason: boolean
  /** Variance of a day's count is mean + scatter × mean². */
  scatter: number
}

/** Days of the city's past from which on a season is known: a year, and the days around each that are looked at. */
const seasonDays = 364
const seasonReach = 14
/** As many reports as count for "as usual" beside what was seen, so that a rare category does not get wild factors. */
const weekdayPrior = 30
const seasonPrior = 20
const mostSeason = 2.5
/** Scatter of a category about which nothing is known yet, and how much weight it has (as squared expected counts). */
const scatterPrior = { value: 0.2, weight: 10 }
const leastScatter = 0.02

/** How days of each kind differ over all categories: the measure each category is drawn to. */
export function learnDayKinds(city: Days, kindOf: (day: number) => DayKind): ReadonlyMap<DayKind, number> {
  return factorsOf(city, kindOf, () => 1, 20)
}

/**
 * Learns what is usual for a category from its counts in the whole city, and its scatter from those of the areas right below.
 * `general` are the factors over all categories.
 */
export function learnUsual(
  city: Days,
  parts: readonly Days[],
  { kindOf, general }: { kindOf: (day: number) => DayKind; general: ReadonlyMap<DayKind, number> },
): Usual {
  const byKind = factorsOf(city, kindOf, (kind) => general.get(kind) ?? 1, weekdayPrior)
  const season = seasonOf(city)
  const factorOf = (day: number) => (byKind.get(kindOf(day)) ?? 1) * season.of(day)
  return { factorOf, seasonError: season.error, knowsSeason: season.isKnown, scatter: scatterOf(parts, factorOf) }
}

function factorsOf(
  { first, counts }: Days,
  kindOf: (day: number) => DayKind,
  usually: (kind: DayKind) => number,
  prior: number,
): ReadonlyMap<DayKind, number> {
  const seen = new Map<DayKind, number>()
  const days = new Map<DayKind, number>()
  for (const [at, count] of counts.entries()) {
    const kind = kindOf(first + at)
    seen.set(kind, (seen.get(kind) ?? 0) + count)
    days.set(kind, (days.get(kind) ?? 0) + 1)
  }
  const perDay = counts.length === 0 ? 0 : sum(counts) / counts.length
  return new Map(
    dayKinds.map((kind) => {
      const expected = perDay * (days.get(kind) ?? 0) * usually(kind)
      return [kind, (usually(kind) * ((seen.get(kind) ?? 0) + prior)) / (expected + prior)]
    }),
  )
}

/** The season of a day is what four weeks around it were a year ago, against the year; 1 where that year is not whole. */
function seasonOf({ first, counts }: Days): { of(day: number): number; error: number; isKnown: boolean } {
  const upTo = [0]
  for (const [at, count] of counts.entries()) upTo.push((upTo[at] ?? 0) + count)
  const between = (from: number, to: number) => (upTo[to] ?? 0) - (upTo[from] ?? 0)
  const perDay = counts.length === 0 ? 0 : between(0, counts.length) / counts.length
  const around = 2 * seasonReach + 1
  const known = new Map<number, number>()
  const of = (day: number) => {
    const before = known.get(day)
    if (before !== undefined) return before
    const years: number[] = []
    for (let year = 1; year <= 2; year++) {
      const at = day - year * seasonDays - first
      if (at - seasonReach < 0 || at + seasonReach >= counts.length) continue
      const seen = between(at - seasonReach, at + seasonReach + 1)
      years.push((seen + seasonPrior) / (around * perDay + seasonPrior))
    }
    const season = years.length === 0 ? 1 : Math.min(mostSeason, Math.max(1 / mostSeason, sum(years) / years.length))
    known.set(day, season)
    return season
  }
  const isKnown = counts.length >= seasonDays + 70 + seasonReach
  return { of: isKnown ? of : () => 1, error: isKnown ? 1 / (around * perDay + seasonPrior) : 0, isKnown }
}

/** Pearson's estimate over all areas, each held against its own mean of eight weeks at a time, so that slow change is not scatter. */
function scatterOf(parts: readonly Days[], factorOf: (day: number) => number): number {
  const block = 56
  let excess = scatterPrior.value * scatterPrior.weight
  let weight = scatterPrior.weight
  for (const { first, counts } of parts)
    for (let from = 0; from + block <= counts.length; from += block) {
      let seen = 0
      let exposure = 0
      for (let at = from; at < from + block; at++) {
        seen += counts[at] ?? 0
        exposure += factorOf(first + at)
      }
      if (seen === 0) continue
      const rate = seen / exposure
      for (let at = from; at < from + block; at++) {
        const mean = rate * factorOf(first + at)
        excess += (((counts[at] ?? 0) - mean) ** 2 * block) / (block - 1) - mean
        weight += mean * mean
      }
    }
  return Math.max(leastScatter, excess / weight)
}
