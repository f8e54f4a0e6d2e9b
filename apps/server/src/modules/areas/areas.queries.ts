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
