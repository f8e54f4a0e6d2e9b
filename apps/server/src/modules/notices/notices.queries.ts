import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database, Reader } from '../../platform/db.ts'
import type { FeedCursor } from '../../platform/feed-cursor.ts'
import type { Actor } from '../access/index.ts'
import type { Addressee } from './notice-events.ts'

/** Beyond this the unread count is told as "99 and more". */
const countedUpTo = 100

/** Who of those in post is told: at an area clerks and grid workers, at an organisation dispatchers and handlers. */
export const toldAtAreas = ['desk_clerk', 'grid_worker'] as const
export const toldAtOrganisations = ['dispatcher', 'handler'] as const

/** A notice with what its words are made of. */
export interface NoticeRow extends Addressee {
  id: string
  at: Date
  urgent: boolean
  matterId: string | null
  matterNumber: string | null
  category: { nameZh: string; nameEn: string } | null
  facts: Record<string, unknown>
}

/** One page of an inbox, newest first, from below `after`. */
export async function findInbox(db: Reader, actor: Actor, page: { after: string | null; limit: number }): Promise<NoticeRow[]> {
  let query = noticesWithWords(db)
    .where((where) => addressedTo(where as unknown as NoticeExpression, actor))
    .orderBy('n.id', 'desc')
    .limit(sql.lit(page.limit))
  if (page.after !== null) query = query.where('n.id', '<', page.after)
  return (await query.execute()).map(noticeOf)
}

/** These notices, in order of id. */
export async function findNotices(db: Reader, ids: readonly string[]): Promise<NoticeRow[]> {
  if (ids.length === 0) return []
  return (
    await noticesWithWords(db)
      .where('n.id', 'in', [...ids])
      .orderBy('n.id')
      .execute()
  ).map(noticeOf)
}

