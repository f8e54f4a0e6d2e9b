import { gridDisk, latLngToCell } from 'h3-js'
import { chanceOf } from './chance.ts'
import { leastRatio, leastSeen } from './surge.ts'

/**
 * H3 cells of resolution 9: 400 metres across, 0.1 km². A cell with its six neighbours is about a kilometre across, what a grid worker
 * walks in a quarter of an hour, and holds enough reports to compare; at resolution 10 most zones would have none, at 8 one zone is a town.
 */
const cellResolution = 9
/** The days of reports that are looked at together, and those before that they are held against. */
export const spotDays = 14
export const spotPastDays = 84
/** With less past than this nothing can be told. */
export const leastSpotPastDays = 28

/** The cell a point lies in. */
export function cellAt({ latitude, longitude }: { latitude: number; longitude: number }): string {
  return latLngToCell(latitude, longitude, cellResolution)
}

/** A cell and those around it, as many rings as asked. */
export function zoneAround(cell: string, rings = 1): string[] {
  return gridDisk(cell, rings)
}

export interface PlacedReport {
  id: string
  categoryCode: string
  cell: string
  day: number
}

export interface HotSpot {
  categoryCode: string
  /** The middle cell of the zone. */
  cell: string
  seen: number
  expected: number
  chance: number
  matterIds: string[]
}

/** As many earlier reports as the place's share of all categories counts for, beside its own past. */
const sharePrior = 4
/** Reports about one thing come in clumps: a bin and its five neighbours. Variance is mean + scatter × mean². */
const scatter = 0.3

/**
 * Where in the city do reports of a category gather? Around each cell with a report of the last two weeks a zone of it and its neighbours is
 * scanned, as in Kulldorff's space-time scan (1997, "A spatial scan statistic"), with zones of one size. What is expected is the zone's share of the
 * category's twelve weeks before, drawn to its share of all reports, of what the whole city has in these two weeks: a surge everywhere is
 * no hot spot. Counts are negative binomial; how little is known of a zone with little past is part of the variance. Every cell with a report
 * and every category is one test of the same budget of false alarms. Null when there is not enough past to tell.
 */
export function findHotSpots(
  reports: readonly PlacedReport[],
  { day, firstDay, falseAlarmsPerWeek }: { day: number; firstDay: number; falseAlarmsPerWeek: number },
): { spots: HotSpot[]; tests: number } | null {
  const begin = day - spotDays + 1
  if (begin - Math.max(firstDay, begin - spotPastDays) < leastSpotPastDays) return null
  const past = reports.filter((report) => report.day < begin)
  const lately = reports.filter((report) => report.day >= begin && report.day <= day)
  const cells = new Set(reports.map((report) => report.cell)).size
  const tests = cells * new Set(reports.map((report) => report.categoryCode)).size
  const pastOfCells = countBy(past)
  const threshold = falseAlarmsPerWeek / (7 * Math.max(1, tests))
  const byCategory = Map.groupBy(lately, (report) => report.categoryCode)
  const pastByCategory = Map.groupBy(past, (report) => report.categoryCode)
  const spots = [...byCategory].flatMap(([categoryCode, ofCategory]) => {
    const before = pastByCategory.get(categoryCode) ?? []
    const pastHere = countBy(before)
    const idsOf = Map.groupBy(ofCategory, (report) => report.cell)
    const found = [...idsOf.keys()].flatMap((cell): HotSpot[] => {
      const zone = zoneAround(cell)
      const matterIds = zone.flatMap((each) => (idsOf.get(each) ?? []).map(({ id }) => id))
      const seen = matterIds.length
      if (seen < leastSeen) return []
      const known = inZone(pastHere, zone) + sharePrior * ((inZone(pastOfCells, zone) + 0.5) / (past.length + cells))
      const mean = (ofCategory.length * known) / (before.length + sharePrior)
      const variance = mean + scatter * mean * mean + (mean * mean) / known
      const chance = chanceOf(seen, { mean, variance })
      return chance < threshold && seen >= leastRatio * mean ? [{ categoryCode, cell, seen, expected: mean, chance, matterIds }] : []
    })
    return apart(found)
  })
  return { spots, tests }
}

/** Of zones that overlap the clearest alone. */
function apart(found: readonly HotSpot[]): HotSpot[] {
  const kept: HotSpot[] = []
  const taken = new Set<string>()
  for (const spot of found.toSorted((one, other) => one.chance - other.chance || other.seen - one.seen)) {
    const zone = zoneAround(spot.cell)
    if (zone.some((cell) => taken.has(cell))) continue
    for (const cell of zone) taken.add(cell)
    kept.push(spot)
  }
  return kept
}

function countBy(reports: readonly PlacedReport[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { cell } of reports) counts.set(cell, (counts.get(cell) ?? 0) + 1)
  return counts
}

function inZone(counts: ReadonlyMap<string, number>, zone: readonly string[]): number {
  return zone.reduce((total, cell) => total + (counts.get(cell) ?? 0), 0)
}
