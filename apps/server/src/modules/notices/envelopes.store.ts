import type { NoticeChannel } from '@linli/contract'
import { sql } from 'kysely'
import type { Db, Transaction } from '../../platform/db.ts'
import { runStatement } from '../../platform/db.ts'

/** A message that a worker has claimed. */
export interface Envelope {
  id: string
  purpose: 'notice' | 'digest' | 'test'
  accountId: string | null
  contactOfMatterId: string | null
  channel: NoticeChannel
  addressId: string | null
  digestAt: Date | null
  /** Attempts so far, this one included. */
  attempts: number
  /** Set when an earlier attempt may have reached the receiver. */
  begunAt: Date | null
  createdAt: Date
}

/** A worker that says nothing for so long is taken for dead; no attempt lasts longer. */
export const claimMs = 5 * 60_000

/**
 * Takes what is due, also from workers that went silent, so that nobody else does. Two workers at once get different
 * envelopes.
 */
export async function claimEnvelopes(db: Db, claim: { token: string; most: number }, now: Date): Promise<Envelope[]> {
  const rows = await runStatement<EnvelopeRow>(db, {
    name: 'claim_envelopes',
    text: `update envelopes e set state = 'sending', claim_token = $1::uuid, due_at = $3::timestamptz, attempts = e.attempts + 1
      from (select id from envelopes where state in ('pending', 'sending') and due_at <= $2::timestamptz order by due_at limit $4 for update skip locked) due
      where e.id = due.id
      returning e.id, e.purpose, e.account_id, e.contact_of_matter_id, e.channel, e.address_id, e.digest_at, e.attempts, e.begun_at, e.created_at`,
    values: [claim.token, now, new Date(now.getTime() + claimMs), claim.most],
  })
  return rows.map((row) => ({
    id: row.id,
    purpose: row.purpose as Envelope['purpose'],
    accountId: row.account_id,
    contactOfMatterId: row.contact_of_matter_id,
    channel: row.channel as NoticeChannel,
    addressId: row.address_id,
    digestAt: row.digest_at,
    attempts: row.attempts,
    begunAt: row.begun_at,
    createdAt: row.created_at,
  }))
}

/** Notes that this message leaves now. False when another worker has taken it meanwhile: then it must not leave. */
export async function beginEnvelope(db: Db, id: string, token: string, now: Date): Promise<boolean> {
  const rows = await runStatement(db, {
    name: 'begin_envelope',
    text: `update envelopes set begun_at = $3::timestamptz, due_at = $4::timestamptz where id = $1::uuid and claim_token = $2::uuid and state = 'sending' returning id`,
    values: [id, token, now, new Date(now.getTime() + claimMs)],
  })
  return rows.length === 1
}

/** How an attempt ended. */
export type Ending =
  /** For good. */
  | { state: 'sent' | 'failed' | 'given_up' | 'unknown' | 'dropped'; reason: string | null; providerId: string | null }
  /** Surely not sent; again at `dueAt`. `counted` is false when there was no attempt, only a wait. */
  | { state: 'pending'; reason: string | null; dueAt: Date; counted: boolean }
  /** It may have been sent; to be found out at `dueAt`. */
  | { state: 'sending'; reason: string | null; dueAt: Date }

/** Writes down what came of it, unless another worker has taken it meanwhile. */
export async function endAttempt(db: Db, id: string, token: string, ending: Ending, now: Date): Promise<void> {
  const isOver = ending.state !== 'pending' && ending.state !== 'sending'
  await runStatement(db, {
    name: 'end_attempt',
    text: `update envelopes set state = $3, reason = $4, claim_token = null,
        due_at = coalesce($5::timestamptz, due_at), settled_at = $6::timestamptz, provider_id = $7,
        begun_at = case when $3 = 'pending' then null else begun_at end, attempts = attempts - $8::integer
      where id = $1::uuid and claim_token = $2::uuid`,
    values: [
      id,
      token,
      ending.state,
      ending.reason,
      isOver ? null : (ending as { dueAt: Date }).dueAt,
      isOver ? now : null,
      isOver ? (ending as { providerId: string | null }).providerId : null,
      ending.state === 'pending' && !ending.counted ? 1 : 0,
    ],
  })
}

export interface NewEnvelope {
  id: string
  purpose: Envelope['purpose']
  accountId: string | null
  contactOfMatterId: string | null
  channel: NoticeChannel
  addressId: string | null
  digestAt: Date | null
  dueAt: Date
}

export async function insertEnvelopes(tx: Transaction, envelopes: readonly NewEnvelope[], now: Date): Promise<void> {
  if (envelopes.length === 0) return
  await tx
    .insertInto('envelopes')
    .values(
      envelopes.map((envelope) => ({
        id: envelope.id,
        purpose: envelope.purpose,
        account_id: envelope.accountId,
        contact_of_matter_id: envelope.contactOfMatterId,
        channel: envelope.channel,
        address_id: envelope.addressId,
        digest_at: envelope.digestAt,
        due_at: envelope.dueAt,
        created_at: now,
      })),
    )
    .execute()
}

/** The digest of a person that is still open, held until the transaction ends so that nobody sends it meanwhile; null when there is none. */
export async function holdOpenDigest(
  tx: Transaction,
  digest: { accountId: string | null; channel: NoticeChannel; addressId: string | null; digestAt: Date },
): Promise<string | null> {
  const row = await tx
    .selectFrom('envelopes')
    .select('id')
    .where('account_id', '=', digest.accountId)
    .where('channel', '=', digest.channel)
    .where(sql<boolean>`address_id is not distinct from ${digest.addressId}::uuid`)
    .where('digest_at', '=', digest.digestAt)
    .where('state', '=', 'pending')
    .forUpdate()
    .executeTakeFirst()
  return row?.id ?? null
}

/** Deletes what was settled long ago; the notices themselves stay. */
export async function forgetOldEnvelopes(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 90 * 86_400_000)
  const old = db.read.selectFrom('envelopes').select('id').where('settled_at', '<', before)
  await db.read.deleteFrom('deliveries').where('envelope_id', 'in', old).execute()
  await db.read
    .deleteFrom('envelopes as e')
    .where('e.settled_at', '<', before)
    .where((where) => where.not(where.exists(where.selectFrom('deliveries as d').select('d.id').whereRef('d.envelope_id', '=', 'e.id'))))
    .execute()
}

interface EnvelopeRow {
  id: string
  purpose: string
  account_id: string | null
  contact_of_matter_id: string | null
  channel: string
  address_id: string | null
  digest_at: Date | null
  attempts: number
  begun_at: Date | null
  created_at: Date
}
