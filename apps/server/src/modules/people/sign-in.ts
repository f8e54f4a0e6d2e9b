import { randomInt, timingSafeEqual } from 'node:crypto'
import type { Cached } from '../../platform/cached.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Db, inTransaction, type Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import { addJob } from '../../platform/queue.ts'
import type { PersonalDataKeys } from '../../platform/secrets.ts'
import { writeAudit } from '../audit/index.ts'
import type { KeptSettings } from '../settings/index.ts'
import { hashPassword, isAcceptablePassword, isRightPassword } from './passwords.ts'
import { findMissing } from './second-factor.ts'
import { auditFailedSignIn, auditSignIn, type Proof, staffOfPhone } from './sign-in-audit.ts'
import { endSessionsOf, type OpenedSession, openSession } from './sessions.store.ts'
import type { Throttle } from './throttle.ts'

declare module '../../platform/queue.ts' {
  interface Jobs {
    /** `code` is what a provider fills into its own template. */
    send_text_message: { phoneCipher: string; text: string; code?: string }
  }
}

export interface SignInTools {
  db: Db
  clock: Clock
  keys: PersonalDataKeys
  throttle: Throttle
  /** The city's: how long staff stay signed in, of whom it asks a second factor. */
  settings: Cached<KeptSettings>
}

/** Where a sign-in comes from. */
export interface Origin {
  address: string
  userAgent: string
}

const codeValidMs = 5 * 60_000
const codesPerHour = 5
const triesPerCode = 5

/** Signs a staff account in. Throws `wrong_credentials` (also for disabled and unknown accounts) or `too_many_attempts`. */
export async function signInWithPassword(tools: SignInTools, loginName: string, password: string, origin: Origin): Promise<OpenedSession> {
  const name = loginName.trim().toLowerCase()
  await tools.throttle.check(name, origin.address)
  const account = await tools.db.read
    .selectFrom('accounts')
    .select(['id', 'password_hash', 'disabled_at'])
    .where('login_name', '=', name)
    .executeTakeFirst()
  const right = await isRightPassword(password, account?.disabled_at === null ? account.password_hash : null)
  if (!right || !account) {
    // At once, so that an account there is does not answer later than one there is not.
    await Promise.all([
      tools.throttle.fail(name, origin.address),
      account && auditFailedSignIn(tools, { accountId: account.id, by: 'password', address: origin.address }),
    ])
    throw new LinliError('wrong_credentials')
  }
  return inTransaction(tools.db, (tx) => openAccountSession(tx, tools, { accountId: account.id, kind: 'staff' }, 'password', origin))
}

/** Opens a session of an account: a whole one, or one that waits for the second factor. */
async function openAccountSession(
  tx: Transaction,
  tools: SignInTools,
  owner: { accountId: string; kind: 'staff' | 'resident' },
  by: Proof,
  origin: Origin,
): Promise<OpenedSession> {
  const now = tools.clock.now()
  const awaits = await findMissing(tx, owner.accountId, tools.settings.get().signIn.secondFactor, now)
  // With a factor still to come nobody is signed in yet.
  if (awaits === null) await auditSignIn(tools, tx, { accountId: owner.accountId, by, address: origin.address })
  return openSession(tx, { ...owner, receiptMatterId: null, awaits }, origin.userAgent, now, tools.settings.get().signIn)
}

/** Sends a six-digit code to a phone; it is valid for five minutes and one sign-in. Throws `too_many_attempts` after five an hour. */
export async function sendPhoneCode(tools: SignInTools, phone: string, address: string): Promise<Date> {
  const now = tools.clock.now()
  await tools.throttle.check(`phone ${phone}`, address)
  const phoneHash = tools.keys.lookupHash(phone)
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const validUntil = new Date(now.getTime() + codeValidMs)
  await inTransaction(tools.db, async (tx) => {
    const sent = await tx
      .selectFrom('phone_codes')
      .select((of) => of.fn.countAll<number>().as('count'))
      .where('phone_hash', '=', phoneHash)
      .where('created_at', '>', new Date(now.getTime() - 3_600_000))
      .executeTakeFirstOrThrow()
    if (sent.count >= codesPerHour) throw new LinliError('too_many_attempts')
    await tx
      .insertInto('phone_codes')
      .values({
        id: randomIds.next(now),
        phone_hash: phoneHash,
        code_hash: tools.keys.lookupHash(`${phone} ${code}`),
        created_at: now,
        valid_until: validUntil,
      })
      .execute()
    const text = `【邻里】验证码 ${code}，5 分钟内有效。请勿告诉他人。`
    await addJob(tx, tools.db.city, 'send_text_message', { phoneCipher: tools.keys.encrypt(phone).toString('base64'), text, code })
  })
  return validUntil
}

