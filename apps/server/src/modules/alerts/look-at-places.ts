import { latLngToCell } from 'h3-js'
import type { Reader } from '../../platform/db.ts'
import { type AreaTree, distanceBetween } from '../areas/index.ts'
import { uppermostOf } from '../figures/index.ts'
import { beginOf, dayAt } from './city-day.ts'
import { cellAt, findHotSpots, type HotSpot, spotDays, spotPastDays } from './hot-spots.ts'
import type { Look } from './look-for-surges.ts'
import { findPlaced, findReturns } from './places.queries.ts'
import { chainOf, leastTimes, type Occurrence, samePlaceM } from './repeats.ts'
import { commonArea } from './watched-areas.ts'

/** How many hot spots a week may be found on average where nothing is out of the ordinary, in the whole city. */
export const falseSpotsPerWeek = 1
/** What came back is looked for among what was reported in the last days, so that a night without a server is made up for. */
const returnLookDays = 7
/** About 15 metres across: names a place, not a door. */
const placeResolution = 11

export interface FoundSpot extends HotSpot {
  areaId: string
}

/** Looks for places where more than its share of a category gathers, from the matters of 98 days. */
export async function lookForHotSpots(db: Reader, tree: AreaTree, day: number): Promise<Look<FoundSpot>> {
  const from = day - spotDays - spotPastDays + 1
  const placed = await findPlaced(db, { from: beginOf(from), to: beginOf(day + 1) })
  const reports = placed.map((matter) => ({
    id: matter.id,
    categoryCode: uppermostOf(matter.categoryCode),
    cell: cellAt(matter),
    day: dayAt(matter.reportedAt),
  }))
  const firstDay = reports.reduce((first, report) => Math.min(first, report.day), day + 1)
  const found = findHotSpots(reports, { day, firstDay, falseAlarmsPerWeek: falseSpotsPerWeek })
  const look = { pastDays: day - firstDay + 1, isEnough: found !== null, knowsSeason: false, tests: found?.tests ?? 0 }
  const areaOf = new Map(placed.map(({ id, areaId }) => [id, areaId]))
  const spots = (found?.spots ?? []).flatMap((spot): FoundSpot[] => {
    const areaId = commonArea(
      tree,
      spot.matterIds.flatMap((id) => areaOf.get(id) ?? []),
    )
    return areaId === null ? [] : [{ ...spot, areaId }]
  })
  return { ...look, found: spots }
}

export interface FoundRepeat {
  categoryCode: string
  areaId: string
  cell: string
  chain: Occurrence[]
}

/** Looks at what was reported in the last days for what has come back for the third time or more. */
export async function lookForRepeats(db: Reader, tree: AreaTree, day: number): Promise<Look<FoundRepeat>> {
  const returns = await findReturns(db, { from: beginOf(day - returnLookDays + 1), to: beginOf(day + 1) })
  const found = returns.flatMap((newest): FoundRepeat[] => {
    const near = newest.earlier.filter((each) => distanceBetween(each, newest) <= samePlaceM)
    const chain = chainOf({ id: newest.id, reportedAt: newest.reportedAt, closedAt: null }, near)
    const area = tree.deskOf(newest.areaId)
    if (chain.length < leastTimes || !area) return []
    const cell = latLngToCell(newest.latitude, newest.longitude, placeResolution)
    return [{ categoryCode: newest.categoryCode, areaId: area.id, cell, chain }]
  })
  return { found, pastDays: returnLookDays, isEnough: true, knowsSeason: false, tests: returns.length }
}
