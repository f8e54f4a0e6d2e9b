import { sql } from 'kysely'
import { canonicalJson } from '../../platform/canonical.ts'
import type { Transaction } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import type { RoutingRule } from './routing.ts'
import { currentNumber, findDraft, type StoredDraft } from './routing.queries.ts'

export interface DraftContent {
  basedOn: number
  note: string
  rules: readonly RoutingRule[]
}

/**
 * Keeps what a rule keeper has typed. `revision` is that of the draft they saw, 0 for none; throws `draft_changed` when it is another
 * by now, unless it says the same already: then the answer to the first saving was lost.
 */
export async function saveDraft(
  tx: Transaction,
  accountId: string,
  revision: number,
  content: DraftContent,
  at: Date,
): Promise<StoredDraft> {
  await lockRouting(tx)
  const before = await findDraft(tx, accountId)
  if (before && isSame(before, content)) return before
  if ((before?.revision ?? 0) !== revision) throw new LinliError('draft_changed')
  if (content.basedOn > (await currentNumber(tx))) throw new LinliError('not_found')
  // From the time, so that the number of a draft that is gone never comes back for another.
  const next = Math.max(at.getTime(), revision + 1)
  const row = { revision: next, based_on: content.basedOn, note: content.note, saved_at: at, rules: JSON.stringify(content.rules) }
  await tx
    .insertInto('routing_drafts')
    .values({ account_id: accountId, ...row })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(row))
    .execute()
  return { revision: next, basedOn: content.basedOn, note: content.note, savedAt: at, rules: [...content.rules] }
}

export async function deleteDraft(tx: Transaction, accountId: string): Promise<void> {
  await tx.deleteFrom('routing_drafts').where('account_id', '=', accountId).execute()
}

/** Adds the version after `expectedVersion`; the caller holds `lockRouting`. Throws `rules_changed` when that is no longer the one in force. */
export async function insertVersion(
  tx: Transaction,
  version: { expectedVersion: number; accountId: string | null; note: string; rules: readonly RoutingRule[] },
  at: Date,
): Promise<number> {
  if ((await currentNumber(tx)) !== version.expectedVersion) throw new LinliError('rules_changed')
  const number = version.expectedVersion + 1
  await tx
    .insertInto('routing_versions')
    .values({ number, published_at: at, account_id: version.accountId, note: version.note, rules: JSON.stringify(version.rules) })
    .execute()
  return number
}

/** One writer of rules and drafts at a time, held until the transaction ends: rule keepers are few. */
export async function lockRouting(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(current_schema()), 4)`.execute(tx)
}

function isSame(draft: StoredDraft, content: DraftContent): boolean {
  return draft.note === content.note && draft.basedOn === content.basedOn && canonicalJson(draft.rules) === canonicalJson(content.rules)
}
