import type { Locale } from '@linli/contract'
import type { Reader } from '../../platform/db.ts'
import type { PersonalDataKeys } from '../../platform/secrets.ts'
import type { Recipient } from './delivery-plan.ts'
import type { Envelope } from './envelopes.store.ts'
import { findNotices, type NoticeRow } from './notices.queries.ts'
import { findRecipients } from './recipients.queries.ts'

/** An envelope with what goes into it and where it goes, as things are now. */
export interface Letter {
  envelope: Envelope
  /** In the clear; null when it has ended, or nobody is there any more. */
  address: string | null
  locale: Locale
  /** In order of time. */
  notices: NoticeRow[]
  /** Who the envelope's person is to this notice today; null when it does not concern them any more. */
  recipientOf(notice: NoticeRow): Recipient | null
}

/** Reads all that is needed to send these envelopes, in a handful of queries. */
export async function findLetters(db: Reader, keys: PersonalDataKeys, envelopes: readonly Envelope[], now: Date): Promise<Letter[]> {
  const lines = await db
    .selectFrom('deliveries')
    .select(['envelope_id', 'notice_id'])
    .where(
      'envelope_id',
      'in',
      envelopes.map((envelope) => envelope.id),
    )
    .execute()
  const notices = await findNotices(db, [...new Set(lines.map((line) => line.notice_id))])
  const recipients = await findRecipients(db, notices, now)
  const ciphers = await findCiphers(db, envelopes)
  return envelopes.map((envelope) => {
    const cipher = ciphers.of(envelope)
    const own = new Set(lines.filter((line) => line.envelope_id === envelope.id).map((line) => line.notice_id))
    return {
      envelope,
      address: cipher ? keys.decrypt(cipher) : null,
      locale: ciphers.localeOf(envelope),
      notices: notices.filter((notice) => own.has(notice.id)),
      recipientOf: (notice) => recipients.get(notice.id)?.find((recipient) => recipient.accountId === envelope.accountId) ?? null,
    }
  })
}

async function findCiphers(db: Reader, envelopes: readonly Envelope[]) {
  const idsOf = (pick: (envelope: Envelope) => string | null) => [...new Set(envelopes.flatMap((envelope) => pick(envelope) ?? []))]
  const accounts = await db
    .selectFrom('accounts')
    .select(['id', 'locale', 'phone_cipher'])
    .where('id', '=', (any) => any.fn.any(any.val(idsOf((envelope) => envelope.accountId))))
    .where('disabled_at', 'is', null)
    .execute()
  const addresses = await db
    .selectFrom('contact_addresses')
    .select(['id', 'account_id', 'cipher'])
    .where('id', '=', (any) => any.fn.any(any.val(idsOf((envelope) => envelope.addressId))))
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .execute()
  const contacts = await db
    .selectFrom('matters')
    .select(['id', 'contact_cipher'])
    .where('id', '=', (any) => any.fn.any(any.val(idsOf((envelope) => envelope.contactOfMatterId))))
    .execute()
  return {
    of(envelope: Envelope): Buffer | null {
      if (envelope.contactOfMatterId !== null) return contacts.find((row) => row.id === envelope.contactOfMatterId)?.contact_cipher ?? null
      const account = accounts.find((row) => row.id === envelope.accountId)
      if (!account) return null
      if (envelope.addressId === null) return account.phone_cipher
      return addresses.find((row) => row.id === envelope.addressId && row.account_id === account.id)?.cipher ?? null
    },
    localeOf: (envelope: Envelope): Locale => (accounts.find((row) => row.id === envelope.accountId)?.locale === 'en' ? 'en' : 'zh'),
  }
}
