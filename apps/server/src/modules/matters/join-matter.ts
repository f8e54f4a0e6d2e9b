import type { BodyOf, joinMatter as contract, RouteOutput } from '@linli/contract'
import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import { findAnswer, type Intention } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import type { AuditEntry } from '../audit/index.ts'
import type { Joining } from './actions/join.ts'
import { contextAt, type MatterTools } from './matter.tools.ts'
import { performAction } from './perform-action.ts'
import { receiptHash } from './report-matter.ts'

interface JoinRequest {
  matterId: string
  actor: Actor
  intention: Intention
  body: BodyOf<typeof contract>
  /** Of the number they call from. */
  contactHash?: Buffer | undefined
  audit?: AuditEntry
}

/**
 * 我也遇到了: a resident joins what somebody else has reported, by account or with a receipt of their own. They need not have
 * seen it before: a hint of its number is enough. Throws `not_found`, `action_not_possible`, `already_following`,
 * `caller_counted`.
 */
export async function joinMatter(tools: MatterTools, request: JoinRequest): Promise<RouteOutput<typeof contract>> {
  const { matterId, actor, intention } = request
  const now = tools.clock.now()
  const context = contextAt(tools.books, now)
  // A repetition gets the same code again, because it follows from the intention; only its hash is kept.
  const receiptCode = actor.accountId === null ? tools.keys.receiptCode(`joined ${intention.owner} ${intention.key}`) : null
  const contactHash = request.contactHash ?? null
  if (contactHash !== null) await requireUncounted(tools.db, matterId, contactHash, intention)
  const input: Joining = { followerId: context.newId(), receiptHash: receiptCode === null ? null : receiptHash(receiptCode), contactHash }
  const receipt = await performAction(tools.db, context, {
    action: 'join',
    matterId,
    input,
    expectedVersion: null,
    actor,
    intention,
    ...(request.audit && { audit: request.audit }),
  })
  return { matterId, number: receipt.number, supporterCount: receipt.supporterCount ?? 1, receiptCode }
}

/** Two who take a call from one number at once: the later is refused by the index instead. */
async function requireUncounted(db: Db, matterId: string, contactHash: Buffer, intention: Intention): Promise<void> {
  const counted = await sql`select 1 from matters where id = ${matterId} and contact_hash = ${contactHash}
    union all select 1 from followers where matter_id = ${matterId} and contact_hash = ${contactHash}`.execute(db.read)
  if (counted.rows.length > 0 && !(await findAnswer(db.read, intention))) throw new LinliError('caller_counted')
}
