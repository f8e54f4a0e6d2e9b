import { chanceOf, quantileOf } from './chance.ts'
import { sum } from './sum.ts'
import type { Days, Usual } from './usual.ts'

/**
 * Is more reported here than is usual? A count of one, three or seven days up to the day looked at is held against eight weeks of the
 * same area and category, after a week left out in between, as in the EARS C2 algorithm (Hutwagner, Thompson, Seeman, Treadwell 2003,
 * "The bioterrorism preparedness and response Early Aberration Reporting System"). Unlike EARS, days are weighted by weekday, holiday
 * and season, learned for each category from the whole city; counts are negative binomial rather than normal, because most areas
 * report nothing on most days and reports come in clumps (Noufaily et al. 2013, "An improved algorithm for outbreak detection in
 * multiple surveillance systems", Statistics in Medicine 32); and what is not known of the usual rate, of season and of slow drift is part of
 * the variance. Days of the past that stood out themselves count only up to what could be expected, so that one surge does not hide the next.
 *
 * Assumptions: days scatter independently around their expected count; an area has the weekdays and the season of the whole city;
 * eight weeks ago is much like today, within `drift`. Where there is not enough past the answer is null: that cannot be told.
 */
export function judgeSeries(series: Days, usual: Usual, { day, cityRate }: { day: number; cityRate: number }): Judgement[] | null {
  const base = pastOf(series, usual, { day, cityRate })
  return base && windows.map((days) => judge(series, usual, base, { from: day - days + 1, to: day }))
}

/** What was seen in some days, and what was to be expected. */
export interface Judgement {
  /** Days of the city's calendar, both counted. */
  from: number
  to: number
  seen: number
  expected: number
  /** What nineteen in twenty such counts lie between. */
  low: number
  high: number
  /** How likely so many or more are when nothing is out of the ordinary. */
  chance: number
}

/** How many days are looked at together: a burst of one day, of some days, and a rise over a week. */
export const windows = [1, 3, 7] as const
/** What is looked back at: eight weeks, a week after which is left out, then the week being judged. */
export const pastDays = 56
const guardDays = 7
const judgedDays = 7
/** How many days of a series must be there to judge its last. */
export const seriesDays = pastDays + guardDays + judgedDays
/** Fewer days than this cannot tell what is usual. */
export const leastPastDays = 28
/** By how much, relatively, the level may have moved since the past that was looked at, one standard deviation. */
const drift = 0.05
/** Fewer reports than this are never an alert, however unlikely: somebody is to act on it, and nobody is to be known by it. */
export const leastSeen = 5
/** Less than this times the expected is never an alert, however unlikely. */
export const leastRatio = 1.3

/** Whether a judgement is an alert at this threshold of chance. */
export function isOut({ seen, expected, chance }: Judgement, threshold: number): boolean {
  return seen >= leastSeen && seen >= leastRatio * expected && chance < threshold
}

/** The past of a series as a rate, as of a judged day; null when there is too little of it. Days before the city began are not in `series`. */
function pastOf({ first, counts }: Days, usual: Usual, { day, cityRate }: { day: number; cityRate: number }): Past | null {
  const to = day - judgedDays - guardDays
  const from = Math.max(first, to - pastDays + 1)
  if (to - from + 1 < leastPastDays) return null
  const factors: number[] = []
  const seen: number[] = []
  for (let at = from; at <= to; at++) {
    factors.push(usual.factorOf(at))
    seen.push(counts[at - first] ?? 0)
  }
  // One report's worth of what the whole city would let expect here: a series of noughts has a rate above nought.
  const exposure = sum(factors) + 1 / cityRate
  let rate = (sum(seen) + 1) / exposure
  const capped = seen.map((count, at) => {
    const mean = rate * (factors[at] ?? 0)
    return Math.min(count, Math.ceil(mean + 3 * Math.sqrt(mean + usual.scatter * mean * mean)))
  })
  rate = (sum(capped) + 1) / exposure
  const squares = sum(factors.map((factor) => factor * factor))
  return { from, to, rate, variance: (rate * sum(factors) + usual.scatter * rate * rate * squares) / (exposure * exposure) }
}

interface Past {
  from: number
  to: number
  /** Reports on a day of factor 1, and how uncertain that is. */
  rate: number
  variance: number
}

function judge({ first, counts }: Days, usual: Usual, past: Past, { from, to }: { from: number; to: number }): Judgement {
  let seen = 0
  let exposure = 0
  let squares = 0
  for (let day = from; day <= to; day++) {
    const factor = usual.factorOf(day)
    seen += counts[day - first] ?? 0
    exposure += factor
    squares += factor * factor
  }
  const mean = past.rate * exposure
  const unsure = exposure * exposure * past.variance + mean * mean * (usual.seasonError + drift * drift)
  const expected = { mean, variance: mean + usual.scatter * past.rate * past.rate * squares + unsure }
  return {
    from,
    to,
    seen,
    expected: mean,
    low: quantileOf(0.025, expected),
    high: quantileOf(0.975, expected),
    chance: chanceOf(seen, expected),
  }
}

/** The weeks an explanation shows, oldest first, each held against the same past as the last one; for reading, not for judging. */
export function weeksBehind(series: Days, usual: Usual, { day, cityRate }: { day: number; cityRate: number }): Judgement[] {
  const past = pastOf(series, usual, { day, cityRate })
  if (!past) return []
  const weeks: Judgement[] = []
  for (let to = day; to - 6 >= series.first && weeks.length < seriesDays / 7; to -= 7)
    weeks.unshift(judge(series, usual, past, { from: to - 6, to }))
  return weeks
}
