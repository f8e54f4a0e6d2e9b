import { sql } from 'kysely'
import type { MatterKind } from '@linli/contract'
import type { CountWaiting, FindHeldWork } from '../people/index.ts'

const shown = 50

/** What somebody has taken on at an organisation, claimed shares and claimed wishes: how much, and what is due first. */
export const findHeldWork: FindHeldWork = async (db, { accountId, organisationId }) => {
  const { rows } = await sql<{ id: string; number: string; kind: MatterKind; dueAt: Date | null; asked: boolean; count: number }>`
    with held as (
      select m.id, m.number, m.kind, coalesce(s.due_at, m.due_at) as due_at,
        exists (select 1 from requests r where r.assignment_id = s.id and r.ruled_at is null) as asked
      from assignments s join matters m on m.id = s.matter_id
      where s.handler_account_id = ${accountId} and s.organisation_id = ${organisationId} and s.state = 'claimed'
      union all
      select id, number, kind, due_at, false from matters
      where kind = 'wish' and closed_at is null and holder_organisation_id = ${organisationId} and form ->> 'claimantAccountId' = ${accountId}
    )
    select id, number, kind, due_at as "dueAt", asked, count(*) over () as count from held
    order by due_at nulls last, number limit ${sql.lit(shown)}`.execute(db)
  return {
    count: rows[0]?.count ?? 0,
    first: rows.map(({ id, number, kind, dueAt, asked }) => ({ matterId: id, number, kind, dueAt: dueAt?.toISOString() ?? null, asked })),
  }
}

/** How many open matters an area holds, or how many shares of an organisation are open. */
export const countWaiting: CountWaiting = async (db, { areaId, organisationId }) => {
  if (areaId !== null) {
    const { count } = await db
      .selectFrom('matters')
      .select((of) => of.fn.countAll<number>().as('count'))
      .where('holder_area_id', '=', areaId)
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow()
    return count
  }
  const { count } = await db
    .selectFrom('assignments')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('state', 'in', ['dispatched', 'claimed'])
    .executeTakeFirstOrThrow()
  return count
}
