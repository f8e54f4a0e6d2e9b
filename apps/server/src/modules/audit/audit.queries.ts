import type { AuditFilter } from '@linli/contract'
import { sql } from 'kysely'
import { readCursor, writeCursor } from '../../platform/cursor.ts'
import type { Reader } from '../../platform/db.ts'

/** One thing that was done, as the trail or the timeline of a matter has it. Nothing of what was said. */
export interface Trace {
  key: string
  at: Date
  account_id: string | null
  display_name: string | null
  login_name: string | null
  /** Whether it was done from outside: by a resident with or without an account. */
  outside: boolean
  action: string
  source: 'trail' | 'matter'
  object_kind: string
  object_id: string | null
  detail: Record<string, unknown>
}

export interface TracesAsked extends AuditFilter {
  limit: number
  after?: string | undefined
}

/** One page of traces, the newest first, by keyset. A number asks for everything about one matter, its own steps included. */
export async function findTraces(db: Reader, asked: TracesAsked): Promise<{ rows: Trace[]; next: string | null }> {
  const accountIds = asked.person === undefined ? null : await findStaff(db, asked.person)
  if (accountIds?.length === 0) return { rows: [], next: null }
  return asked.number === undefined ? ofTrail(db, asked, accountIds) : ofMatter(db, { ...asked, number: asked.number }, accountIds)
}

/** At most so many people can be meant by a part of a name. */
const mostPeople = 200

/** Staff by login name or by part of their name. Residents are not looked for. */
async function findStaff(db: Reader, person: string): Promise<string[]> {
  const typed = person.trim().toLowerCase()
  const pattern = `%${typed.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const rows = await db
    .selectFrom('accounts')
    .select('id')
    .where('login_name', 'is not', null)
    .where((where) => where.or([where('login_name', '=', typed), where('display_name', 'ilike', pattern)]))
    .limit(mostPeople)
    .execute()
  return rows.map((row) => row.id)
}

async function ofTrail(db: Reader, asked: TracesAsked, accountIds: readonly string[] | null) {
  let query = db
    .selectFrom('audit_entries as e')
    .leftJoin('accounts as a', 'a.id', 'e.account_id')
    .select([
      'e.id as key',
      'e.at',
      'e.account_id',
      'a.display_name',
      'a.login_name',
      'e.action',
      'e.object_kind',
      'e.object_id',
      'e.detail',
    ])
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(sql.lit(asked.limit + 1))
  if (accountIds) query = query.where('e.account_id', 'in', accountIds)
  if (asked.action) query = query.where('e.action', '=', asked.action)
  if (asked.from) query = query.where('e.at', '>=', new Date(asked.from))
  if (asked.to) query = query.where('e.at', '<', new Date(asked.to))
  const cursor = readCursor(asked.after)
  if (cursor) query = query.where(sql<boolean>`(e.at, e.id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`)
  const rows = (await query.execute()).map((row): Trace => ({
    ...row,
    outside: row.account_id !== null && row.login_name === null,
    source: 'trail',
    detail: row.detail as Trace['detail'],
  }))
  return paged(rows, asked.limit)
}

/** A matter has few traces, so they are put together from trail and timeline and then ordered. */
async function ofMatter(db: Reader, asked: TracesAsked & { number: string }, accountIds: readonly string[] | null) {
  const cursor = readCursor(asked.after)
  const { rows } = await sql<Trace>`
    select t.*, a.display_name, a.login_name from (
      select e.id as key, e.at, e.account_id, e.account_id is not null and s.login_name is null as outside, e.action,
        'trail' as source, e.object_kind, e.object_id, e.detail
      from audit_entries e
        join matters m on m.number = ${asked.number} and e.object_kind = 'matter' and e.object_id = m.id::text
        left join accounts s on s.id = e.account_id
      union all
      select ${keyOfStep}, t.at, t.account_id, t.actor_role in ('reporter', 'follower'), t.action, 'matter', 'matter', m.number,
        jsonb_build_object('from', t.from_state, 'to', t.to_state, 'role', t.actor_role, 'entry', t.seq)
      from timeline_entries t join matters m on m.id = t.matter_id where m.number = ${asked.number}
    ) t left join accounts a on a.id = t.account_id
    where (${accountIds}::uuid[] is null or (t.account_id = any(${accountIds}::uuid[]) and not t.outside))
      and (${asked.action ?? null}::text is null or t.action = ${asked.action ?? null})
      and (${dateOf(asked.from)}::timestamptz is null or t.at >= ${dateOf(asked.from)}::timestamptz)
      and (${dateOf(asked.to)}::timestamptz is null or t.at < ${dateOf(asked.to)}::timestamptz)
      and (${cursor?.at ?? null}::timestamptz is null or (t.at, t.key) < (${cursor?.at ?? null}::timestamptz, ${cursor?.id ?? null}::uuid))
    order by t.at desc, t.key desc limit ${sql.lit(asked.limit + 1)}`.execute(db)
  return paged(rows, asked.limit)
}

/** A step has no id; its number in the shape of one keeps steps of one moment in their order. */
const keyOfStep = sql`('00000000-0000-0000-0000-' || lpad(t.seq::text, 12, '0'))::uuid`

function paged(found: Trace[], limit: number): { rows: Trace[]; next: string | null } {
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last ? writeCursor(last.at, last.key) : null }
}

/** What people call the objects of these traces, by kind and id, where that is no personal data. */
export async function findObjectNames(db: Reader, traces: readonly Trace[]): Promise<Map<string, string>> {
  const idsOf = (kind: string) =>
    traces.flatMap((trace) =>
      trace.object_kind === kind && trace.object_id !== null && isId.test(trace.object_id) ? [trace.object_id] : [],
    )
  const { rows } = await sql<{ kind: string; id: string; name: string }>`
    select 'matter' as kind, id::text, number as name from matters where id = any(${idsOf('matter')}::uuid[])
    union all select 'account', id::text, login_name from accounts where id = any(${idsOf('account')}::uuid[]) and login_name is not null
    union all select 'organisation', id::text, name_zh from organisations where id = any(${idsOf('organisation')}::uuid[])
    union all select 'area', id::text, name from areas where id = any(${idsOf('area')}::uuid[])
    union all select 'post', p.id::text, a.login_name from posts p join accounts a on a.id = p.account_id
      where p.id = any(${idsOf('post')}::uuid[]) and a.login_name is not null`.execute(db)
  return new Map(rows.map((row) => [`${row.kind} ${row.id}`, row.name]))
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The matters a chain check is about: the one of this number, or the last so many reported. */
export async function findMattersToCheck(db: Reader, which: { number: string } | { last: number }): Promise<string[]> {
  const query = db.selectFrom('matters').select('id')
  const rows =
    'number' in which
      ? await query.where('number', '=', which.number).execute()
      : await query.orderBy('reported_at', 'desc').orderBy('id', 'desc').limit(sql.lit(which.last)).execute()
  return rows.map((row) => row.id)
}

/** Read here and not by the database, which refuses offsets that RFC 3339 allows. */
function dateOf(instant: string | undefined): Date | null {
  return instant ? new Date(instant) : null
}
