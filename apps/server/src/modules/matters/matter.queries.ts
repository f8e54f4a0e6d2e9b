import type { LinkedMatter, MatterKind, MatterView } from '@linli/contract'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database, Reader } from '../../platform/db.ts'
import type { Actor } from '../access/index.ts'
import type { CountOpenMatters } from '../areas/index.ts'
import { type Sight, sightOf, type Visibility } from './matter.policy.ts'

type MatterExpression = ExpressionBuilder<Database, 'matters'>
type Condition = Expression<SqlBool>

export interface MatterFilter {
  view?: MatterView | undefined
  areaPath?: string | undefined
  categoryCode?: string | undefined
  number?: string | undefined
  kind?: string | undefined
  limit: number
  after?: string | undefined
}

export type ListedMatter = Awaited<ReturnType<typeof findMatters>>['rows'][number]

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

/**
 * One page of the matters an actor may see, newest report first, by keyset: a page deep in the list costs what the first
 * does. `next` is null at the end.
 */
export async function findMatters(db: Reader, actor: Actor, filter: MatterFilter, now: Date) {
  const sight = sightOf(actor)
  let query = db
    .selectFrom('matters')
    .select(columns)
    .where((where) => inSight(where, sight))
    .where((where) => inView(where, filter.view ?? 'open', actor, now))
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(sql.lit(filter.limit + 1))
  if (filter.areaPath !== undefined) query = query.where((where) => below(where, filter.areaPath ?? ''))
  if (filter.categoryCode) query = query.where('category_code', '=', filter.categoryCode)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.number) query = query.where('number', '=', filter.number)
  const cursor = readCursor(filter.after)
  if (cursor) query = query.where(sql<SqlBool>`(reported_at, id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`)
  const rows = await query.execute()
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > filter.limit && last ? writeCursor(last) : null }
}

export const countedViews: readonly MatterView[] = [
  'to_accept',
  'to_dispatch',
  'to_claim',
  'in_progress',
  'to_verify',
  'awaiting_reporter',
  'returned',
  'extension_asked',
  'suspension_asked',
  'suspended',
  'whistles',
  'supervised',
  'overdue',
  'open',
]
/** Beyond this a count is only told as "999 and more". */
const countedUpTo = 999

