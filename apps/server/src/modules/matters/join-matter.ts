import type { BodyOf, joinMatter as contract, RouteOutput } from '@linli/contract'
import type { Intention } from '../../platform/idempotency.ts'
import type { Actor } from '../access/index.ts'
import type { AuditEntry } from '../audit/index.ts'
import type { Joining } from './actions/join.ts'
import { contextAt, type MatterTools } from './matter.tools.ts'
import { performAction } from './perform-action.ts'
import { receiptHash } from './report-matter.ts'

/**
 * 我也遇到了: a resident joins what somebody else has reported, by account or with a receipt of their own. They need not have
 * seen it before: a hint of its number is enough. Throws `not_found`, `action_not_possible`, `already_following`.
 */
export async function joinMatter(
  tools: MatterTools,
  request: { matterId: string; actor: Actor; intention: Intention; body: BodyOf<typeof contract>; audit?: AuditEntry },
): Promise<RouteOutput<typeof contract>> {
  const { matterId, actor, intention } = request
  const now = tools.clock.now()
  const context = contextAt(tools.books, now)
  // A repetition gets the same code again, because it follows from the intention; only its hash is kept.
  const receiptCode = actor.accountId === null ? tools.keys.receiptCode(`joined ${intention.owner} ${intention.key}`) : null
  const input: Joining = { followerId: context.newId(), receiptHash: receiptCode === null ? null : receiptHash(receiptCode) }
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
