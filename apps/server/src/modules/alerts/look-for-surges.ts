import type { Reader } from '../../platform/db.ts'
import { kindOfDay } from './city-day.ts'
import { type CategoryCounts, findSurges, type Surge, thresholdFor, type WatchedArea } from './city-surges.ts'
import { type DayCount, findBusySeries, findDayCounts } from './counts.queries.ts'
import { leastPastDays, leastSeen, seriesDays } from './surge.ts'
import { type Days, learnDayKinds, learnUsual } from './usual.ts'

/** How many surges a week may be found on average where nothing is out of the ordinary, in the whole city. */
export const falseAlarmsPerWeek = 1
/** How far back the whole city is read, to know its weekdays and seasons; and the areas right below it, for how much counts scatter. */
const cityDays = 826
const partDays = 364 + seriesDays

/** What a look came to, and on what ground. */
export interface Look<Found> {
  found: Found[]
  pastDays: number
  isEnough: boolean
  knowsSeason: boolean
  /** How many shared the budget of false alarms. */
  tests: number
}

/**
 * Looks for surges up to a day. Reads the kept figures alone: two years of the uppermost areas, one of those below, and ten weeks of the
 * areas that had reports enough in the last one. A day that is not over yet is held against a whole one: it can only be found later,
 * not wrongly.
 */
export async function lookForSurges(db: Reader, areas: readonly WatchedArea[], day: number): Promise<Look<Surge>> {
  const tops = areas.filter((area) => area.parentId === null).map(({ id }) => id)
  const parts = partsOf(areas, tops)
  const [ofCity, ofParts] = await Promise.all([
    findDayCounts(db, tops, { from: day - cityDays, to: day }),
    findDayCounts(db, parts, { from: day - partDays, to: day }),
  ])
  const firstDay = ofCity.reduce((first, { day: each }) => Math.min(first, each), day + 1)
  const pastDays = day - firstDay + 1
  const isEnough = pastDays >= leastPastDays + seriesDays - 56
  const codes = new Set(ofCity.filter((count) => count.day > day - seriesDays).map(({ categoryCode }) => categoryCode))
  const tests = areas.length * codes.size
  const look = { pastDays, isEnough, tests, knowsSeason: false }
  if (!isEnough) return { ...look, found: [] }

  const busy = await findBusySeries(
    db,
    areas.map(({ id }) => id),
    { from: day - 6, to: day },
    leastSeen,
  )
  const wanted = withAbove(areas, new Set(busy.map(({ areaId }) => areaId)))
  const lately = await findDayCounts(db, [...wanted], { from: day - seriesDays + 1, to: day })
  const busyIn = Map.groupBy(busy, ({ categoryCode }) => categoryCode)

  // The past from which the usual is learned ends before the days that are judged.
  const learned = { from: Math.max(firstDay, day - cityDays), to: day - 7 }
  const general = learnDayKinds(daysOf(ofCity, learned), kindOfDay)
  const cityBy = Map.groupBy(ofCity, ({ categoryCode }) => categoryCode)
  const partsBy = Map.groupBy(ofParts, ({ categoryCode }) => categoryCode)
  const latelyBy = Map.groupBy(lately, ({ categoryCode }) => categoryCode)
  const span = { from: Math.max(firstDay, day - seriesDays + 1), to: day }
  let knowsSeason = false
  const categories = [...busyIn].map(([code, series]): CategoryCounts => {
    const partSpan = { from: Math.max(firstDay, day - partDays), to: day - 7 }
    const byPart = Map.groupBy(partsBy.get(code) ?? [], ({ areaId }) => areaId)
    const usual = learnUsual(
      daysOf(cityBy.get(code) ?? [], learned),
      [...byPart.values()].map((counts) => daysOf(counts, partSpan)),
      { kindOf: kindOfDay, general },
    )
    knowsSeason ||= usual.knowsSeason
    const shown = withAbove(areas, new Set(series.map(({ areaId }) => areaId)))
    const byArea = Map.groupBy(latelyBy.get(code) ?? [], ({ areaId }) => areaId)
    return { code, usual, byArea: new Map([...shown].map((id) => [id, daysOf(byArea.get(id) ?? [], span)])) }
  })
  const found = findSurges(areas, categories, { day, threshold: thresholdFor({ falseAlarmsPerWeek, series: tests }) })
  return { ...look, knowsSeason, found }
}

/** The uppermost areas that lie beside each other: a city that is one district is no part of itself. */
function partsOf(areas: readonly WatchedArea[], tops: readonly string[]): string[] {
  const below = areas.filter((area) => area.parentId !== null && tops.includes(area.parentId)).map(({ id }) => id)
  return below.length > tops.length || below.length === 0 ? below : partsOf(areas, below)
}

/** Counts of consecutive days; what was not counted is nought. */
function daysOf(counts: readonly DayCount[], { from, to }: { from: number; to: number }): Days {
  const days = Array.from({ length: Math.max(0, to - from + 1) }, () => 0)
  for (const { day, count } of counts) if (day >= from && day <= to) days[day - from] = (days[day - from] ?? 0) + count
  return { first: from, counts: days }
}

/** These areas and all above them. */
function withAbove(areas: readonly WatchedArea[], ids: ReadonlySet<string>): Set<string> {
  const parentOf = new Map(areas.map(({ id, parentId }) => [id, parentId]))
  const all = new Set<string>()
  for (let id of ids) {
    while (!all.has(id)) {
      all.add(id)
      const above = parentOf.get(id)
      if (above == null) break
      id = above
    }
  }
  return all
}
