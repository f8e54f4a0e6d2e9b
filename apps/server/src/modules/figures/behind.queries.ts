import type { MatterRow } from '@linli/contract'
import { type RawBuilder, sql } from 'kysely'
import { type Db, queryAfresh } from '../../platform/db.ts'
import { chinaOffsetMinutes } from '../deadlines/index.ts'
import type { Behind } from './behind.ts'
import type { Period } from './period.ts'

/** Which of the matters behind a figure are asked for. */
export interface Narrowed {
  areaPath: string
  period: Period
  categoryCode: string | undefined
  kind: string | undefined
  source: MatterRow['source'] | undefined
  severity: MatterRow['severity'] | undefined
  organisationId: string | undefined
}

/** One thing a figure counts. */
export interface Found {
  counted_id: string
  matter_id: string
  at: Date
  minutes: number | null
  organisation_id: string | null
}

/**
 * One page of what a figure counts, by keyset: newest first, of a time slowest first. `next` is null at the end. What is private
 * counts for nothing and is not found.
 */
export async function findBehind(db: Db, behind: Behind, narrowed: Narrowed, page: Page): Promise<{ found: Found[]; next: string | null }> {
  const rows = await queryAfresh<Found & { key: string }>(db, selectBehind(behind, narrowed, page))
  const found = rows.slice(0, page.limit)
  const last = found.at(-1)
  return { found, next: rows.length > page.limit && last ? `${last.key}.${last.counted_id}` : null }
}

interface Page {
  limit: number
  after: string | undefined
}

/** The statement of a page, and one more to know whether there is another. */
export function selectBehind(behind: Behind, narrowed: Narrowed, { limit, after }: Page): RawBuilder<unknown> {
  const isAssignment = behind.what === 'assignment'
  const id = isAssignment ? sql`assignments.id` : sql`matters.id`
  const key = behind.since ? sql`(${behind.at} - ${behind.since})` : behind.at
  return sql`select ${id} as counted_id, matters.id as matter_id, ${behind.at} as at,
      ${behind.since ? sql`(extract(epoch from ${key}) / 60)::double precision` : sql`null::double precision`} as minutes,
      ${isAssignment ? sql`assignments.organisation_id` : sql`null::uuid`} as organisation_id,
      (extract(epoch from ${key}) * 1000)::bigint::text as key
    from ${tablesOf(behind)} where ${sql.join([...conditionsOf(behind, narrowed), ...beyond(after, key, id, behind)], sql` and `)}
    order by ${key} desc, ${id} desc limit ${sql.lit(limit + 1)}`
}

/** How many there are, by counting them: for what is not kept. */
export async function countBehind(db: Db, behind: Behind, narrowed: Narrowed): Promise<number> {
  const conditions = sql.join(conditionsOf(behind, narrowed), sql` and `)
  const [row] = await queryAfresh<{ count: number }>(
    db,
    sql`select count(*)::integer as count from ${tablesOf(behind)} where ${conditions}`,
  )
  return row?.count ?? 0
}

function tablesOf({ what }: Behind): RawBuilder<unknown> {
  return what === 'assignment' ? sql`assignments join matters on matters.id = assignments.matter_id` : sql`matters`
}

function conditionsOf(behind: Behind, { areaPath, period, ...narrowed }: Narrowed): RawBuilder<unknown>[] {
  const { categoryCode, kind, source, severity, organisationId } = narrowed
  return [
    sql`${behind.at} >= ${startOf(period.from)} and ${behind.at} < ${new Date(startOf(period.to).getTime() + dayMs)}`,
    sql`not matters.private and ${behind.condition}`,
    // A subtree is one range of paths; '/' is the sign after '.'.
    sql`matters.area_path >= ${areaPath} collate "C" and matters.area_path < ${`${areaPath.slice(0, -1)}/`} collate "C"`,
    ...(categoryCode === undefined ? [] : [inCategory(categoryCode)]),
    ...(kind === undefined ? [] : [sql`matters.kind = ${kind}`]),
    ...(source === undefined ? [] : [sql`matters.source = ${source}`]),
    ...(severity === undefined ? [] : [sql`matters.severity = ${severity}`]),
    ...(organisationId === undefined ? [] : [sql`${behind.organisation ?? sql`null::uuid`} = ${organisationId}::uuid`]),
  ]
}

function inCategory(code: string): RawBuilder<unknown> {
  if (code === '') return sql`matters.category_code is null`
  return sql`(matters.category_code = ${code} or starts_with(matters.category_code, ${`${code}-`}))`
}

/** A cursor that is none begins at the beginning. */
function beyond(after: string | undefined, key: RawBuilder<unknown>, id: RawBuilder<unknown>, { since }: Behind): RawBuilder<unknown>[] {
  const match = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after ?? '')
  if (!match) return []
  const from = since ? sql`make_interval(secs => ${Number(match[1]) / 1000})` : sql`${new Date(Number(match[1]))}::timestamptz`
  return [sql`(${key}, ${id}) < (${from}, ${match[2]}::uuid)`]
}

const dayMs = 86_400_000

/** Midnight of the city's own calendar. */
function startOf(day: string): Date {
  return new Date(Date.parse(day) - chinaOffsetMinutes * 60_000)
}
