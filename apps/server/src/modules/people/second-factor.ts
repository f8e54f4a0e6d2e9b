import type { SecondFactorRule } from '@linli/contract'
import { Secret, TOTP } from 'otpauth'
import { inTransaction, type Reader, type Transaction } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import { type PersonalDataKeys, readableSecret } from '../../platform/secrets.ts'
import type { HalfSignedIn } from '../access/index.ts'
import { writeAudit } from '../audit/index.ts'
import { isRightPassword } from './passwords.ts'
import { asksSecondFactor } from './second-factor-rule.ts'
import { auditFailedSignIn, auditSignIn } from './sign-in-audit.ts'
import { endSession, findActorPosts, type OpenedSession, openSession } from './sessions.store.ts'
import type { SignInTools } from './sign-in.ts'

const stepMs = 30_000
const secretBytes = 20
const enrolmentMs = 15 * 60_000
const recoveryCodeCount = 10
/** Whoever guesses knows the password already, so the account may wait sooner than for passwords: 30 tries in 15 minutes. */
const mostTries = 30

/** What somebody with the right password still lacks; null: nothing. */
export async function findMissing(
  db: Reader,
  accountId: string,
  rule: SecondFactorRule,
  now: Date,
): Promise<HalfSignedIn['awaits'] | null> {
  if ((await findSecondFactor(db, accountId)) !== null) return 'second_factor'
  if (rule === 'off') return null
  return asksSecondFactor(rule, await findActorPosts(db, accountId, now)) ? 'enrolment' : null
}

/** Since when somebody has a second factor, and how many recovery codes are left; null without one. */
export async function findSecondFactor(db: Reader, accountId: string): Promise<{ confirmedAt: Date; recoveryCodesLeft: number } | null> {
  const row = await db
    .selectFrom('second_factors as f')
    .select((of) => [
      'f.confirmed_at',
      of
        .selectFrom('recovery_codes as c')
        .select((each) => each.fn.countAll<number>().as('count'))
        .whereRef('c.account_id', '=', 'f.account_id')
        .where('c.used_at', 'is', null)
        .as('left'),
    ])
    .where('f.account_id', '=', accountId)
    .where('f.confirmed_at', 'is not', null)
    .executeTakeFirst()
  return row?.confirmed_at ? { confirmedAt: row.confirmed_at, recoveryCodesLeft: row.left ?? 0 } : null
}

/** The second step of signing in: a new whole session takes the half one's place. Throws `wrong_second_factor` or `too_many_attempts`. */
export async function completeSignIn(
  tools: SignInTools,
  half: HalfSignedIn,
  code: string,
  origin: { address: string; userAgent: string },
): Promise<OpenedSession> {
  await requireCode(tools, half.accountId, code, origin.address)
  return inTransaction(tools.db, async (tx) => {
    await auditSignIn(tools, tx, { accountId: half.accountId, by: 'second_factor', address: origin.address })
    return replaceHalf(tx, half, origin.userAgent, tools.clock.now())
  })
}

/** Where somebody who sets a factor up stands: signed in, or kept at the door until it is done. */
export interface Enrolling {
  accountId: string
  half: HalfSignedIn | null
}

/**
 * Makes a secret that counts once a code of it was given. Whoever is signed in gives the password again, so that a
 * screen left open does not lose the account; whoever has a factor already gives a code of it.
 */
