import { isOut, judgeSeries, type Judgement, leastSeen, weeksBehind, windows } from './surge.ts'
import { sum } from './sum.ts'
import type { Days, Usual } from './usual.ts'

/** An area that is watched: `parentId` is the next area above that is watched, too. */
export interface WatchedArea {
  id: string
  parentId: string | null
}

/** Counts of a category by area: those that have enough lately to be judged, and the areas above each. */
export interface CategoryCounts {
  code: string
  usual: Usual
  byArea: ReadonlyMap<string, Days>
}

export interface Surge extends Judgement {
  areaId: string
  categoryCode: string
  /** The weeks up to the day looked at, oldest first. */
  weeks: Judgement[]
}

/**
 * How unlikely a count must be. Many areas × categories × windows are looked at each day, and each may err: the number wrongly found in
 * a week is at most 7 × tests × threshold on average, however they hang together. So the whole city has one budget, not each series.
 */
export function thresholdFor({ falseAlarmsPerWeek, series }: { falseAlarmsPerWeek: number; series: number }): number {
  return falseAlarmsPerWeek / (7 * Math.max(1, series) * windows.length)
}

/** The surges of a day. An area is named where at least half of what is too much lies: not the city for one street, nor each street for the city. */
export function findSurges(
  areas: readonly WatchedArea[],
  categories: readonly CategoryCounts[],
  { day, threshold }: { day: number; threshold: number },
): Surge[] {
  return categories.flatMap((category) => {
    const out = new Map<string, Surge>()
    for (const area of areas) {
      const surge = surgeIn(area.id, category, areas, { day, threshold })
      if (surge) out.set(area.id, surge)
    }
    return out.size === 0 ? [] : named(areas, out)
  })
}

function surgeIn(
  areaId: string,
  category: CategoryCounts,
  areas: readonly WatchedArea[],
  { day, threshold }: { day: number; threshold: number },
): Surge | null {
  const series = category.byArea.get(areaId)
  if (!series || lately(series, day) < leastSeen) return null
  const at = { day, cityRate: rateBeside(areaId, category, areas) }
  const out = (judgeSeries(series, category.usual, at) ?? []).filter((each) => isOut(each, threshold))
  const [clearest] = out.toSorted((one, other) => one.chance - other.chance)
  if (!clearest) return null
  return { ...clearest, areaId, categoryCode: category.code, weeks: weeksBehind(series, category.usual, at) }
}

/** Reports of the judged week. */
function lately({ first, counts }: Days, day: number): number {
  let seen = 0
  for (let at = Math.max(first, day - 6); at <= day; at++) seen += counts[at - first] ?? 0
  return seen
}

/** What an area like its neighbours would have a day: its share of what the area above had, at least one report there in half a year. */
function rateBeside(areaId: string, { byArea }: CategoryCounts, areas: readonly WatchedArea[]): number {
  const parentId = areas.find((area) => area.id === areaId)?.parentId ?? null
  const above = byArea.get(parentId ?? areaId)
  const beside = parentId === null ? 1 : areas.filter((area) => area.parentId === parentId).length
  const counts = above?.counts.slice(0, -14) ?? []
  return Math.max(sum(counts), 0.4) / (beside * Math.max(1, counts.length))
}

/** From the top down: an area gives way to the one below that holds at least half of its excess; what lies below a named one is part of it. */
function named(areas: readonly WatchedArea[], out: ReadonlyMap<string, Surge>): Surge[] {
  const found: Surge[] = []
  const childrenOf = Map.groupBy(areas, (area) => area.parentId)
  const walk = (id: string) => {
    const surge = out.get(id)
    const children = childrenOf.get(id) ?? []
    if (!surge) return children.forEach((child) => walk(child.id))
    const isNarrower = children.some((child) => {
      const below = out.get(child.id)
      return below !== undefined && 2 * excessOf(below) >= excessOf(surge)
    })
    if (isNarrower) children.forEach((child) => walk(child.id))
    else found.push(surge)
  }
  for (const top of childrenOf.get(null) ?? []) walk(top.id)
  return found
}

function excessOf({ seen, expected }: Judgement): number {
  return seen - expected
}
