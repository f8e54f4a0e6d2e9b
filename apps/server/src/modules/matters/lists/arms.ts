import { type RawBuilder, sql } from 'kysely'
import type { Sight } from '../matter.policy.ts'
import type { ListFilter } from './conditions.ts'
import type { SearchReading } from './search.ts'
import { isOfOthers, type ListWorld } from './views.ts'
import { followedBy, worksOn } from './whose.ts'

/** One way in which an actor sees matters. What a sight reaches is the union of its arms: the SQL of `maySee`. */
export interface Arm {
  /** So few areas that each is read by itself, which keeps the order of the list. Null: as the conditions say. */
  places: readonly string[] | null
  conditions: readonly RawBuilder<unknown>[]
}

/** Of more areas than these most are as quickly read from the list of all: their share of it is large. */
const mostPlaces = 40

/** Every arm of a sight, for each thing a search may mean. */
export function armsOf(
  sight: Sight,
  filter: Pick<ListFilter, 'areaPath' | 'view'> & { readings: readonly SearchReading[] | null },
  world: Pick<ListWorld, 'areas'>,
): Arm[] {
  const readings: readonly (SearchReading | null)[] = filter.readings ?? [null]
  return readings.flatMap((reading) => {
    const within = narrower(filter.areaPath ?? '', reading?.areaPath ?? '')
    if (within === null) return []
    const byPlace = areaArms(sight, reading, within, { areas: world.areas, merged: !isOfOthers(filter.view) && !reading?.isRare })
    const otherwise = reading?.isOfDesk ? [] : personalArms(sight, reading !== null)
    const below = within === '' ? [] : [inArea(within)]
    return [...byPlace, ...otherwise.map((condition): Arm => ({ places: null, conditions: [condition, ...below] }))].map((arm) => ({
      ...arm,
      conditions: [...arm.conditions, ...(reading?.conditions ?? [])],
    }))
  })
}

/** An arm as one condition, where nothing has an order to keep. */
export function asCondition({ places, conditions }: Arm): RawBuilder<unknown> {
  const there = places === null ? [] : [sql`matters.area_path = any(${places}::text[])`]
  return sql`(${sql.join([...there, ...conditions, sql`true`], sql` and `)})`
}

function areaArms(
  sight: Sight,
  reading: SearchReading | null,
  within: string,
  { areas, merged }: Pick<ListWorld, 'areas'> & { merged: boolean },
): Arm[] {
  const arms: Arm[] = []
  for (const path of outermost(reading?.isOfDesk ? sight.deskPaths : sight.areaPaths)) {
    const seen = narrower(path, within)
    if (seen === null) continue
    const places = areas.pathsBelow(seen)
    const notPrivate = sql`not matters.private`
    if (merged && places.length <= mostPlaces) arms.push({ places, conditions: [notPrivate] })
    else arms.push({ places: null, conditions: [inArea(seen), notPrivate] })
  }
  if (sight.deskAreaIds.length > 0)
    arms.push({
      places: null,
      conditions: [
        sql`matters.private and matters.desk_area_id = any(${sight.deskAreaIds}::uuid[])`,
        ...(within === '' ? [] : [inArea(within)]),
      ],
    })
  return arms
}

/** What somebody sees otherwise than by a place. Who only follows reads nothing that was said, so a search finds nothing by it. */
function personalArms(sight: Sight, isSearch: boolean): RawBuilder<unknown>[] {
  const isFollower = sight.receiptMatterId !== null && !sight.followerIds.includes(sight.receiptMatterId)
  return [
    ...(sight.organisationIds.length > 0 ? [worksOn(sight.organisationIds)] : []),
    ...(sight.accountId === null ? [] : [sql`matters.reporter_account_id = ${sight.accountId}::uuid`]),
    ...(sight.receiptMatterId === null || (isSearch && isFollower) ? [] : [sql`matters.id = ${sight.receiptMatterId}::uuid`]),
    ...(sight.followerIds.length === 0 || isSearch ? [] : [followedBy(sight.followerIds)]),
  ]
}

/** A subtree is one range of the path's index; '/' is the sign after '.'. */
function inArea(path: string): RawBuilder<unknown> {
  return sql`matters.area_path >= ${path} collate "C" and matters.area_path < ${`${path.slice(0, -1)}/`} collate "C"`
}

/** The smaller of two areas of which one lies in the other; null when they have nothing in common. */
function narrower(one: string, other: string): string | null {
  if (one.startsWith(other)) return one
  return other.startsWith(one) ? other : null
}

/** Without those that lie in another of them. */
function outermost(paths: readonly string[]): string[] {
  return [...new Set(paths)].filter((path, _, all) => !all.some((other) => other !== path && path.startsWith(other)))
}
