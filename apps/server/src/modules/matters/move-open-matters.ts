import { isInside, type MoveOpenMatters } from '../areas/index.ts'
import { appendEntry } from './append-entry.ts'

/**
 * Open matters of an area that ends go to the successor they lie in, or to the first; what the area held itself goes to the
 * same one. Closed matters stay with the old area, so that old figures stay true.
 */
export const moveOpenMatters: MoveOpenMatters = async (tx, move, accountId, at) => {
  const open = await tx
    .selectFrom('matters')
    .select(['id', 'longitude', 'latitude', 'holder_area_id', 'desk_area_id'])
    .where('area_id', '=', move.fromAreaId)
    .where('closed_at', 'is', null)
    .forUpdate()
    .execute()
  for (const matter of open) {
    const { longitude, latitude } = matter
    const inside =
      longitude === null || latitude === null
        ? undefined
        : move.to.find((area) => area.geometry !== null && isInside([longitude, latitude], area.geometry))
    const target = inside ?? move.to[0]
    if (!target) continue
    await tx
      .updateTable('matters')
      .set({
        area_id: target.areaId,
        area_path: target.path,
        ...(matter.holder_area_id === move.fromAreaId && { holder_area_id: target.areaId }),
        ...(matter.desk_area_id === move.fromAreaId && { desk_area_id: target.areaId }),
      })
      .where('id', '=', matter.id)
      .execute()
    await appendEntry(
      tx,
      matter.id,
      {
        action: 'area_reorganised',
        accountId,
        hat: { role: 'administrator', areaId: target.areaId, organisationId: null },
        visibility: 'internal',
        content: { reason: move.reason, fromAreaId: move.fromAreaId, toAreaId: target.areaId },
      },
      at,
    )
  }
  return open.length
}