/** How many matters each view holds for this actor, counted up to 999 so that a large city costs no more than a small one. */
export async function countViews(db: Reader, actor: Actor, now: Date): Promise<{ view: MatterView; count: number }[]> {
  const sight = sightOf(actor)
  return Promise.all(
    countedViews.map(async (view) => {
      const row = await db
        .selectFrom((from) =>
          from
            .selectFrom('matters')
            .select(sql.lit(1).as('one'))
            .where((where) => inSight(where, sight))
            .where((where) => inView(where, view, actor, now))
            .limit(sql.lit(countedUpTo))
            .as('found'),
        )
        .select((of) => of.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return { view, count: row.count }
    }),
  )
}

/** Open matters at an area and below that the actor may see, and those over their limit, each counted up to 999. */
export const countOpenBelow: CountOpenMatters = async (db, actor, areaPath, now) => {
  const sight = sightOf(actor)
  const count = async (view: 'open' | 'overdue') => {
    const row = await db
      .selectFrom((from) =>
        from
          .selectFrom('matters')
          .select(sql.lit(1).as('one'))
          .where((where) => inSight(where, sight))
          .where((where) => inView(where, view, actor, now))
          .where((where) => below(where, areaPath))
          .limit(sql.lit(countedUpTo))
          .as('found'),
      )
      .select((of) => of.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return row.count
  }
  const [open, overLimit] = await Promise.all([count('open'), count('overdue')])
  return { open, overLimit }
}

/** The rows a sight reaches: the SQL of `maySee`. */
function inSight(where: MatterExpression, sight: Sight): Condition {
  const conditions: Condition[] = sight.areaPaths.map((path) => where.and([below(where, path), where('private', '=', false)]))
  if (sight.deskAreaIds.length > 0)
    conditions.push(where.and([where('private', '=', true), where('desk_area_id', 'in', sight.deskAreaIds)]))
  if (sight.organisationIds.length > 0) conditions.push(sql<SqlBool>`organisation_ids && ${sight.organisationIds}::uuid[]`)
  if (sight.accountId !== null) conditions.push(where('reporter_account_id', '=', sight.accountId))
  if (sight.receiptMatterId !== null) conditions.push(where('id', '=', sight.receiptMatterId))
  if (sight.followerIds.length > 0) conditions.push(followedBy(sight.followerIds))
  return where.or(conditions)
}

/** Matters with followers have an index of their own, so the emptiness is said. */
function followedBy(ids: readonly string[]): Condition {
  return sql<SqlBool>`(follower_ids <> '{}' and follower_ids && ${ids}::uuid[])`
}

/** A subtree is one range of the path's index; '/' is the sign after '.'. */
function below(where: MatterExpression, path: string): Condition {
  return where.and([where('area_path', '>=', path), where('area_path', '<', `${path.slice(0, -1)}/`)])
}

function inView(where: MatterExpression, view: MatterView, actor: Actor, now: Date): Condition {
  const open = where('closed_at', 'is', null)
  const held = (...states: string[]) => where.and([open, where('state', 'in', states), heldBy(where, actor)])
  switch (view) {
    case 'open':
      return open
    case 'to_accept':
      return held('reported')
    case 'to_dispatch':
      return held('accepted')
    case 'to_verify':
      return held('handled')
    case 'to_claim':
      return where.and([open, assigned(actor, 'dispatched')])
    case 'in_progress':
      return where.and([open, assigned(actor, 'claimed')])
    case 'awaiting_reporter':
      return where.and([open, where('state', '=', 'awaiting_reporter'), heldBy(where, actor)])
    case 'returned':
      return where.and([open, requested(actor, 'return')])
    case 'extension_asked':
      return where.and([open, requested(actor, 'extend')])
    case 'suspension_asked':
      return where.and([open, requested(actor, 'suspend')])
    case 'suspended':
      return where.and([open, where('state', '=', 'suspended')])
    case 'whistles':
      return where.and([open, whistled()])
    case 'supervised':
      return where.and([
        open,
        sql<SqlBool>`exists (select 1 from supervision_cards c where c.matter_id = matters.id and c.answered_at is null and c.ended_at is null)`,
      ])
    case 'followed':
      return followedBy(sightOf(actor).followerIds)
    case 'overdue':
      return where.and([open, where('due_at', '<', now)])
    case 'to_rate':
      return where.and([where('state', '=', 'verified'), where('reporter_account_id', '=', actor.accountId)])
    case 'mine':
      return where('reporter_account_id', '=', actor.accountId)
    case 'ended':
      return where('closed_at', 'is not', null)
    case 'all':
      return sql<SqlBool>`true`
  }
}

function heldBy(where: MatterExpression, actor: Actor): Condition {
  const areaIds = actor.posts.flatMap((post) =>
    post.areaId !== null && (post.role === 'desk_clerk' || post.role === 'grid_worker') ? [post.areaId] : [],
  )
  return areaIds.length > 0 ? where('holder_area_id', 'in', areaIds) : sql<SqlBool>`false`
}

function assigned(actor: Actor, state: 'dispatched' | 'claimed'): Condition {
  const organisationIds = actor.posts.flatMap((post) => (post.organisationId === null ? [] : [post.organisationId]))
  return sql<SqlBool>`exists (select 1 from assignments where assignments.matter_id = matters.id and assignments.organisation_id = any(${organisationIds}::uuid[]) and assignments.state = ${state})`
}

/** Waits for a ruling of a desk the actor sits at. */
function requested(actor: Actor, kind: 'return' | 'extend' | 'suspend'): Condition {
  return sql<SqlBool>`exists (select 1 from requests r where r.matter_id = matters.id and r.kind = ${kind} and r.ruled_at is null and r.to_area_id = any(${sightOf(actor).deskAreaIds}::uuid[]))`
}

/** An organisation was called and has not signed in. */
function whistled(): Condition {
  return sql<SqlBool>`exists (select 1 from assignments a where a.matter_id = matters.id and a.whistle and a.arrived_at is null and a.state in ('dispatched', 'claimed'))`
}

function writeCursor(row: { reported_at: Date; id: string }): string {
  return `${row.reported_at.getTime()}.${row.id}`
}

function readCursor(text: string | undefined): { at: Date; id: string } | null {
  const match = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? '')
  return match ? { at: new Date(Number(match[1])), id: match[2] ?? '' } : null
}

/** A matter's timeline in order. */
export function findTimeline(db: Reader, matterId: string) {
  return db.selectFrom('timeline_entries').selectAll().where('matter_id', '=', matterId).orderBy('seq').execute()
}

/** Every clock of a matter, stopped ones too. */
export function findClocks(db: Reader, matterId: string) {
  return db.selectFrom('clocks').selectAll().where('matter_id', '=', matterId).orderBy('started_at').orderBy('id').execute()
}

/** The newest rating; undefined when nobody rated. */
export function findRating(db: Reader, matterId: string) {
  return db.selectFrom('ratings').selectAll().where('matter_id', '=', matterId).orderBy('at', 'desc').limit(1).executeTakeFirst()
}

/** Every supervision card of a matter, the newest first. */
export function findCards(db: Reader, matterId: string) {
  return db
    .selectFrom('supervision_cards')
    .selectAll()
    .where('matter_id', '=', matterId)
    .orderBy('raised_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** What belongs together with a matter: children and parent, related ones, what it was merged into or took in. */
export async function findLinks(db: Reader, matter: { id: string; parentId: string | null; mergedIntoId: string | null }) {
  const { rows } = await sql<LinkRow>`
    select o.id, o.number, o.kind, o.state, l.relation, o.area_path, o.organisation_ids, o.reporter_account_id, o.follower_ids, o.desk_area_id, o.private
    from (
      select other_id as id, relation from matter_links where matter_id = ${matter.id}
      union select matter_id, case relation when 'child' then 'parent' else relation end from matter_links where other_id = ${matter.id}
      union select ${matter.mergedIntoId}::uuid, 'main' where ${matter.mergedIntoId}::uuid is not null
      union select id, 'merged' from matters where merged_into_id = ${matter.id}
    ) l join matters o on o.id = l.id
    order by o.number`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind as MatterKind,
    state: row.state,
    relation: row.relation,
    visibility: visibilityOf(row),
  }))
}

