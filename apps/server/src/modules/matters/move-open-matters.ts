import { type FindMovingMatters, type MoveOpenMatters, targetOf } from '../areas/index.ts'
import { appendEntry } from './append-entry.ts'
import { maySee, sightOf } from './matter.policy.ts'
import { loadMattersWithin } from './matter.load.ts'
import { visibilityOf } from './matter.queries.ts'
import { tallyChanges } from './tally.ts'
import { writeTallies } from './tally.store.ts'

/**
 * Open matters of areas that end or whose boundary changes go where their place now is; what the old area held itself goes to the
 * same one. Closed matters stay with the old area, so that old figures stay true.
 */
export const moveOpenMatters: MoveOpenMatters = async (tx, move, accountId, at) => {
  const open = await tx
    .selectFrom('matters')
    .select(['id', 'area_id', 'longitude', 'latitude', 'holder_area_id', 'desk_area_id'])
    .where('area_id', 'in', [...move.fromAreaIds])
    .where('closed_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  const before = new Map(
    (
      await loadMattersWithin(
        tx,
        open.map(({ id }) => id),
        at,
      )
    ).map((matter) => [matter.id, matter]),
  )
  let moved = 0
  for (const matter of open) {
    const fromAreaId = matter.area_id
    const target = targetOf(move, { ...matter, areaId: fromAreaId })
    if (!target) continue
    moved += 1
    await tx
      .updateTable('matters')
      .set({
        area_id: target.areaId,
        area_path: target.path,
        ...(matter.holder_area_id === fromAreaId && { holder_area_id: target.areaId }),
        ...(matter.desk_area_id === fromAreaId && { desk_area_id: target.areaId }),
      })
      .where('id', '=', matter.id)
      .execute()
    const whole = before.get(matter.id)
    if (whole) await writeTallies(tx, matter.id, tallyChanges(whole, { ...whole, areaId: target.areaId, areaPath: target.path }), at)
    await appendEntry(
      tx,
      matter.id,
      {
        action: 'area_reorganised',
        accountId,
        hat: { role: 'administrator', areaId: target.areaId, organisationId: null },
        visibility: 'internal',
        content: { reason: move.reason, fromAreaId, toAreaId: target.areaId },
      },
      at,
    )
  }
  return moved
}

/** Which matters `moveOpenMatters` would move, and whether whoever asks may see them. */
export const findMovingMatters: FindMovingMatters = async (db, actor, move) => {
  const open = await db
    .selectFrom('matters')
    .select([
      'id',
      'number',
      'area_id',
      'longitude',
      'latitude',
      'area_path',
      'organisation_ids',
      'reporter_account_id',
      'follower_ids',
      'desk_area_id',
      'private',
    ])
    .where('area_id', 'in', [...move.fromAreaIds])
    .where('closed_at', 'is', null)
    .orderBy('reported_at', 'desc')
    .execute()
  const sight = sightOf(actor)
  return open.flatMap((matter) => {
    const target = targetOf(move, { ...matter, areaId: matter.area_id })
    if (!target) return []
    const { id, number, longitude } = matter
    const isSeen = actor.permissions.has('matters.list') && maySee(sight, visibilityOf(matter))
    return [{ id, number, fromAreaId: matter.area_id, toAreaId: target.areaId, isSeen, hasPlace: longitude !== null }]
  })
}