/** Signs a resident in with the code they were sent; the first time makes their account. Throws `wrong_code`. */
export async function signInWithPhoneCode(tools: SignInTools, phone: string, code: string, origin: Origin): Promise<OpenedSession> {
  await tools.throttle.check(`phone ${phone}`, origin.address)
  const now = tools.clock.now()
  const right = await useCode(tools, phone, code, now)
  if (!right) {
    await tools.throttle.fail(`phone ${phone}`, origin.address)
    const accountId = await staffOfPhone(tools, phone)
    if (accountId !== null) await auditFailedSignIn(tools, { accountId, by: 'phone_code', address: origin.address })
    throw new LinliError('wrong_code')
  }
  return inTransaction(tools.db, async (tx) => {
    const accountId = await residentOfPhone(tx, tools, phone, now)
    return openAccountSession(tx, tools, { accountId, kind: 'resident' }, 'phone_code', origin)
  })
}

/** Only the newest code counts, and only for a few tries; a right one is used up. */
async function useCode(tools: SignInTools, phone: string, code: string, now: Date): Promise<boolean> {
  return inTransaction(tools.db, async (tx) => {
    const sent = await tx
      .selectFrom('phone_codes')
      .select(['id', 'code_hash', 'tries', 'valid_until', 'used_at'])
      .where('phone_hash', '=', tools.keys.lookupHash(phone))
      .orderBy('created_at', 'desc')
      .limit(1)
      .forUpdate()
      .executeTakeFirst()
    if (!sent || sent.used_at !== null || sent.valid_until <= now || sent.tries >= triesPerCode) return false
    const right = timingSafeEqual(sent.code_hash, tools.keys.lookupHash(`${phone} ${code}`))
    await tx
      .updateTable('phone_codes')
      .set({ tries: sent.tries + 1, used_at: right ? now : null })
      .where('id', '=', sent.id)
      .execute()
    return right
  })
}

async function residentOfPhone(tx: Transaction, tools: SignInTools, phone: string, now: Date): Promise<string> {
  const phoneHash = tools.keys.lookupHash(phone)
  const id = randomIds.next(now)
  await tx
    .insertInto('accounts')
    .values({ id, display_name: '', phone_cipher: tools.keys.encrypt(phone), phone_hash: phoneHash, created_at: now })
    .onConflict((conflict) => conflict.column('phone_hash').doNothing())
    .execute()
  const account = await tx
    .selectFrom('accounts')
    .select(['id', 'disabled_at'])
    .where('phone_hash', '=', phoneHash)
    .executeTakeFirstOrThrow()
  if (account.disabled_at !== null) throw new LinliError('wrong_code')
  return account.id
}

/** Changes a password and ends the account's other sessions. Throws `wrong_credentials` or `weak_password`. */
export async function changePassword(
  tools: SignInTools,
  accountId: string,
  keepSession: Buffer | null,
  passwords: { old: string; next: string },
  address: string,
): Promise<void> {
  const account = await tools.db.read
    .selectFrom('accounts')
    .select(['login_name', 'password_hash'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  const name = account.login_name ?? ''
  await tools.throttle.check(name, address)
  if (!(await isRightPassword(passwords.old, account.password_hash))) {
    await tools.throttle.fail(name, address)
    throw new LinliError('wrong_credentials')
  }
  if (!isAcceptablePassword(passwords.next, name)) throw new LinliError('weak_password')
  const passwordHash = await hashPassword(passwords.next)
  await inTransaction(tools.db, async (tx) => {
    await tx.updateTable('accounts').set({ password_hash: passwordHash, must_change_password: false }).where('id', '=', accountId).execute()
    const endedSessions = await endSessionsOf(tx, accountId, keepSession, tools.clock.now())
    const audited = { accountId, action: 'password_changed', objectKind: 'account', objectId: accountId, detail: { endedSessions } }
    await writeAudit(tx, audited, tools.clock.now())
  })
}
