import type { MatterSort } from '@linli/contract'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import { type Database, type Db, queryAfresh, type Reader } from '../../../platform/db.ts'
import type { Actor } from '../../access/index.ts'
import { sightOf } from '../matter.policy.ts'
import { type Arm, armsOf, asCondition } from './arms.ts'
import { conditionsOf, type ListFilter } from './conditions.ts'
import type { SearchReading } from './search.ts'
import { isOfOpen, type ListWorld } from './views.ts'

const columns = [
  'id',
  'number',
  'kind',
  'state',
  'version',
  'text',
  'address',
  'category_code',
  'severity',
  'source',
  'area_id',
  'holder_area_id',
  'holder_organisation_id',
  'reported_at',
  'promised_at',
  'due_at',
  'yellow_at',
  'rework_count',
  'closed_at',
  'card_level',
  'supporter_count',
  'area_path',
  'organisation_ids',
  'reporter_account_id',
  'follower_ids',
  'desk_area_id',
  'private',
] as const

export type ListedMatter = Pick<Selectable<Database['matters']>, (typeof columns)[number]>

/** The rows of a list by id, wherever they stand. */
export async function findRows(db: Reader, ids: readonly string[]): Promise<Map<string, ListedMatter>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('matters')
    .select(columns)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

export interface ListQuery extends ListFilter {
  sort?: MatterSort | undefined
  limit: number
  after?: string | undefined
  /** What a search may mean; a matter is found by any of them. Null without a search. */
  readings: readonly SearchReading[] | null
}

/**
 * One page of the matters an actor may see, by keyset: a page deep in the list costs what the first does. `next` is null at
 * the end. Each way in which something is seen (arms.ts) is read in the order of the list from an index of its own, and only
 * so far as the page needs.
 */
export async function findMatters(
  db: Db,
  actor: Actor,
  query: ListQuery,
  world: ListWorld,
): Promise<{ rows: ListedMatter[]; next: string | null }> {
  const order = orders[query.sort === 'due' && !isOfOpen(query.view) ? 'newest' : (query.sort ?? 'newest')]
  const arms = armsOf(sightOf(actor), query, world)
  if (arms.length === 0) return { rows: [], next: null }
  const conditions = [...conditionsOf(query, actor, world.now), ...cursorCondition(order, query.after)]
  const limit = sql.lit(query.limit + 1)
  const ends = sql.join(
    arms.map((arm) => sql`(${readArm(arm, order, conditions, limit)})`),
    sql` union `,
  )
  const selected = sql.join(columns.map((column) => sql.ref(`matters.${column}`)))
  const direction = sql.raw(order.direction)
  const rows = await queryAfresh<ListedMatter>(
    db,
    sql`select ${selected} from (select id, key from (${ends}) as seen order by key ${direction}, id ${direction} limit ${limit}) as page
    join matters on matters.id = page.id order by page.key ${direction}, page.id ${direction}`,
  )
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > query.limit && last ? order.cursorOf(last) : null }
}

/** How many matters of a list there are, each once however many ways lead to it. */
export async function countFound(db: Db, actor: Actor, query: Omit<ListQuery, 'limit' | 'after'>, world: ListWorld): Promise<number> {
  const arms = armsOf(sightOf(actor), query, world)
  if (arms.length === 0) return 0
  const conditions = conditionsOf(query, actor, world.now)
  const seen = sql.join(
    arms.map((arm) => sql`select matters.id from matters where ${sql.join([asCondition(arm), ...conditions], sql` and `)}`),
    sql` union `,
  )
  const [row] = await queryAfresh<{ count: number }>(db, sql`select count(*) as count from (${seen}) as seen`)
  return row?.count ?? 0
}

function readArm(arm: Arm, order: Order, conditions: readonly RawBuilder<unknown>[], limit: RawBuilder<unknown>): RawBuilder<unknown> {
  const direction = sql.raw(order.direction)
  const read = (more: readonly RawBuilder<unknown>[]) =>
    sql`select matters.id, ${order.key} as key from matters where ${sql.join([...more, ...arm.conditions, ...conditions], sql` and `)}
    order by ${order.key} ${direction}, matters.id ${direction} limit ${limit}`
  if (arm.places === null) return read([])
  return sql`select one.id, one.key from unnest(${arm.places}::text[]) as place (path)
    cross join lateral (${read([sql`matters.area_path = place.path collate "C"`])}) as one`
}

interface Order {
  /** What the list is ordered by before the id; never null. */
  key: RawBuilder<unknown>
  direction: 'asc' | 'desc'
  cursorOf(row: ListedMatter): string
}

const reported = { key: sql`matters.reported_at`, cursorOf: (row: ListedMatter) => `${row.reported_at.getTime()}.${row.id}` }

const orders: Record<MatterSort, Order> = {
  newest: { ...reported, direction: 'desc' },
  oldest: { ...reported, direction: 'asc' },
  due: {
    key: sql`coalesce(matters.due_at, 'infinity'::timestamptz)`,
    direction: 'asc',
    cursorOf: (row) => `${row.due_at?.getTime() ?? 'never'}.${row.id}`,
  },
}

/** A cursor that is none begins at the beginning. */
function cursorCondition(order: Order, after: string | undefined): RawBuilder<unknown>[] {
  const match = /^(\d{1,15}|never)\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after ?? '')
  if (!match) return []
  const at = match[1] === 'never' ? 'infinity' : new Date(Number(match[1])).toISOString()
  const beyond = sql.raw(order.direction === 'asc' ? '>' : '<')
  return [sql`(${order.key}, matters.id) ${beyond} (${at}::timestamptz, ${match[2]}::uuid)`]
}
