import type { LinkedMatter, MatterKind } from '@linli/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { Visibility } from './matter.policy.ts'

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
