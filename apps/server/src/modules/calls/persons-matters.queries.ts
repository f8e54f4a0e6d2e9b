import type { EventState } from '@linli/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { type Visibility, type VisibilityColumns, visibilityOf } from '../matters/index.ts'

/** By what a person is recognised: the keyed hash of their number, their account, or both. */
export interface KnownPerson {
  contactHash: Buffer | null
  accountId: string | null
}

export interface PersonsRow {
  id: string
  number: string
  state: EventState
  categoryCode: string | null
  areaId: string
  text: string
  reportedAt: Date
  closedAt: Date | null
  visibility: Visibility
}

/** Who reported a matter, and which desks hold it or answer for it; null when there is no such event. */
export async function findPersonOf(
  db: Reader,
  matterId: string,
): Promise<{ person: KnownPerson; anonymous: boolean; deskAreaIds: string[] } | null> {
  const row = await db
    .selectFrom('matters as m')
    .leftJoin('accounts as a', 'a.id', 'm.reporter_account_id')
    .select(['m.contact_hash', 'a.phone_hash', 'm.reporter_account_id', 'm.source', 'm.anonymous', 'm.desk_area_id', 'm.holder_area_id'])
    .where('m.id', '=', matterId)
    .where('m.kind', '=', 'event')
    .executeTakeFirst()
  if (!row) return null
  // A grid worker reports for the whole grid: their account is no resident who comes again.
  const byWorker = row.source === 'grid_worker'
  return {
    person: {
      contactHash: row.contact_hash ?? (byWorker ? null : row.phone_hash),
      accountId: byWorker ? null : row.reporter_account_id,
    },
    anonymous: row.anonymous,
    deskAreaIds: [row.desk_area_id, row.holder_area_id].filter((id) => id !== null),
  }
}

/** So many of a person's matters are looked at, the newest first. */
const most = 100

/**
 * What a person has reported, the newest first, with and without an account; never what they reported anonymously. By number and
 * by account are two readings, each by its index: as one condition with "or" they would read every matter of the city.
 */
export async function findPersonsMatters(db: Reader, { contactHash, accountId }: KnownPerson): Promise<PersonsRow[]> {
  if (contactHash === null && accountId === null) return []
  const told = sql`kind = 'event' and not anonymous and source <> 'grid_worker' order by reported_at desc, id limit ${sql.lit(most)}`
  const { rows } = await sql<Row>`
    with person as (
      select id from accounts where phone_hash = ${contactHash}::bytea
      union select ${accountId}::uuid where ${accountId}::uuid is not null),
    reported as (
      (select id from matters where contact_hash = ${contactHash}::bytea and ${told})
      union
      (select own.id from person cross join lateral (select id from matters where reporter_account_id = person.id and ${told}) as own))
    select m.id, number, state, category_code, area_id, text, reported_at, closed_at,
      area_path, organisation_ids, reporter_account_id, follower_ids, desk_area_id, private
    from reported join matters m on m.id = reported.id
    order by reported_at desc, m.id
    limit ${sql.lit(most)}`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    state: row.state,
    categoryCode: row.category_code,
    areaId: row.area_id,
    text: row.text,
    reportedAt: row.reported_at,
    closedAt: row.closed_at,
    visibility: visibilityOf(row),
  }))
}

interface Row extends VisibilityColumns {
  number: string
  state: EventState
  category_code: string | null
  area_id: string
  text: string
  reported_at: Date
  closed_at: Date | null
}