interface LinkRow extends VisibilityColumns {
  number: string
  kind: string
  state: string
  relation: LinkedMatter['relation']
}

/** The columns by which a matter is seen or not. */
export interface VisibilityColumns {
  id: string
  area_path: string
  organisation_ids: string[]
  reporter_account_id: string | null
  follower_ids: string[]
  desk_area_id: string
  private: boolean
}

export function visibilityOf(row: VisibilityColumns): Visibility {
  return {
    id: row.id,
    areaPath: row.area_path,
    organisationIds: row.organisation_ids,
    reporterAccountId: row.reporter_account_id,
    followerIds: row.follower_ids,
    deskAreaId: row.desk_area_id,
    private: row.private,
  }
}

/** Names of accounts by id, for those who may read them. */
export async function findNames(db: Reader, accountIds: readonly string[]): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'display_name'])
    .where('id', 'in', [...new Set(accountIds)])
    .execute()
  return new Map(rows.map((row) => [row.id, row.display_name]))
}

/** The encrypted phone number by which the reporter can be reached; null when none was left. */
export async function findContact(db: Reader, matterId: string): Promise<Buffer | null> {
  const row = await db
    .selectFrom('matters as m')
    .leftJoin('accounts as a', 'a.id', 'm.reporter_account_id')
    .select(['m.contact_cipher', 'a.phone_cipher'])
    .where('m.id', '=', matterId)
    .executeTakeFirst()
  return row?.contact_cipher ?? row?.phone_cipher ?? null
}

/** The matter a receipt code's hash opens, and as which follower when it is of somebody who joined; null when it is not known. */
export async function findByReceipt(db: Reader, hash: Buffer): Promise<{ matterId: string; followerId: string | null } | null> {
  const reported = await db.selectFrom('matters').select('id').where('receipt_hash', '=', hash).executeTakeFirst()
  if (reported) return { matterId: reported.id, followerId: null }
  const joined = await db.selectFrom('followers').select(['id', 'matter_id']).where('receipt_hash', '=', hash).executeTakeFirst()
  return joined ? { matterId: joined.matter_id, followerId: joined.id } : null
}
