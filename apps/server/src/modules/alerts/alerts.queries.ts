import type { AlertExplanation, AlertKind, AlertState } from '@linli/contract'
import { type Selectable, sql, type SqlBool } from 'kysely'
import type { Database, Reader } from '../../platform/db.ts'
import { beginOf, dayOfDate } from './city-day.ts'

export type AlertRow = Selectable<Database['alerts']>

export interface Asked {
  /** The caller's areas; what lies in them or below is theirs. */
  areaPaths: readonly string[]
  kind: AlertKind | undefined
  state: AlertState | undefined
  after: string | undefined
  limit: number
}

/** One page, newest first; the cursor is the id of the last one. */
export async function findAlerts(db: Reader, asked: Asked): Promise<{ rows: AlertRow[]; next: string | null }> {
  let query = db
    .selectFrom('alerts')
    .selectAll()
    .where(within(asked.areaPaths))
    .orderBy('id', 'desc')
    .limit(sql.lit(asked.limit + 1))
  if (asked.kind !== undefined) query = query.where('kind', '=', asked.kind)
  if (asked.state !== undefined) query = query.where('state', '=', asked.state)
  if (asked.after !== undefined) query = query.where('id', '<', asked.after)
  const rows = await query.execute()
  const page = rows.slice(0, asked.limit)
  return { rows: page, next: rows.length > asked.limit ? (page.at(-1)?.id ?? null) : null }
}

/** One alert in these areas; undefined elsewhere. */
export function findAlert(db: Reader, alertId: string, areaPaths: readonly string[]): Promise<AlertRow | undefined> {
  return db.selectFrom('alerts').selectAll().where('id', '=', alertId).where(within(areaPaths)).executeTakeFirst()
}

function within(areaPaths: readonly string[]) {
  return areaPaths.length === 0
    ? sql<SqlBool>`false`
    : sql<SqlBool>`(${sql.join(
        areaPaths.map((path) => sql`starts_with(area_path, ${path})`),
        sql` or `,
      )})`
}

export function findLooks(db: Reader) {
  return db.selectFrom('alert_looks').selectAll().orderBy('kind').execute()
}

const mostMatters = 100

/**
 * The ids of the matters behind an alert, newest first, at most a hundred, and how many there are. Of a surge they follow from its area,
 * category and days; none of them is private.
 */
export async function findMattersBehind(db: Reader, alert: AlertRow, codes: readonly string[]): Promise<{ ids: string[]; count: number }> {
  const [from, to] = [beginOf(dayOfDate(alert.counted_from)), beginOf(dayOfDate(alert.counted_to) + 1)]
  const chosen =
    alert.kind === 'surge'
      ? sql`category_code = any(${codes}::text[]) and reported_at >= ${from} and reported_at < ${to} and starts_with(area_path, ${alert.area_path})`
      : sql`id = any(${alert.matter_ids}::uuid[])`
  const { rows } = await sql<{ id: string; count: number }>`
    select id, (count(*) over ())::integer as count from matters
    where ${chosen} and kind = 'event' and not private
    order by reported_at desc, id desc limit ${sql.lit(mostMatters)}`.execute(db)
  return { ids: rows.map(({ id }) => id), count: rows[0]?.count ?? 0 }
}

/** The number of a matter an alert was turned into. */
export async function findNumber(db: Reader, matterId: string): Promise<string | null> {
  const row = await db.selectFrom('matters').select('number').where('id', '=', matterId).executeTakeFirst()
  return row?.number ?? null
}

/** As the column keeps it. */
export function explanationOf(alert: AlertRow): AlertExplanation {
  return alert.explanation as AlertExplanation
}
