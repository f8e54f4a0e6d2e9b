import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** What a desk has decided a text to be. */
export interface Accepted {
  id: string
  text: string
  code: string
}

const pageSize = 500

/** The newest accepted matters of the city, newest first, `most` of them, read a page at a time. */
export async function* newestAccepted(db: Reader, most: number): AsyncGenerator<Accepted> {
  let before: { at: string; id: string } | null = null
  let given = 0
  while (given < most) {
    let query = db
      .selectFrom('matters')
      .select(['id', 'text', 'category_code', sql<string>`reported_at::text`.as('at')])
      .where('kind', '=', 'event')
      .where('accepted_at', 'is not', null)
      .where('category_code', 'is not', null)
      .orderBy('reported_at', 'desc')
      .orderBy('id', 'desc')
      .limit(sql.lit(Math.min(pageSize, most - given)))
    if (before) query = query.where(sql<boolean>`(reported_at, id) < (${before.at}::timestamptz, ${before.id}::uuid)`)
    const rows = await query.execute()
    for (const row of rows) yield { id: row.id, text: row.text, code: row.category_code ?? '' }
    const last = rows.at(-1)
    if (!last) return
    before = { at: last.at, id: last.id }
    given += rows.length
  }
}

/** These matters as they are now. Those without a category, and what is no event, are left out. */
export async function findAccepted(db: Reader, ids: readonly string[]): Promise<Accepted[]> {
  const rows = await db
    .selectFrom('matters')
    .select(['id', 'text', 'category_code'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('kind', '=', 'event')
    .where('category_code', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ id: row.id, text: row.text, code: row.category_code ?? '' }))
}
