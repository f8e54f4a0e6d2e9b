import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { Tallied } from './tally.ts'

/**
 * What is counted of the matters after this id (null: from the first), in the order of their ids, so many at most. Only that, without
 * clocks, requests and texts, because it is read of millions.
 */
export async function loadTallied(tx: Reader, after: string | null, limit: number): Promise<(Tallied & { id: string })[]> {
  const { rows } = await sql<{ matter: TalliedRow }>`
    select json_build_object('id', m.id, 'private', m.private, 'version', m.version, 'areaId', m.area_id, 'categoryCode', m.category_code,
      'source', m.source, 'severity', m.severity, 'kind', m.kind, 'state', m.state, 'solvedOnSpot', m.solved_on_spot,
      'reworkCount', m.rework_count, 'reopenCount', m.reopen_count, 'cardLevel', m.card_level,
      'reportedAt', m.reported_at, 'acceptedAt', m.accepted_at, 'handledAt', m.handled_at,
      'handledInTime', m.handled_in_time, 'extended', m.extended, 'suspendedOnce', m.suspended_once,
      'ratedAt', m.rated_at, 'ratedSolved', m.rated_solved, 'ratedStars', m.rated_stars, 'ratedLeadId', m.rated_lead_id,
      'assignments', (select json_agg(json_build_object('organisationId', a.organisation_id, 'part', a.part, 'state', a.state,
        'dispatchedAt', a.dispatched_at, 'claimedAt', a.claimed_at, 'finishedAt', a.finished_at, 'dueAt', a.due_at,
        'claimedInTime', a.claimed_in_time) order by a.dispatched_at, a.id) from assignments a where a.matter_id = m.id)) as matter
    from matters m where m.id > ${after ?? '00000000-0000-0000-0000-000000000000'} order by m.id limit ${limit}`.execute(tx)
  return rows.map(({ matter }) => talliedOf(matter))
}

/** The same field by field, with times as text. */
type AsText<T> = { [Field in keyof T]: T[Field] extends Date | null ? Exclude<T[Field], Date> | string : T[Field] }
type TalliedRow = AsText<Omit<Tallied, 'outcome' | 'assignments'>> &
  AsText<Tallied['outcome']> & { id: string; assignments: AsText<Tallied['assignments'][number]>[] | null }

function talliedOf({ assignments, ...row }: TalliedRow): Tallied & { id: string } {
  const { handledInTime, extended, suspendedOnce, ratedAt, ratedSolved, ratedStars, ratedLeadId, ...matter } = row
  return {
    ...matter,
    reportedAt: new Date(row.reportedAt),
    acceptedAt: dateOf(row.acceptedAt),
    handledAt: dateOf(row.handledAt),
    outcome: { handledInTime, extended, suspendedOnce, ratedAt: dateOf(ratedAt), ratedSolved, ratedStars, ratedLeadId },
    assignments: (assignments ?? []).map((assignment) => ({
      ...assignment,
      dispatchedAt: new Date(assignment.dispatchedAt),
      claimedAt: dateOf(assignment.claimedAt),
      finishedAt: dateOf(assignment.finishedAt),
      dueAt: dateOf(assignment.dueAt),
    })),
  }
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
