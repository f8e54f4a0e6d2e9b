import { sql } from 'kysely'
import { inTransaction, type Reader, type Transaction } from '../../platform/db.ts'
import { writeAudit } from '../audit/index.ts'
import type { SignInTools } from './sign-in.ts'

/** By what somebody proved who they are. */
export type Proof = 'password' | 'phone_code' | 'second_factor'

/**
 * Writes down a sign-in of the staff, and nothing of where it came from but a keyed mark, by which an auditor sees that
 * two attempts had one origin without reading an address. Residents' comings and goings are nobody's business
 * (docs/decisions/0023).
 */
export async function auditSignIn(
  tools: SignInTools,
  tx: Transaction,
  { accountId, by, address }: { accountId: string; by: Proof; address: string },
): Promise<void> {
  await write(tools, tx, accountId, 'signed_in', { by, origin: originMark(tools, address) })
}

/** Writes down an attempt on a staff account that failed. It is filed under that account, whoever it was. */
export async function auditFailedSignIn(
  tools: SignInTools,
  { accountId, by, address }: { accountId: string; by: Proof; address: string },
): Promise<void> {
  await inTransaction(tools.db, (tx) => write(tools, tx, accountId, 'sign_in_failed', { by, origin: originMark(tools, address) }))
}

/** Writes down that somebody signed out, or ended another session of their own. */
export async function auditSessionEnd(
  tools: SignInTools,
  tx: Transaction,
  accountId: string,
  action: 'signed_out' | 'own_session_ended',
): Promise<void> {
  await write(tools, tx, accountId, action, {})
}

/** The staff account with this phone number; null for residents and unknown numbers. */
export async function staffOfPhone(tools: SignInTools, phone: string): Promise<string | null> {
  const account = await tools.db.read
    .selectFrom('accounts')
    .select('id')
    .where('phone_hash', '=', tools.keys.lookupHash(phone))
    .executeTakeFirst()
  return account?.id ?? null
}

async function write(
  tools: SignInTools,
  tx: Transaction,
  accountId: string,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  if (!(await isStaff(tx, accountId))) return
  await writeAudit(tx, { accountId, action, objectKind: 'account', objectId: accountId, detail }, tools.clock.now())
}

/** An account made for staff, or one that holds or held a post. */
async function isStaff(db: Reader, accountId: string): Promise<boolean> {
  const row = await db
    .selectFrom('accounts as a')
    .select('a.id')
    .where('a.id', '=', accountId)
    .where(sql<boolean>`(a.login_name is not null or exists (select 1 from posts p where p.account_id = a.id))`)
    .executeTakeFirst()
  return row !== undefined
}

function originMark(tools: SignInTools, address: string): string {
  return tools.keys.lookupHash(`origin of sign-in ${address}`).toString('hex').slice(0, 8)
}
