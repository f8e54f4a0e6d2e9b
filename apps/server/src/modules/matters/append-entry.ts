import type { Transaction } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Hat } from './change.ts'
import { seal } from './timeline.ts'

export interface SideEntry {
  action: string
  accountId: string | null
  hat: Hat
  visibility: 'public' | 'internal'
  content: Record<string, unknown>
}

/** Adds an entry that changes no state (hand-over, an area that was split) to a matter's chain, in the caller's transaction. Locks the matter. */
export async function appendEntry(tx: Transaction, matterId: string, entry: SideEntry, at: Date): Promise<void> {
  const matter = await tx
    .selectFrom('matters')
    .select(['state', 'version', 'chain_head', 'holder_area_id', 'holder_organisation_id'])
    .where('id', '=', matterId)
    .forUpdate()
    .executeTakeFirst()
  if (!matter) throw new LinliError('not_found')
  const sealed = seal(
    {
      matterId,
      seq: matter.version + 1,
      at,
      accountId: entry.accountId,
      hat: entry.hat,
      action: entry.action,
      fromState: matter.state,
      toState: matter.state,
      holder: { areaId: matter.holder_area_id, organisationId: matter.holder_organisation_id },
      visibility: entry.visibility,
      content: entry.content,
    },
    matter.chain_head,
  )
  await tx
    .insertInto('timeline_entries')
    .values({
      matter_id: matterId,
      seq: sealed.seq,
      at,
      account_id: sealed.accountId,
      actor_role: sealed.hat.role,
      actor_area_id: sealed.hat.areaId,
      actor_organisation_id: sealed.hat.organisationId,
      action: sealed.action,
      from_state: sealed.fromState,
      to_state: sealed.toState,
      holder_area_id: sealed.holder.areaId,
      holder_organisation_id: sealed.holder.organisationId,
      visibility: sealed.visibility,
      content: JSON.stringify(sealed.content),
      content_digest: sealed.contentDigest,
      previous_hash: sealed.previousHash,
      hash: sealed.hash,
    })
    .execute()
  await tx.updateTable('matters').set({ version: sealed.seq, chain_head: sealed.hash }).where('id', '=', matterId).execute()
}
