import { sql } from 'kysely'
import type { Transaction } from '../../platform/db.ts'
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
    const successors = new Map([...(move.replaced ?? []), [fromAreaId, target.areaId]])
    const successorOf = (areaId: string) => successors.get(areaId) ?? areaId
    await tx
      .updateTable('matters')
      .set({
        area_id: target.areaId,
        area_path: target.path,
        holder_area_id: matter.holder_area_id && successorOf(matter.holder_area_id),
        desk_area_id: successorOf(matter.desk_area_id),
      })
      .where('id', '=', matter.id)
      .execute()
    await moveWhatWaits(tx, matter.id, successors)
    const whole = before.get(matter.id)
    if (whole) await writeTallies(tx, matter.id, tallyChanges(whole, { ...whole, areaId: target.areaId }), at)
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

/** Requests that wait for a ruling and cards that wait for an answer follow too, or nobody could rule or answer. */
async function moveWhatWaits(tx: Transaction, matterId: string, successors: ReadonlyMap<string, string>): Promise<void> {
  const olds = [...successors.keys()]
  const pairs = sql`unnest(${olds}::uuid[], ${olds.map((old) => successors.get(old) ?? old)}::uuid[]) as s(old, new)`
  await sql`update requests r set to_area_id = s.new from ${pairs}
    where r.matter_id = ${matterId} and r.ruled_at is null and r.to_area_id = s.old`.execute(tx)
  await sql`update supervision_cards c set to_area_id = s.new from ${pairs}
    where c.matter_id = ${matterId} and c.ended_at is null and c.to_area_id = s.old`.execute(tx)
  await sql`update supervision_cards c set area_id = s.new from ${pairs}
    where c.matter_id = ${matterId} and c.ended_at is null and c.area_id = s.old`.execute(tx)
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
