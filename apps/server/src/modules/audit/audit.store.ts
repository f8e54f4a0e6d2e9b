import type { Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'

export interface AuditEntry {
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
  await tx.insertInto('audit_entries').values(auditRow(entry, at)).execute()
}

/** The entry as a row, for those who write it as a part of a statement of their own. */
export function auditRow({ accountId, action, objectKind, objectId, detail }: AuditEntry, at: Date) {
  return {
    id: randomIds.next(at),
    at,
    account_id: accountId,
    action,
    object_kind: objectKind,
    object_id: objectId,
    detail: JSON.stringify(detail),
  }
}
