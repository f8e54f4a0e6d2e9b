import type { ListFilters, SavedView } from '@linli/contract'
import { sql } from 'kysely'
import type { Reader, Transaction } from '../../platform/db.ts'

/** The views of an account in its order. */
export async function findSavedViews(db: Reader, accountId: string): Promise<SavedView[]> {
  const rows = await db
    .selectFrom('saved_views')
    .select(['id', 'name', 'filters'])
    .where('account_id', '=', accountId)
    .orderBy('place')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(presentView)
}

/** Holds the account's views still until the transaction ends, so that two additions at once do not pass the limit. */
export async function lockSavedViews(tx: Transaction, accountId: string): Promise<SavedView[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`saved views of ${accountId}`}, 0))`.execute(tx)
  return findSavedViews(tx, accountId)
}

export async function insertSavedView(
  tx: Transaction,
  view: { id: string; accountId: string; name: string; filters: ListFilters; place: number; at: Date },
): Promise<void> {
  await tx
    .insertInto('saved_views')
    .values({
      id: view.id,
      account_id: view.accountId,
      name: view.name,
      filters: JSON.stringify(view.filters),
      place: view.place,
      created_at: view.at,
    })
    .execute()
}

/** Null when the account has no such view. Throws a unique violation when another of its views has the name. */
export async function updateSavedView(
  tx: Transaction,
  { id, accountId, name, filters }: { id: string; accountId: string; name?: string | undefined; filters?: ListFilters | undefined },
): Promise<SavedView | null> {
  const row = await tx
    .updateTable('saved_views')
    .set({
      name: sql<string>`coalesce(${name ?? null}, name)`,
      filters: sql<string>`coalesce(${filters === undefined ? null : JSON.stringify(filters)}::jsonb, filters)`,
    })
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .returning(['id', 'name', 'filters'])
    .executeTakeFirst()
  return row ? presentView(row) : null
}

/** Puts the named views in this order and the others behind them; views of others are passed over. */
export async function orderSavedViews(tx: Transaction, accountId: string, viewIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('saved_views')
    .set({ place: sql<number>`coalesce(array_position(${viewIds}::uuid[], id), ${viewIds.length} + place)` })
    .where('account_id', '=', accountId)
    .execute()
}

/** False when the account has no such view. */
export async function deleteSavedView(tx: Transaction, accountId: string, id: string): Promise<boolean> {
  const done = await tx.deleteFrom('saved_views').where('id', '=', id).where('account_id', '=', accountId).executeTakeFirst()
  return done.numDeletedRows > 0n
}

function presentView(row: { id: string; name: string; filters: unknown }): SavedView {
  return { id: row.id, name: row.name, filters: row.filters as ListFilters }
}