export async function beginEnrolment(
  tools: SignInTools,
  { accountId, half }: Enrolling,
  given: { password?: string; code?: string },
  address: string,
): Promise<{ secret: string; uri: string; validUntil: Date }> {
  const account = await tools.db.read
    .selectFrom('accounts')
    .select(['login_name', 'display_name', 'password_hash'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  if (!half && account.password_hash !== null) await requirePassword(tools, account, given.password ?? '', address)
  if ((await findSecondFactor(tools.db.read, accountId)) !== null) await requireCode(tools, accountId, given.code ?? '', address)
  const secret = new Secret({ size: secretBytes })
  const validUntil = new Date(tools.clock.now().getTime() + enrolmentMs)
  const pending = { pending_cipher: tools.keys.encrypt(secret.base32), pending_until: validUntil }
  await tools.db.read
    .insertInto('second_factors')
    .values({ account_id: accountId, ...pending })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(pending))
    .execute()
  const label = account.login_name ?? account.display_name
  return { secret: secret.base32, uri: totpOf(secret.base32, label).toString(), validUntil }
}

/** Confirms the secret by its first code; answers ten recovery codes, which are shown once and kept as hashes. */
export async function confirmEnrolment(
  tools: SignInTools,
  { accountId, half }: Enrolling,
  code: string,
  origin: { address: string; userAgent: string },
): Promise<{ recoveryCodes: string[]; session: OpenedSession | null }> {
  const now = tools.clock.now()
  await tools.throttle.check(subjectOf(accountId), origin.address, mostTries)
  const recoveryCodes = Array.from({ length: recoveryCodeCount }, () => `${readableSecret(5)}-${readableSecret(5)}`)
  const done = await inTransaction(tools.db, async (tx) => {
    const row = await tx
      .selectFrom('second_factors')
      .select(['pending_cipher', 'pending_until'])
      .where('account_id', '=', accountId)
      .forUpdate()
      .executeTakeFirst()
    if (!row?.pending_cipher || !row.pending_until || row.pending_until <= now) throw new LinliError('enrolment_over')
    const step = stepOf(tools.keys.decrypt(row.pending_cipher), code, now)
    if (step === null) return null
    await tx
      .updateTable('second_factors')
      .set({ secret_cipher: row.pending_cipher, confirmed_at: now, last_step: step, pending_cipher: null, pending_until: null })
      .where('account_id', '=', accountId)
      .execute()
    await tx.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
    await tx
      .insertInto('recovery_codes')
      .values(recoveryCodes.map((each) => ({ account_id: accountId, code_hash: recoveryHash(tools.keys, accountId, each) })))
      .execute()
    await writeAudit(tx, { accountId, action: 'second_factor_enrolled', objectKind: 'account', objectId: accountId, detail: {} }, now)
    if (half) await auditSignIn(tools, tx, { accountId, by: 'second_factor', address: origin.address })
    return { session: half && (await replaceHalf(tx, half, origin.userAgent, now)) }
  })
  if (!done) return refuse(tools, accountId, origin.address)
  return { recoveryCodes, session: done.session }
}

/** Takes somebody's second factor away. False when there was none. */
export async function deleteSecondFactor(tx: Transaction, accountId: string): Promise<boolean> {
  await tx.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
  const gone = await tx.deleteFrom('second_factors').where('account_id', '=', accountId).returning('confirmed_at').executeTakeFirst()
  return gone?.confirmed_at != null
}

/** Takes a code of the app or a recovery code, each once. */
async function requireCode(tools: SignInTools, accountId: string, code: string, address: string): Promise<void> {
  const now = tools.clock.now()
  await tools.throttle.check(subjectOf(accountId), address, mostTries)
  const plain = code.replace(/[\s-]/g, '').toUpperCase()
  const right = await inTransaction(tools.db, (tx) =>
    /^\d{6}$/.test(plain) ? useAppCode(tx, tools.keys, accountId, plain, now) : useRecoveryCode(tx, tools.keys, accountId, plain, now),
  )
  if (!right) await refuse(tools, accountId, address)
}

async function useAppCode(tx: Transaction, keys: PersonalDataKeys, accountId: string, code: string, now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('second_factors')
    .select(['secret_cipher', 'last_step'])
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  if (!row?.secret_cipher) return false
  const step = stepOf(keys.decrypt(row.secret_cipher), code, now)
  if (step === null || step <= (row.last_step ?? 0)) return false
  await tx.updateTable('second_factors').set({ last_step: step }).where('account_id', '=', accountId).execute()
  return true
}

async function useRecoveryCode(tx: Transaction, keys: PersonalDataKeys, accountId: string, code: string, now: Date): Promise<boolean> {
  const used = await tx
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', recoveryHash(keys, accountId, code))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (Number(used.numUpdatedRows) === 0) return false
  await writeAudit(tx, { accountId, action: 'recovery_code_used', objectKind: 'account', objectId: accountId, detail: {} }, now)
  return true
}

/** Which half minute a code is of, this one or one beside it for clocks that drift; null when of none. */
function stepOf(secret: string, code: string, now: Date): number | null {
  const delta = totpOf(secret, '').validate({ token: code, timestamp: now.getTime(), window: 1 })
  return delta === null ? null : Math.floor(now.getTime() / stepMs) + delta
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: 'Linli', label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: stepMs / 1000 })
}

function recoveryHash(keys: PersonalDataKeys, accountId: string, code: string): Buffer {
  return keys.lookupHash(`recovery ${accountId} ${code.replaceAll('-', '')}`)
}

/** The half session ends and a whole one with a token of its own begins. */
async function replaceHalf(tx: Transaction, half: HalfSignedIn, userAgent: string, now: Date): Promise<OpenedSession> {
  await endSession(tx, half.sessionHash, now)
  return openSession(tx, { accountId: half.accountId, receiptMatterId: null, kind: 'staff' }, userAgent, now)
}

async function requirePassword(
  tools: SignInTools,
  account: { login_name: string | null; password_hash: string | null },
  password: string,
  address: string,
): Promise<void> {
  const name = account.login_name ?? ''
  await tools.throttle.check(name, address)
  if (await isRightPassword(password, account.password_hash)) return
  await tools.throttle.fail(name, address)
  throw new LinliError('wrong_credentials')
}

const subjectOf = (accountId: string) => `second factor ${accountId}`

async function refuse(tools: SignInTools, accountId: string, address: string): Promise<never> {
  await tools.throttle.fail(subjectOf(accountId), address)
  await auditFailedSignIn(tools, { accountId, by: 'second_factor', address })
  throw new LinliError('wrong_second_factor')
}
