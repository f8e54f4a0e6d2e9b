import type { ContactAddress, NoticeChannel } from '@linli/contract'
import { timingSafeEqual } from 'node:crypto'
import { type Db, inTransaction, type Reader, type Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import type { PersonalDataKeys } from '../../platform/secrets.ts'
import { maskAddress } from './mask-address.ts'

/** More browsers and addresses than anybody has. */
const mostAddresses = 20
export const codeValidMs = 15 * 60_000
const triesPerCode = 5
const codesPerHour = 5

export interface NewAddress {
  accountId: string
  channel: NoticeChannel
  address: string
}

type Keys = PersonalDataKeys

/**
 * Adds an address that proves itself: a push subscription, or an open id the provider named. The same one again is the same
 * row. A browser belongs to whoever subscribed last, so that the person before does not read on. Throws `too_many_addresses`.
 */
export async function addConfirmedAddress(db: Db, keys: Keys, given: NewAddress, now: Date): Promise<ContactAddress> {
  return inTransaction(db, async (tx) => {
    const hash = keys.lookupHash(`${given.channel} ${keyOf(given)}`)
    await lockAccount(tx, given.accountId)
    await tx
      .updateTable('contact_addresses')
      .set({ ended_at: now })
      .where('channel', '=', given.channel)
      .where('hash', '=', hash)
      .where('account_id', '!=', given.accountId)
      .where('ended_at', 'is', null)
      .execute()
    const known = await findInUse(tx, given, hash)
    if (known) {
      // A browser may keep the endpoint and change its keys.
      await tx
        .updateTable('contact_addresses')
        .set({ cipher: keys.encrypt(given.address) })
        .where('id', '=', known)
        .execute()
      return requireAddress(tx, keys, given.accountId, known)
    }
    return insertAddress(tx, keys, { ...given, hash, confirmedAt: now, code: null }, now)
  })
}

/** Adds an address that has to be confirmed with a code. Throws `too_many_addresses`, or `too_many_attempts` after five codes an hour. */
export async function addUnconfirmedAddress(
  tx: Transaction,
  keys: Keys,
  given: NewAddress & { code: string },
  now: Date,
): Promise<ContactAddress> {
  const hash = keys.lookupHash(`${given.channel} ${given.address}`)
  await lockAccount(tx, given.accountId)
  const { sent } = await tx
    .selectFrom('contact_addresses')
    .select((of) => of.fn.countAll<number>().as('sent'))
    .where('account_id', '=', given.accountId)
    .where('code_until', '>', new Date(now.getTime() - 3_600_000 + codeValidMs))
    .executeTakeFirstOrThrow()
  if (sent >= codesPerHour) throw new LinliError('too_many_attempts')
  const known = await findInUse(tx, given, hash)
  // A confirmed one stays as it is until it is removed; an unconfirmed one gives way to the new code.
  if (known) {
    const address = await requireAddress(tx, keys, given.accountId, known)
    if (address.confirmedAt !== null) return address
    await tx.updateTable('contact_addresses').set({ ended_at: now }).where('id', '=', known).execute()
  }
  return insertAddress(tx, keys, { ...given, hash, confirmedAt: null }, now)
}

/** Confirms an address with its code. Throws `not_found` or `wrong_code`; after five wrong tries the code is void. */
export async function confirmAddress(
  db: Db,
  keys: Keys,
  given: { accountId: string; addressId: string; code: string },
  now: Date,
): Promise<ContactAddress> {
  const confirmed = await inTransaction(db, async (tx) => {
    const row = await tx
      .selectFrom('contact_addresses')
      .select(['code_hash', 'code_until', 'code_tries', 'confirmed_at'])
      .where('id', '=', given.addressId)
      .where('account_id', '=', given.accountId)
      .where('ended_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw new LinliError('not_found')
    if (row.confirmed_at !== null) return true
    if (!row.code_hash || !row.code_until || row.code_until <= now || row.code_tries >= triesPerCode) return false
    const right = timingSafeEqual(row.code_hash, codeHash(keys, given.addressId, given.code))
    await tx
      .updateTable('contact_addresses')
      .set({ code_tries: row.code_tries + 1, confirmed_at: right ? now : null })
      .where('id', '=', given.addressId)
      .execute()
    return right
  })
  // Thrown only now, so that the try is counted.
  if (!confirmed) throw new LinliError('wrong_code')
  return requireAddress(db.read, keys, given.accountId, given.addressId)
}

/** A person's addresses in use, oldest first. */
export async function findAddresses(db: Reader, keys: Keys, accountId: string): Promise<ContactAddress[]> {
  const rows = await db
    .selectFrom('contact_addresses')
    .select(['id', 'channel', 'cipher', 'confirmed_at'])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => present(keys, row))
}

/** Takes a person's own address out of use; false when it was not there. */
export async function removeAddress(db: Db, accountId: string, addressId: string, now: Date): Promise<boolean> {
  const done = await db.read
    .updateTable('contact_addresses')
    .set({ ended_at: now })
    .where('id', '=', addressId)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}

/** Takes an address out of use because nothing reaches it any more. */
export async function endAddress(db: Db, addressId: string, now: Date): Promise<void> {
  await db.read.updateTable('contact_addresses').set({ ended_at: now }).where('id', '=', addressId).where('ended_at', 'is', null).execute()
}

async function insertAddress(
  tx: Transaction,
  keys: Keys,
  given: NewAddress & { hash: Buffer; confirmedAt: Date | null; code: string | null },
  now: Date,
): Promise<ContactAddress> {
  const { count } = await tx
    .selectFrom('contact_addresses')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('account_id', '=', given.accountId)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (count >= mostAddresses) throw new LinliError('too_many_addresses')
  const id = randomIds.next(now)
  await tx
    .insertInto('contact_addresses')
    .values({
      id,
      account_id: given.accountId,
      channel: given.channel,
      cipher: keys.encrypt(given.address),
      hash: given.hash,
      created_at: now,
      confirmed_at: given.confirmedAt,
      ...(given.code !== null && { code_hash: codeHash(keys, id, given.code), code_until: new Date(now.getTime() + codeValidMs) }),
    })
    .execute()
  return requireAddress(tx, keys, given.accountId, id)
}

/** Two requests of one person at once must not both find room, or both find nothing. */
async function lockAccount(tx: Transaction, accountId: string): Promise<void> {
  await tx.selectFrom('accounts').select('id').where('id', '=', accountId).forNoKeyUpdate().execute()
}

async function findInUse(tx: Transaction, given: NewAddress, hash: Buffer): Promise<string | null> {
  const row = await tx
    .selectFrom('contact_addresses')
    .select('id')
    .where('account_id', '=', given.accountId)
    .where('channel', '=', given.channel)
    .where('hash', '=', hash)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row?.id ?? null
}

async function requireAddress(db: Reader, keys: Keys, accountId: string, id: string): Promise<ContactAddress> {
  const row = await db
    .selectFrom('contact_addresses')
    .select(['id', 'channel', 'cipher', 'confirmed_at'])
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return present(keys, row)
}

function present(keys: Keys, row: { id: string; channel: string; cipher: Buffer; confirmed_at: Date | null }): ContactAddress {
  const channel = row.channel as NoticeChannel
  return {
    id: row.id,
    channel,
    masked: maskAddress(channel, keys.decrypt(row.cipher)),
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
  }
}

/** What makes an address the same one: of a subscription the endpoint, for its keys may change. */
function keyOf({ channel, address }: NewAddress): string {
  return channel === 'push' ? (JSON.parse(address) as { endpoint: string }).endpoint : address
}

function codeHash(keys: Keys, addressId: string, code: string): Buffer {
  return keys.lookupHash(`contact code ${addressId} ${code}`)
}
