import type { DayKind } from '../apps/server/src/modules/alerts/usual.ts'
import type { Random } from '../demo/random.ts'

/** A made-up city in which nothing is out of the ordinary: counts by category, street and day. */
export interface QuietCity {
  streets: number
  categories: number
  days: number
  /** Reports of a category in a street, day by day. */
  counts: number[][][]
  kindOf: (day: number) => DayKind
}

/** Mean reports of a category in a street of middling size a day: from one in three years to three a day. */
const rates = [3, 2.2, 1.6, 1.2, 0.9, 0.7, 0.5, 0.4, 0.3, 0.22, 0.16, 0.12, 0.09, 0.06, 0.04, 0.03, 0.02, 0.01, 0.005, 0.001] as const

/**
 * Draws a city of streets of different size. Counts are negative binomial with a scatter of its own for each category; they follow
 * the weekday, public holidays, a season of its own for each category, and grow or shrink by up to a fifth a year.
 */
export function drawQuietCity(random: Random, { streets, days }: { streets: number; days: number }): QuietCity {
  const sizes = Array.from({ length: streets }, () => Math.exp(0.6 * drawNormal(random)))
  const kindOf = (day: number): DayKind => (isHoliday(day) ? 'holiday' : (((day + 4) % 7) as DayKind))
  const counts = rates.map((rate) => {
    const scatter = 0.05 + 0.45 * random.next()
    const swing = 0.6 * random.next()
    const peak = 365 * random.next()
    const trend = 0.4 * random.next() - 0.2
    const weekend = 0.5 + 0.7 * random.next()
    const holiday = 0.3 + 0.7 * random.next()
    const factors = Array.from({ length: days }, (_, day) => {
      const kind = kindOf(day)
      const ofDay = kind === 'holiday' ? holiday : kind === 0 || kind === 6 ? weekend : 1
      return ofDay * (1 + swing * Math.cos((2 * Math.PI * (day - peak)) / 365.25)) * Math.exp((trend * day) / 365)
    })
    return sizes.map((size) => {
      const own = rate * size * Math.exp(0.4 * drawNormal(random))
      return factors.map((factor) => drawCount(random, own * factor, scatter))
    })
  })
  return { streets, categories: rates.length, days, counts, kindOf }
}

/** A negative binomial count: Poisson with a mean that is itself drawn. */
export function drawCount(random: Random, mean: number, scatter: number): number {
  if (mean <= 0) return 0
  return drawPoisson(random, (drawGamma(random, 1 / scatter) * mean * scatter) / 1)
}

export function drawPoisson(random: Random, mean: number): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * drawNormal(random)))
  const limit = Math.exp(-mean)
  let product = random.next()
  let count = 0
  while (product > limit) {
    product *= random.next()
    count += 1
  }
  return count
}

/** Marsaglia and Tsang (2000), with the boost for shapes below one. */
function drawGamma(random: Random, shape: number): number {
  if (shape < 1) return drawGamma(random, shape + 1) * random.next() ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  while (true) {
    const x = drawNormal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

/** About the 28 days off a Chinese year has, at the same days each year: the new year, spring, and the first week of October. */
function isHoliday(day: number): boolean {
  const inYear = ((day % 365) + 365) % 365
  return [0, 94, 95, 120, 121, 122, 165, 166].includes(inYear) || (inYear >= 40 && inYear < 48) || (inYear >= 273 && inYear < 280)
}
