import type { MatterSource, RoutingVersionHead, Severity } from '@linli/contract'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { PublishedRules, RoutingRule } from './routing.ts'

export interface StoredVersion extends Omit<RoutingVersionHead, 'ruleCount'> {
  rules: RoutingRule[]
}

export interface StoredDraft {
  revision: number
  basedOn: number
  note: string
  savedAt: Date
  rules: RoutingRule[]
}

/** What stands in the place of a version before the first is published: no rules. */
export const nothingPublished: StoredVersion = { number: 0, publishedAt: null, publishedBy: null, note: '', rules: [] }

/** The rules in force. */
export async function readRules(db: Reader): Promise<PublishedRules> {
  const row = await db
    .selectFrom('routing_versions')
    .select(['number', 'rules'])
    .orderBy('number', 'desc')
    .limit(sql.lit(1))
    .executeTakeFirst()
  return row ? { number: row.number, rules: row.rules as RoutingRule[] } : nothingPublished
}

/** Which areas followed which, for rules that name one that has ended. */
export async function readSuccessions(db: Reader): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.selectFrom('area_successions').select(['predecessor_id', 'successor_id']).execute()
  const byPredecessor = Map.groupBy(rows, (row) => row.predecessor_id)
  return new Map([...byPredecessor].map(([id, followed]) => [id, followed.map((row) => row.successor_id)]))
}

/** The number of the version in force; 0 before the first. */
export async function currentNumber(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('routing_versions')
    .select((of) => of.fn.max('number').as('number'))
    .executeTakeFirst()
  return row?.number ?? 0
}

/** One version, or the one in force; undefined when there is no such number. */
export async function findVersion(db: Reader, number?: number): Promise<StoredVersion | undefined> {
  let query = db
    .selectFrom('routing_versions as v')
    .leftJoin('accounts as a', 'a.id', 'v.account_id')
    .select(['v.number', 'v.published_at', 'a.display_name', 'v.note', 'v.rules'])
    .orderBy('v.number', 'desc')
    .limit(sql.lit(1))
  if (number !== undefined) query = query.where('v.number', '=', number)
  const row = await query.executeTakeFirst()
  return row && { ...headOf(row), rules: row.rules as RoutingRule[] }
}

/** The newest 200 versions, newest first. */
export async function findVersionHeads(db: Reader): Promise<RoutingVersionHead[]> {
  const rows = await db
    .selectFrom('routing_versions as v')
    .leftJoin('accounts as a', 'a.id', 'v.account_id')
    .select(['v.number', 'v.published_at', 'a.display_name', 'v.note', sql<number>`jsonb_array_length(v.rules)`.as('rule_count')])
    .orderBy('v.number', 'desc')
    .limit(sql.lit(200))
    .execute()
  return rows.map((row) => ({ ...headOf(row), ruleCount: row.rule_count }))
}

export async function findDraft(db: Reader, accountId: string): Promise<StoredDraft | undefined> {
  const row = await db.selectFrom('routing_drafts').selectAll().where('account_id', '=', accountId).executeTakeFirst()
  return row && { revision: row.revision, basedOn: row.based_on, note: row.note, savedAt: row.saved_at, rules: row.rules as RoutingRule[] }
}

/** A past matter as a trial needs it. Its text is for the rules to look at and never leaves the server. */
export interface PastMatter {
  id: string
  number: string
  text: string
  categoryCode: string | null
  severity: Severity
  source: MatterSource
  areaId: string
  areaPath: string
  acceptedAt: Date
  reportedAt: Date
  /** The first lead it was dispatched to; null when it never was. */
  firstLeadId: string | null
}

export interface PastScope {
  /** Null: the whole city. */
  paths: readonly string[] | null
  since: Date
  most: number
}

/**
 * The last accepted events below these paths (null: of the whole city), newest report first. By index: of the whole city it reads as
 * many rows as it gives, of a part no more than a year of that part or of the city, whichever PostgreSQL finds shorter.
 */
export async function findPastMatters(db: Reader, scope: PastScope): Promise<PastMatter[]> {
  const rows = await selectPastMatters(db, scope).execute()
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    text: row.text,
    categoryCode: row.category_code,
    severity: row.severity as Severity,
    source: row.source as MatterSource,
    areaId: row.area_id,
    areaPath: row.area_path,
    acceptedAt: row.accepted_at ?? row.reported_at,
    reportedAt: row.reported_at,
    firstLeadId: row.organisation_id,
  }))
}

/** The statement of `findPastMatters`. */
export function selectPastMatters(db: Reader, scope: PastScope) {
  return db
    .selectFrom((from) =>
      from
        .selectFrom('matters')
        .select(['id', 'number', 'text', 'category_code', 'severity', 'source', 'area_id', 'area_path', 'accepted_at', 'reported_at'])
        // Rules route events; other kinds go their own ways, and disputes are nobody else's business.
        .where('kind', '=', 'event')
        .where('accepted_at', 'is not', null)
        .where('reported_at', '>=', scope.since)
        .$if(scope.paths !== null, (query) =>
          query.where((where) =>
            where.or(
              // A subtree is one range of the path's index; '/' is the sign after '.'.
              (scope.paths ?? []).map((path): Expression<SqlBool> =>
                where.and([where('area_path', '>=', path), where('area_path', '<', `${path.slice(0, -1)}/`)]),
              ),
            ),
          ),
        )
        .orderBy('reported_at', 'desc')
        .orderBy('id', 'desc')
        .limit(sql.lit(scope.most))
        .as('past'),
    )
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('assignments as a')
          .select('a.organisation_id')
          .whereRef('a.matter_id', '=', 'past.id')
          .where('a.part', '=', 'lead')
          .orderBy('a.dispatched_at')
          .orderBy('a.id')
          .limit(sql.lit(1))
          .as('first'),
      (join) => join.onTrue(),
    )
    .selectAll('past')
    .select('first.organisation_id')
    .orderBy('past.reported_at', 'desc')
    .orderBy('past.id', 'desc')
}

function headOf(row: { number: number; published_at: Date; display_name: string | null; note: string }) {
  return { number: row.number, publishedAt: row.published_at.toISOString(), publishedBy: row.display_name, note: row.note }
}
