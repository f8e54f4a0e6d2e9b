import type { Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'

interface AuditEntry {
  accountId: string | null
  /** In the past tense: `post_ended`. */
  action: string
  objectKind: string
  objectId: string | null
  /** Never personal data. */
  detail: Record<string, unknown>
}

/** Writes down who did what, in the transaction that does it. The table can only be added to. */
export async function writeAudit(tx: Transaction, entry: AuditEntry, at: Date): Promise<void> {
  await tx
    .insertInto('audit_entries')
    .values({
      id: randomIds.next(at),
      at,
      account_id: entry.accountId,
      action: entry.action,
      object_kind: entry.objectKind,
      object_id: entry.objectId,
      detail: JSON.stringify(entry.detail),
    })
    .execute()
}