/** How many notices this actor has not read, counted up to 100. */
export async function countUnread(db: Reader, actor: Actor): Promise<number> {
  if (actor.accountId === null) return 0
  const readUpTo = await findReadUpTo(db, actor.accountId)
  const { count } = await db
    .selectFrom((from) =>
      from
        .selectFrom('notices as n')
        .select(sql.lit(1).as('one'))
        .where((where) => addressedTo(where as unknown as NoticeExpression, actor))
        .where('n.id', '>', readUpTo)
        .limit(sql.lit(countedUpTo))
        .as('found'),
    )
    .select((of) => of.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

const beforeAll = '00000000-0000-0000-0000-000000000000'

export async function findReadUpTo(db: Reader, accountId: string): Promise<string> {
  const row = await db.selectFrom('notice_readings').select('up_to').where('account_id', '=', accountId).executeTakeFirst()
  return row?.up_to ?? beforeAll
}

/** To whom a new notice is addressed, without its words. */
export interface NewNoticeRow extends Addressee {
  transaction: number
  id: string
  at: Date
  urgent: boolean
  matterId: string | null
}

export interface NewNotices {
  notices: NewNoticeRow[]
  /** Below this no transaction is open any more, as of this reading. */
  horizon: number
  /** False when there may be more. */
  complete: boolean
}

const most = 500

/** What was committed and not yet read, in order of transaction; always whole transactions. */
export async function readNewNotices(db: Reader, cursor: FeedCursor): Promise<NewNotices> {
  const { rows } = await sql<NewRow>`
    select h.horizon, n.transaction_id, n.id, n.at, n.event, n.urgent, n.matter_id, n.account_id, n.area_id, n.organisation_id, n.to_contact, l.has_desk,
      case when n.to_followers then m.follower_ids end as follower_ids
    from (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon) h
    left join lateral (
      select * from notices where transaction_id >= ${cursor.horizon}::bigint and transaction_id <> all (${[...cursor.read]}::bigint[])
      order by transaction_id fetch first (${most}::integer) rows with ties
    ) n on true
    left join matters m on n.to_followers and m.id = n.matter_id
    left join areas a on a.id = n.area_id left join levels l on l.code = a.level
    order by n.transaction_id, n.id`.execute(db)
  const horizon = rows[0]?.horizon ?? cursor.horizon
  const notices = rows.flatMap((row) => (row.id === null ? [] : [newNoticeOf({ ...row, id: row.id })]))
  const complete = notices.length < most
  const last = notices.at(-1)?.transaction ?? horizon
  return { notices, horizon: complete ? horizon : Math.min(horizon, last + 1), complete }
}

/** Where the notices end now: a new reader begins here. */
export async function readNoticeEnd(db: Reader): Promise<FeedCursor> {
  const { rows } = await sql<{ horizon: number; read: number[] | null }>`
    select h.horizon, (select array_agg(distinct n.transaction_id) from notices n where n.transaction_id >= h.horizon) as read
    from (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon) h`.execute(db)
  return { horizon: rows[0]?.horizon ?? 0, read: new Set((rows[0]?.read ?? []).map(Number)) }
}

/** Whether a notice is in this actor's inbox; the same rule as `addressedTo` in SQL. */
export function concerns(notice: Addressee, actor: Actor): boolean {
  if (actor.accountId === null) return false
  if (notice.accountId !== null) return notice.accountId === actor.accountId
  if (notice.followerIds) return notice.followerIds.includes(actor.accountId)
  if (notice.area) return areasOf(actor).includes(notice.area.id)
  return notice.organisationId !== null && organisationsOf(actor).includes(notice.organisationId)
}

type NoticeExpression = ExpressionBuilder<Database & { n: Database['notices'] }, 'n'>

function addressedTo(where: NoticeExpression, actor: Actor): Expression<SqlBool> {
  const areaIds = areasOf(actor)
  const organisationIds = organisationsOf(actor)
  return where.or([
    where('n.account_id', '=', actor.accountId),
    ...(areaIds.length > 0 ? [where('n.area_id', 'in', areaIds)] : []),
    ...(organisationIds.length > 0 ? [where('n.organisation_id', 'in', organisationIds)] : []),
    // Both have an index of their own: the matters somebody follows, and what was told to followers of a matter.
    where.and([
      where('n.to_followers', '=', true),
      where(
        'n.matter_id',
        'in',
        sql<string>`(select id from matters where follower_ids <> '{}' and follower_ids @> array[${actor.accountId}::uuid])`,
      ),
    ]),
  ])
}

function areasOf(actor: Actor): string[] {
  return actor.posts.flatMap((post) => (post.areaId !== null && toldAtAreas.some((role) => role === post.role) ? [post.areaId] : []))
}

function organisationsOf(actor: Actor): string[] {
  return actor.posts.flatMap((post) =>
    post.organisationId !== null && toldAtOrganisations.some((role) => role === post.role) ? [post.organisationId] : [],
  )
}

function noticesWithWords(db: Reader) {
  return (
    db
      .selectFrom('notices as n')
      .leftJoin('matters as m', 'm.id', 'n.matter_id')
      // What is told of an area names its category itself.
      .leftJoin('categories as c', (join) => join.on('c.code', '=', sql<string>`coalesce(m.category_code, n.facts ->> 'categoryCode')`))
      .leftJoin('areas as a', 'a.id', 'n.area_id')
      .leftJoin('levels as l', 'l.code', 'a.level')
      .select([
        'n.id',
        'n.at',
        'n.event',
        'n.urgent',
        'n.matter_id',
        'n.account_id',
        'n.area_id',
        'n.organisation_id',
        'n.to_contact',
        sql<string[] | null>`case when n.to_followers then m.follower_ids end`.as('follower_ids'),
        'n.facts',
        'm.number',
        'c.name_zh',
        'c.name_en',
        'l.has_desk',
      ])
  )
}

type FoundRow = Awaited<ReturnType<ReturnType<typeof noticesWithWords>['execute']>>[number]

function noticeOf(row: FoundRow): NoticeRow {
  return {
    ...addresseeOf(row),
    id: row.id,
    at: row.at,
    urgent: row.urgent,
    matterId: row.matter_id,
    matterNumber: row.number,
    category: row.name_zh === null ? null : { nameZh: row.name_zh, nameEn: row.name_en ?? row.name_zh },
    facts: row.facts as Record<string, unknown>,
  }
}

interface AddresseeRow {
  event: string
  account_id: string | null
  area_id: string | null
  organisation_id: string | null
  to_contact: boolean
  has_desk: boolean | null
  follower_ids: string[] | null
}

interface NewRow extends AddresseeRow {
  horizon: number
  transaction_id: number
  id: string | null
  at: Date
  urgent: boolean
  matter_id: string | null
}

function newNoticeOf(row: NewRow & { id: string }): NewNoticeRow {
  return { ...addresseeOf(row), transaction: row.transaction_id, id: row.id, at: row.at, urgent: row.urgent, matterId: row.matter_id }
}

function addresseeOf(row: AddresseeRow): Addressee {
  return {
    event: row.event,
    accountId: row.account_id,
    area: row.area_id === null ? null : { id: row.area_id, hasDesk: row.has_desk ?? false },
    organisationId: row.organisation_id,
    toContact: row.to_contact,
    followerIds: row.follower_ids,
  }
}
