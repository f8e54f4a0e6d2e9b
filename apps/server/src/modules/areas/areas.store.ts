import type { AreaChange, CoordinateSystem } from '@linli/contract'
import { sql } from 'kysely'
import type { Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import type { AreaGeometry } from './geometry.ts'

export interface NewArea {
  id: string
  code: string
  name: string
  level: string
  parentId: string | null
  areaClass?: string
}

export interface AreaChangeRecord {
  areaId: string
  change: AreaChange['change']
  reason: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  accountId: string | null
}

/** Adds an area below its parent, which is locked meanwhile for the child's number. Returns its path. */
export async function insertArea(tx: Transaction, area: NewArea, at: Date): Promise<string> {
  const path = area.parentId === null ? await nextTopPath(tx) : await nextPathBelow(tx, area.parentId)
  await tx
    .insertInto('areas')
    .values({
      id: area.id,
      code: area.code,
      name: area.name,
      level: area.level,
      parent_id: area.parentId,
      path,
      area_class: area.areaClass ?? 'town',
      valid_from: at,
    })
    .execute()
  return path
}

async function nextPathBelow(tx: Transaction, parentId: string): Promise<string> {
  const parent = await tx
    .updateTable('areas')
    .set((set) => ({ children_made: set('children_made', '+', 1) }))
    .where('id', '=', parentId)
    .where('valid_to', 'is', null)
    .returning(['path', 'children_made'])
    .executeTakeFirst()
  if (!parent) throw new LinliError('not_found')
  return `${parent.path}${parent.children_made}.`
}

async function nextTopPath(tx: Transaction): Promise<string> {
  const tops = await tx
    .selectFrom('areas')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('parent_id', 'is', null)
    .executeTakeFirstOrThrow()
  return `${tops.count + 1}.`
}

/** Changes an area that still has the version the caller saw. Throws `area_changed` otherwise. */
export async function updateArea(
  tx: Transaction,
  areaId: string,
  version: number,
  set: { name?: string; area_class?: string; code?: string; valid_to?: Date },
): Promise<void> {
  if (Math.abs(version) > greatestInteger) throw new LinliError('area_changed')
  const done = await tx
    .updateTable('areas')
    .set({ ...set, version: version + 1 })
    .where('id', '=', areaId)
    .where('version', '=', version)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  if (Number(done.numUpdatedRows) !== 1) throw new LinliError('area_changed')
}

/** One less than PostgreSQL's `integer` holds, so that the next version fits too. */
const greatestInteger = 2_147_483_646

/** Gives an area a new boundary; the one before is kept with its time. */
export async function setBoundary(
  tx: Transaction,
  areaId: string,
  boundary: { geometry: AreaGeometry; source: string; givenIn: CoordinateSystem },
  at: Date,
): Promise<void> {
  await endBoundary(tx, areaId, at)
  await tx
    .insertInto('area_boundaries')
    .values({
      area_id: areaId,
      valid_from: at,
      geometry: JSON.stringify(boundary.geometry),
      source: boundary.source,
      given_in: boundary.givenIn,
    })
    .execute()
}

/** The area's boundary no longer counts from now on. */
export async function endBoundary(tx: Transaction, areaId: string, at: Date): Promise<void> {
  await tx.updateTable('area_boundaries').set({ valid_to: at }).where('area_id', '=', areaId).where('valid_to', 'is', null).execute()
}

/** Writes down what happened to an area. */
export async function recordChange(tx: Transaction, record: AreaChangeRecord, at: Date): Promise<void> {
  await tx
    .insertInto('area_changes')
    .values({
      id: randomIds.next(at),
      area_id: record.areaId,
      at,
      change: record.change,
      reason: record.reason,
      before: jsonOrNull(record.before),
      after: jsonOrNull(record.after),
      account_id: record.accountId,
    })
    .execute()
}

export async function recordSuccession(tx: Transaction, predecessorId: string, successorId: string, at: Date): Promise<void> {
  await tx.insertInto('area_successions').values({ predecessor_id: predecessorId, successor_id: successorId, at }).execute()
}

/** Posts at an area that ends pass to its successor. Returns how many. */
export async function movePosts(tx: Transaction, fromAreaId: string, toAreaId: string, at: Date): Promise<number> {
  const current = await tx
    .updateTable('posts')
    .set({ valid_to: at })
    .where('area_id', '=', fromAreaId)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', at)]))
    .returning(['account_id', 'role', 'paired_post_id'])
    .execute()
  for (const post of current)
    await tx
      .insertInto('posts')
      .values({
        id: randomIds.next(at),
        account_id: post.account_id,
        role: post.role,
        area_id: toAreaId,
        valid_from: at,
        paired_post_id: post.paired_post_id,
      })
      .execute()
  return current.length
}

/** One writer of the tree at a time, so that two splits or imports cannot interleave. Held until the transaction ends. */
export async function lockTree(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(current_schema()), 1)`.execute(tx)
}

function jsonOrNull(value: Record<string, unknown> | null): string | null {
  return value === null ? null : JSON.stringify(value)
}

/** Gives levels their names; which levels there are is fixed when a city is made. */
export async function renameLevels(tx: Transaction, levels: readonly { code: string; nameZh: string; nameEn: string }[]): Promise<void> {
  for (const level of levels)
    await tx.updateTable('levels').set({ name_zh: level.nameZh, name_en: level.nameEn }).where('code', '=', level.code).execute()
}
