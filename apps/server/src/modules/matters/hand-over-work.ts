import type { Transaction } from '../../platform/db.ts'
import type { HandOverWork } from '../people/index.ts'
import { appendEntry } from './append-entry.ts'

/** Passes the assignments someone has claimed at an organisation to a successor, or back to the organisation; each matter's timeline says so. */
export const handOverWork: HandOverWork = async (tx: Transaction, work, by, now) => {
  const held = await tx
    .selectFrom('assignments')
    .select(['id', 'matter_id'])
    .where('handler_account_id', '=', work.fromAccountId)
    .where('organisation_id', '=', work.organisationId)
    .where('state', '=', 'claimed')
    .forUpdate()
    .execute()
  for (const assignment of held) {
    await tx.updateTable('assignments').set({ handler_account_id: work.toAccountId }).where('id', '=', assignment.id).execute()
    await appendEntry(
      tx,
      assignment.matter_id,
      {
        action: 'hand_over',
        accountId: by.accountId,
        hat: { role: 'administrator', areaId: null, organisationId: work.organisationId },
        visibility: 'internal',
        content: { reason: work.reason, assignmentId: assignment.id, toNobody: work.toAccountId === null },
      },
      now,
    )
  }
  return held.length
}
