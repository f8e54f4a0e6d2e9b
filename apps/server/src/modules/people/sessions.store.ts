import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Role } from '@linli/contract'
import { sha256 } from '../../platform/canonical.ts'
import type { Reader, Transaction } from '../../platform/db.ts'
import type { KeptSettings } from '../settings/index.ts'
import { accountActor, type Actor, type ActorPost, halfActor, type HalfSignedIn, receiptActor } from '../access/index.ts'

const hour = 3_600_000
/** Staff are signed out after half a day without a request and after a week in any case, unless the city decides otherwise; residents much later. */
const sessionLimits = {
  staff: { idleMs: 12 * hour, absoluteMs: 7 * 24 * hour },
  resident: { idleMs: 30 * 24 * hour, absoluteMs: 90 * 24 * hour },
  receipt: { idleMs: 24 * hour, absoluteMs: 7 * 24 * hour },
}

/** How long a session waits for the second factor, or for one to be set up. */
const halfLimits = { second_factor: hour / 12, enrolment: hour / 4 }
/** How long the city lets staff stay signed in. */
export type StaffSessions = Pick<KeptSettings['signIn'], 'idleMinutes' | 'absoluteHours'>

function limitsOf(kind: keyof typeof sessionLimits, staff: StaffSessions | undefined): { idleMs: number; absoluteMs: number } {
  if (kind !== 'staff' || !staff) return sessionLimits[kind]
  return { idleMs: (staff.idleMinutes * hour) / 60, absoluteMs: staff.absoluteHours * hour }
}

export interface OpenedSession {
  /** Goes into the cookie and nowhere else. */
  token: string
  hash: Buffer
  absoluteUntil: Date
}

export interface SessionOwner {
  accountId: string | null
  receiptMatterId: string | null
  /** When the receipt is of somebody who joined the matter. */
  receiptFollowerId?: string | null
  kind: keyof typeof sessionLimits
  /** What has to come before the session opens anything. */
  awaits?: HalfSignedIn['awaits'] | null
}

/** Opens a session with a fresh token; only the token's hash is stored. */
export async function openSession(
  tx: Transaction,
  owner: SessionOwner,
  userAgent: string,
  now: Date,
  staff?: StaffSessions,
): Promise<OpenedSession> {
  const token = randomBytes(32).toString('base64url')
  const hash = sha256(token)
  const lastsMs = owner.awaits ? halfLimits[owner.awaits] : limitsOf(owner.kind, staff).absoluteMs
  const absoluteUntil = new Date(now.getTime() + lastsMs)
  await tx
    .insertInto('sessions')
    .values({
      token_hash: hash,
      account_id: owner.accountId,
      receipt_matter_id: owner.receiptMatterId,
      receipt_follower_id: owner.receiptFollowerId ?? null,
      created_at: now,
      last_seen_at: now,
      absolute_until: absoluteUntil,
      user_agent: userAgent.slice(0, 300),
      awaits: owner.awaits ?? null,
    })
    .execute()
  return { token, hash, absoluteUntil }
}

export async function endSession(tx: Transaction, hash: Buffer, now: Date): Promise<void> {
  await tx.updateTable('sessions').set({ ended_at: now }).where('token_hash', '=', hash).where('ended_at', 'is', null).execute()
}

/** Ends all sessions of an account, but for the one given; returns how many. */
export async function endSessionsOf(tx: Transaction, accountId: string, except: Buffer | null, now: Date): Promise<number> {
  let query = tx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('absolute_until', '>', now)
  if (except) query = query.where('token_hash', '!=', except)
  const done = await query.executeTakeFirst()
  return Number(done.numUpdatedRows)
}

/** Notes that a session is in use; at most every few minutes, so that reading does not write. */
export async function touchSession(db: Reader, hash: Buffer, now: Date): Promise<void> {
  await db.updateTable('sessions').set({ last_seen_at: now }).where('token_hash', '=', hash).execute()
}

export interface LivingSession {
  actor: Actor
  lastSeenAt: Date
  /** From here on the session is over whatever happens; the idle limit may end it before. */
  validUntil: Date
}

/** The actor of a session; null when it has ended, expired or its account is disabled. A limit the city has lowered counts for sessions opened before. */
export async function findSession(db: Reader, hash: Buffer, now: Date, staff: StaffSessions): Promise<LivingSession | null> {
  const row = await db
    .selectFrom('sessions as s')
    .leftJoin('accounts as a', 'a.id', 's.account_id')
    .select([
      's.receipt_matter_id',
      's.receipt_follower_id',
      's.created_at',
      's.last_seen_at',
      's.absolute_until',
      's.awaits',
      'a.id as account_id',
      'a.display_name',
      'a.must_change_password',
      'a.locale',
      'a.disabled_at',
    ])
    .where('s.token_hash', '=', hash)
    .where('s.ended_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  const actor = await actorOf(db, row, hash, now)
  if (!actor) return null
  const kind = actor.kind === 'stranger' ? 'receipt' : actor.kind
  const { idleMs, absoluteMs } = limitsOf(kind, staff)
  const validUntil = new Date(Math.min(row.absolute_until.getTime(), row.created_at.getTime() + absoluteMs))
  const idleUntil = new Date(row.last_seen_at.getTime() + idleMs)
  if (validUntil <= now || idleUntil <= now) return null
  return { actor, lastSeenAt: row.last_seen_at, validUntil }
}

interface SessionRow {
  receipt_matter_id: string | null
  receipt_follower_id: string | null
  awaits: string | null
  account_id: string | null
  display_name: string | null
  must_change_password: boolean | null
  locale: string | null
  disabled_at: Date | null
}

async function actorOf(db: Reader, row: SessionRow, hash: Buffer, now: Date): Promise<Actor | null> {
  if (row.receipt_matter_id !== null) return receiptActor(row.receipt_matter_id, hash, 'zh', row.receipt_follower_id)
  if (row.account_id === null || row.disabled_at !== null) return null
  if (row.awaits !== null)
    return halfActor({ accountId: row.account_id, awaits: row.awaits as HalfSignedIn['awaits'], sessionHash: hash }, '', 'zh')
  const account = {
    id: row.account_id,
    displayName: row.display_name ?? '',
    mustChangePassword: row.must_change_password ?? false,
    locale: row.locale === 'en' ? 'en' : 'zh',
  } as const
  return accountActor(account, await findActorPosts(db, row.account_id, now), hash)
}

/** The posts an account holds at `now`, with the place of their area in the tree. */
export async function findActorPosts(db: Reader, accountId: string, now: Date): Promise<ActorPost[]> {
  const rows = await db
    .selectFrom('posts as p')
    .leftJoin('areas as a', 'a.id', 'p.area_id')
    .select(['p.id', 'p.role', 'p.area_id', 'a.path', 'p.organisation_id'])
    .where('p.account_id', '=', accountId)
    .where('p.valid_from', '<=', now)
    .where((where) => where.or([where('p.valid_to', 'is', null), where('p.valid_to', '>', now)]))
    .execute()
  return rows.map((row) => ({
    id: row.id,
    role: row.role as Role,
    areaId: row.area_id,
    areaPath: row.path,
    organisationId: row.organisation_id,
  }))
}

/** Deletes sessions that ended or expired more than 30 days ago. */
export async function forgetOldSessions(db: Reader, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 30 * 24 * hour)
  await db
    .deleteFrom('sessions')
    .where(sql<Date>`least(absolute_until, coalesce(ended_at, 'infinity'))`, '<', before)
    .execute()
}
