import type { AlertKind } from '@linli/contract'
import { sql } from 'kysely'
import type { Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import type { TreeArea } from '../areas/index.ts'
import type { NoticeEvent } from '../notices/index.ts'
import { dateOf } from './city-day.ts'
import type { Found } from './found.ts'
import type { Look } from './look-for-surges.ts'

/** An alert that was not found for so many days is over; what is found after that is another one. What came back is known for as long as it can. */
const quietDays: Record<AlertKind, number> = { surge: 7, hot_spot: 14, repeat: 2 * 365 }

/** True when this process may look now; false when another one is looking. Held until the transaction ends. */
export async function takeLook(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtext(current_schema() || ' alerts')) as taken`.execute(tx)
  return rows[0]?.taken ?? false
}

/** What is known and was found lately, so that what goes on is found again and not anew. */
export async function findKnown(tx: Transaction, kind: AlertKind, day: number): Promise<KnownAlert[]> {
  const rows = await tx
    .selectFrom('alerts')
    .select(['id', 'area_id', 'area_path', 'category_code', 'cell', 'matter_ids'])
    .where('last_found', '>=', dateOf(day - quietDays[kind]))
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    areaId: row.area_id,
    areaPath: row.area_path,
    categoryCode: row.category_code,
    cell: row.cell,
    matterIds: row.matter_ids,
  }))
}

export interface KnownAlert {
  id: string
  areaId: string
  areaPath: string
  categoryCode: string
  cell: string
  matterIds: string[]
}

/** Keeps what has just been found for the first time, and tells the desk of its area, in one transaction. */
export async function insertAlert(tx: Transaction, found: Found, area: Pick<TreeArea, 'id' | 'path'>, now: Date): Promise<KnownAlert> {
  const id = randomIds.next(now)
  await tx
    .insertInto('alerts')
    .values({
      id,
      kind: found.kind,
      area_id: area.id,
      area_path: area.path,
      category_code: found.categoryCode,
      cell: found.cell,
      state: 'open',
      since: dateOf(found.from),
      last_found: dateOf(found.to),
      ...countedOf(found),
      found_at: now,
    })
    .execute()
  await tellDesk(tx, found, id, now)
  return { ...found, id, areaPath: area.path }
}

/** What is still going on: the newest count, not another alert. Where a part or the whole of it is found, only the day moves. */
export async function updateAlert(tx: Transaction, known: KnownAlert, found: Found): Promise<void> {
  const isSame = known.areaId === found.areaId
  await tx
    .updateTable('alerts')
    .set({ last_found: dateOf(found.to), ...(isSame && countedOf(found)) })
    .where('id', '=', known.id)
    // The night looks at yesterday, the hours before it have looked at today.
    .where('last_found', '<=', dateOf(found.to))
    .execute()
}

function countedOf(found: Found) {
  return {
    counted_from: dateOf(found.from),
    counted_to: dateOf(found.to),
    seen: found.seen,
    expected: found.expected,
    chance: found.chance,
    explanation: JSON.stringify(found.explanation),
    matter_ids: found.matterIds,
  }
}

async function tellDesk(tx: Transaction, found: Found, alertId: string, now: Date): Promise<void> {
  const event: NoticeEvent = `${found.kind}_found`
  // Less than one is no number to tell.
  const expected = Math.round(found.expected ?? 0)
  await tx
    .insertInto('notices')
    .values({
      id: randomIds.next(now),
      at: now,
      event,
      area_id: found.areaId,
      facts: JSON.stringify({ alertId, categoryCode: found.categoryCode, count: found.seen, ...(expected > 0 && { expected }) }),
      urgent: false,
    })
    .execute()
}

/** Keeps how the last look of a kind went. */
export async function keepLook(
  tx: Transaction,
  kind: AlertKind,
  look: Look<unknown>,
  { day, now }: { day: number; now: Date },
): Promise<void> {
  const kept = {
    at: now,
    day: dateOf(day),
    past_days: look.pastDays,
    is_enough: look.isEnough,
    knows_season: look.knowsSeason,
    tests: look.tests,
  }
  await tx
    .insertInto('alert_looks')
    .values({ kind, ...kept })
    .onConflict((conflict) => conflict.column('kind').doUpdateSet(kept))
    .execute()
}
