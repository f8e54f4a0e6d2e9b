import type { Reader, Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import type { AreaTree, TreeArea } from './area-tree.ts'
import { findGeometries } from './areas.queries.ts'
import { endBoundary, insertArea, movePosts, recordChange, recordSuccession, setBoundary, updateArea } from './areas.store.ts'
import { joined, placeWithin, rounded, widerThan, without } from './boundary-overlay.ts'
import { type AreaGeometry, isInside } from './geometry.ts'
import type { MoveOpenMatters } from './matter-moves.ts'
import type { Reorganisation } from './reorganise.ts'

/** All that is below an area is written in one transaction, which a street or a district stays well below. */
const mostBelow = 2000

/** Everything in use below an area, parents before children. Throws `too_many_below` beyond 2,000. */
export function allBelow(tree: AreaTree, areaId: string): TreeArea[] {
  const found: TreeArea[] = []
  const queue = [...tree.childrenOf(areaId)]
  for (let next = queue.shift(); next; next = queue.shift()) {
    found.push(next)
    if (found.length > mostBelow) throw new LinliError('too_many_below', { facts: { most: mostBelow } })
    queue.push(...tree.childrenOf(next.id))
  }
  return found
}

/** In which part each child lies, by a place inside it; one without a boundary goes to the first. */
export function partsOfChildren(
  childIds: readonly string[],
  geometries: ReadonlyMap<string, AreaGeometry>,
  parts: readonly (AreaGeometry | null)[],
): Map<string, number> {
  return new Map(
    childIds.map((id) => {
      const geometry = geometries.get(id)
      const place = geometry && placeWithin(geometry)
      const part = place ? parts.findIndex((one) => one !== null && isInside(place, one)) : 0
      return [id, Math.max(part, 0)]
    }),
  )
}

/** Narrower than this, what lies between children is a border not quite closed and belongs to nobody. */
const narrowestM = 3

/** The parts with their border moved along the children's: no child lies on both sides of it. */
export function fitToChildren(
  parts: readonly (AreaGeometry | null)[],
  geometries: ReadonlyMap<string, AreaGeometry>,
  partOf: ReadonlyMap<string, number>,
): (AreaGeometry | null)[] {
  return parts.map((part, index) => {
    if (part === null) return null
    if (geometries.size === 0) return part
    let fitted: AreaGeometry | null = part
    for (const geometry of geometries.values()) fitted = fitted && without(fitted, geometry)
    fitted &&= widerThan(fitted, narrowestM)
    for (const [id, geometry] of geometries) if (partOf.get(id) === index) fitted = fitted ? joined(fitted, geometry) : geometry
    return fitted && rounded(fitted)
  })
}

/**
 * What is below an area that ends goes on below its successor: each child ends and begins anew there under its own code and name,
 * with its boundary, posts and open matters, and so do its children. Closed matters and old figures keep the old areas (decision 0007).
 */
export async function carryChildren(
  tx: Transaction,
  from: { areaId: string; onlyIds?: readonly string[] },
  toAreaId: string,
  moveOpenMatters: MoveOpenMatters,
  by: Reorganisation,
  above: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const replaced = new Map([...above, [from.areaId, toAreaId]])
  const children = (await findChildren(tx, from.areaId)).filter((child) => from.onlyIds?.includes(child.id) ?? true)
  const geometries = await findGeometries(
    tx,
    children.map((child) => child.id),
  )
  for (const child of children) {
    const { at, accountId, reason } = by
    const names = { code: child.code, name: child.name }
    await updateArea(tx, child.id, child.version, { valid_to: at })
    await endBoundary(tx, child.id, at)
    const id = randomIds.next(at)
    const path = await insertArea(tx, { id, ...names, level: child.level, parentId: toAreaId, areaClass: child.area_class }, at)
    const geometry = geometries.get(child.id)
    if (geometry) await setBoundary(tx, id, { geometry, source: reason, givenIn: 'wgs84' }, at)
    const change = { change: 'moved' as const, reason, before: names, after: names, accountId }
    await recordChange(tx, { ...change, areaId: child.id }, at)
    await recordChange(tx, { ...change, areaId: id }, at)
    await recordSuccession(tx, child.id, id, at)
    await movePosts(tx, child.id, id, at)
    const to = [{ areaId: id, path, geometry: null }]
    await moveOpenMatters(tx, { fromAreaIds: [child.id], to, elsewhere: 'first', replaced, reason }, accountId, at)
    await carryChildren(tx, { areaId: child.id }, id, moveOpenMatters, by, replaced)
  }
}

/** As the database has them: what another process added a moment ago must not be left below an area that ended. */
export function findChildren(db: Reader, areaId: string) {
  return db
    .selectFrom('areas')
    .select(['id', 'code', 'name', 'level', 'area_class', 'version'])
    .where('parent_id', '=', areaId)
    .where('valid_to', 'is', null)
    .orderBy('path')
    .execute()
}
