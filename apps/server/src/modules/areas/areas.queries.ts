import type { AreaChange } from '@linli/contract'
import type { Reader } from '../../platform/db.ts'
import type { AreaGeometry } from './geometry.ts'

/** The boundary in force; nulls when none is drawn. */
export async function findBoundary(db: Reader, areaId: string) {
  const row = await db
    .selectFrom('area_boundaries')
    .select(['geometry', 'source', 'valid_from'])
    .where('area_id', '=', areaId)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  return {
    areaId,
    geometry: (row?.geometry ?? null) as { type: 'Polygon' | 'MultiPolygon'; coordinates: unknown[] } | null,
    source: row?.source ?? null,
    validFrom: row?.valid_from.toISOString() ?? null,
  }
}

/** The boundaries in force of several areas, by area id; those without one are left out. */
export async function findBoundaries(db: Reader, areaIds: readonly string[]) {
  const rows = await db
    .selectFrom('area_boundaries')
    .select(['area_id', 'geometry', 'source'])
    .where('area_id', 'in', [...areaIds])
    .where('valid_to', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.area_id, { geometry: row.geometry as AreaGeometry, source: row.source }]))
}

/** What happened to an area, oldest first, and the areas before and after it. */
export async function findHistory(db: Reader, areaId: string) {
  const [changes, predecessors, successors] = await Promise.all([
    db
      .selectFrom('area_changes')
      .select(['at', 'change', 'reason', 'before', 'after'])
      .where('area_id', '=', areaId)
      .orderBy('at')
      .orderBy('id')
      .execute(),
    db.selectFrom('area_successions').select('predecessor_id').where('successor_id', '=', areaId).execute(),
    db.selectFrom('area_successions').select('successor_id').where('predecessor_id', '=', areaId).execute(),
  ])
  return {
    items: changes.map(
      (row) => ({ at: row.at.toISOString(), change: row.change, reason: row.reason, before: row.before, after: row.after }) as AreaChange,
    ),
    predecessors: predecessors.map((row) => row.predecessor_id),
    successors: successors.map((row) => row.successor_id),
  }
}

/** The geometries of these areas in the order of their ids; areas without one are not in the answer. */
export async function findGeometries(db: Reader, areaIds: readonly string[]): Promise<Map<string, AreaGeometry>> {
  const found = areaIds.length > 0 ? await findBoundaries(db, areaIds) : new Map<string, { geometry: AreaGeometry }>()
  return new Map(areaIds.flatMap((id) => (found.has(id) ? [[id, found.get(id)?.geometry as AreaGeometry] as const] : [])))
}

/** Every code ever used directly below an area. */
export async function findCodesBelow(db: Reader, parentId: string): Promise<string[]> {
  const rows = await db.selectFrom('areas').select('code').where('parent_id', '=', parentId).execute()
  return rows.map((row) => row.code)
}

/** Posts held at some areas now, by area. */
export async function countPostsOf(db: Reader, areaIds: readonly string[], now: Date): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('posts')
    .select((of) => ['area_id', of.fn.countAll<number>().as('count')])
    .where('area_id', 'in', [...areaIds])
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', now)]))
    .groupBy('area_id')
    .execute()
  return new Map(rows.map((row) => [row.area_id ?? '', row.count]))
}

/** Posts held now at an area itself, and in all below it. */
export async function countPostsAt(db: Reader, area: { id: string; path: string }, now: Date): Promise<{ here: number; below: number }> {
  const row = await db
    .selectFrom('posts as p')
    .innerJoin('areas as a', 'a.id', 'p.area_id')
    .select((of) => [
      of.fn.countAll<number>().filterWhere('a.id', '=', area.id).as('here'),
      of.fn.countAll<number>().filterWhere('a.id', '<>', area.id).as('below'),
    ])
    .where('a.path', '>=', area.path)
    .where('a.path', '<', `${area.path.slice(0, -1)}/`)
    .where('p.valid_from', '<=', now)
    .where((where) => where.or([where('p.valid_to', 'is', null), where('p.valid_to', '>', now)]))
    .executeTakeFirstOrThrow()
  return { here: row.here, below: row.below }
}
