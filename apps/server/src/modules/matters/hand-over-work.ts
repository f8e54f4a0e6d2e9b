import { sql } from 'kysely'
import { type Db, inTransaction, type Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import { systemActor } from '../access/index.ts'
import type { NoticeEvent } from '../notices/index.ts'
import type { HandOverWork, TellWaiting } from '../people/index.ts'
import { appendEntry } from './append-entry.ts'

interface Work {
  fromAccountId: string
  toAccountId: string | null
  organisationId: string
  reason: string
}

/**
 * Passes what someone has taken on at an organisation, claimed shares and claimed wishes, to a successor or back to the
 * organisation. Each matter's timeline says so, and one notice tells whoever has it now.
 */
export const handOverWork: HandOverWork = async (tx: Transaction, work, by, now) => {
  await lockMatters(tx, work)
  const shares = await passShares(tx, work)
  const wishes = await passWishes(tx, work)
  const hat = { role: by.owner === systemActor.owner ? 'system' : 'administrator', areaId: null, organisationId: work.organisationId }
  for (const { matterId, assignmentId } of [...shares, ...wishes]) {
    const content = { reason: work.reason, ...(assignmentId && { assignmentId }), toNobody: work.toAccountId === null }
    await appendEntry(tx, matterId, { action: 'hand_over', accountId: by.accountId, hat, visibility: 'internal', content }, now)
  }
  await tellReceiver(tx, work, [...shares, ...wishes], now)
  return shares.length + wishes.length
}

/** Gives back what is claimed by somebody who is not in post there any more, as after a post that ended at its date. Returns how much it was. */
export async function giveBackWorkOfLeavers(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ accountId: string; organisationId: string }>`
    select distinct s.handler_account_id as "accountId", s.organisation_id as "organisationId"
    from assignments s
    where s.state = 'claimed' and s.handler_account_id is not null and not exists (
      select 1 from posts p join accounts a on a.id = p.account_id
      where p.account_id = s.handler_account_id and p.organisation_id = s.organisation_id and p.role in ('handler', 'dispatcher')
        and p.valid_from <= ${now}::timestamptz and (p.valid_to is null or p.valid_to > ${now}::timestamptz) and a.disabled_at is null)`.execute(
    db.read,
  )
  let given = 0
  for (const { accountId, organisationId } of rows)
    given += await inTransaction(db, (tx) =>
      handOverWork(tx, { fromAccountId: accountId, toAccountId: null, organisationId, reason: 'post_ended' }, systemActor, now),
    )
  return given
}

/** Tells somebody who takes over a desk how much waits there. */
export const tellWaiting: TellWaiting = async (tx, { toAccountId, count }, now) => {
  if (count > 0) await insertNotice(tx, { accountId: toAccountId, organisationId: null, matterId: null, count, urgent: false }, now)
}

/** In the order in which actions lock them, matters before shares, so that nobody waits in a circle. */
async function lockMatters(tx: Transaction, work: Work): Promise<void> {
  await sql`select id from matters where id in (
    select matter_id from assignments
    where handler_account_id = ${work.fromAccountId} and organisation_id = ${work.organisationId} and state = 'claimed')
    order by id for update`.execute(tx)
}

interface Passed {
  matterId: string
  assignmentId: string | null
  urgent: boolean
}

async function passShares(tx: Transaction, work: Work): Promise<Passed[]> {
  const rows = await tx
    .updateTable('assignments as s')
    .from('matters as m')
    .whereRef('m.id', '=', 's.matter_id')
    .set({ handler_account_id: work.toAccountId })
    .where('s.handler_account_id', '=', work.fromAccountId)
    .where('s.organisation_id', '=', work.organisationId)
    .where('s.state', '=', 'claimed')
    .returning(['s.id', 's.matter_id', 'm.severity'])
    .execute()
  return rows.map((row) => ({ matterId: row.matter_id, assignmentId: row.id, urgent: row.severity === 'urgent' }))
}

/** A wish whose claimant is null is anybody's of the organisation that claimed it. */
async function passWishes(tx: Transaction, work: Work): Promise<Passed[]> {
  const { rows } = await sql<{ id: string; severity: string }>`
    update matters set form = jsonb_set(form, '{claimantAccountId}', coalesce(to_jsonb(${work.toAccountId}::text), 'null'))
    where kind = 'wish' and closed_at is null and holder_organisation_id = ${work.organisationId}
      and form ->> 'claimantAccountId' = ${work.fromAccountId}
    returning id, severity`.execute(tx)
  return rows.map((row) => ({ matterId: row.id, assignmentId: null, urgent: row.severity === 'urgent' }))
}

/** One notice, however much it is: of a single matter it leads there, of several it says how many. */
async function tellReceiver(tx: Transaction, work: Work, passed: readonly Passed[], now: Date): Promise<void> {
  const [first] = passed
  if (!first) return
  await insertNotice(
    tx,
    {
      accountId: work.toAccountId,
      organisationId: work.toAccountId === null ? work.organisationId : null,
      matterId: passed.length === 1 ? first.matterId : null,
      count: passed.length,
      urgent: passed.some((each) => each.urgent),
    },
    now,
  )
}

async function insertNotice(
  tx: Transaction,
  notice: { accountId: string | null; organisationId: string | null; matterId: string | null; count: number; urgent: boolean },
  now: Date,
): Promise<void> {
  const event: NoticeEvent = 'work_handed_over'
  await tx
    .insertInto('notices')
    .values({
      id: randomIds.next(now),
      at: now,
      event,
      matter_id: notice.matterId,
      account_id: notice.accountId,
      organisation_id: notice.organisationId,
      facts: JSON.stringify(notice.matterId === null ? { count: notice.count } : {}),
      urgent: notice.urgent,
    })
    .execute()
}
