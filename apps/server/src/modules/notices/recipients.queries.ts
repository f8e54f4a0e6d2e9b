import type { NoticeChannel } from '@linli/contract'
import type { Reader } from '../../platform/db.ts'
import type { Recipient } from './delivery-plan.ts'
import { type Addressee, receiverOf } from './notice-events.ts'
import { toldAtAreas, toldAtOrganisations } from './notices.queries.ts'
import { defaultPreferences, type Preferences, readChoices } from './preferences.ts'

interface Told extends Addressee {
  id: string
  matterId: string | null
}

/**
 * Whom each of these notices concerns now, with how they can be reached: the account it names, those in post today where
 * it is addressed to, or the contact of its matter. Accounts that are disabled and posts that have ended are left out,
 * so asking again before sending keeps a leaver from being told.
 */
export async function findRecipients(db: Reader, notices: readonly Told[], now: Date): Promise<Map<string, Recipient[]>> {
  const inPost = await findInPost(db, notices, now)
  const accountIds = new Set([
    ...notices.flatMap((notice) => (notice.accountId === null ? (notice.followerIds ?? []) : [notice.accountId])),
    ...inPost.map((post) => post.accountId),
  ])
  const reachable = await findReachable(db, [...accountIds])
  const contacts = await findContacts(db, notices)
  return new Map(notices.map((notice) => [notice.id, recipientsOf(notice, inPost, reachable, contacts)]))
}

type Reachable = Pick<Recipient, 'preferences' | 'addresses'>

function recipientsOf(
  notice: Told,
  inPost: readonly InPost[],
  reachable: ReadonlyMap<string, Reachable>,
  contacts: ReadonlySet<string>,
): Recipient[] {
  const receiver = receiverOf(notice)
  if (notice.toContact) {
    const isThere = notice.matterId !== null && contacts.has(notice.matterId)
    const addresses = [{ channel: 'sms' as const, id: null }]
    return isThere ? [{ accountId: null, receiver, workplace: null, preferences: defaultPreferences, addresses }] : []
  }
  const workplace =
    receiver === 'reporter' ? null : { areaId: notice.area?.id ?? null, organisationId: notice.area ? null : notice.organisationId }
  const accountIds =
    notice.accountId === null
      ? (notice.followerIds ??
        inPost.flatMap((post) =>
          (notice.area ? post.areaId === notice.area.id : post.organisationId === notice.organisationId) ? [post.accountId] : [],
        ))
      : [notice.accountId]
  return [...new Set(accountIds)].flatMap((accountId) => {
    const how = reachable.get(accountId)
    return how ? [{ accountId, receiver, workplace, ...how }] : []
  })
}

interface InPost {
  accountId: string
  areaId: string | null
  organisationId: string | null
}

async function findInPost(db: Reader, notices: readonly Told[], now: Date): Promise<InPost[]> {
  const areaIds = [...new Set(notices.flatMap((notice) => (notice.area ? [notice.area.id] : [])))]
  const organisationIds = [...new Set(notices.flatMap((notice) => (notice.organisationId === null ? [] : [notice.organisationId])))]
  if (areaIds.length + organisationIds.length === 0) return []
  const rows = await db
    .selectFrom('posts')
    .select(['account_id', 'area_id', 'organisation_id'])
    .where('valid_from', '<=', now)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', now)]))
    .where((where) =>
      where.or([
        where.and([where('area_id', '=', where.fn.any(where.val(areaIds))), where('role', 'in', [...toldAtAreas])]),
        where.and([where('organisation_id', '=', where.fn.any(where.val(organisationIds))), where('role', 'in', [...toldAtOrganisations])]),
      ]),
    )
    .execute()
  return rows.map((row) => ({ accountId: row.account_id, areaId: row.area_id, organisationId: row.organisation_id }))
}

async function findReachable(db: Reader, accountIds: readonly string[]): Promise<Map<string, Reachable>> {
  if (accountIds.length === 0) return new Map()
  const accounts = await db
    .selectFrom('accounts as a')
    .leftJoin('notice_preferences as p', 'p.account_id', 'a.id')
    .select(['a.id', 'a.phone_hash', 'p.choices', 'p.quiet_from', 'p.quiet_to', 'p.digest_at', 'p.changed_at'])
    .where('a.id', '=', (any) => any.fn.any(any.val([...accountIds])))
    .where('a.disabled_at', 'is', null)
    .execute()
  const addresses = await db
    .selectFrom('contact_addresses')
    .select(['id', 'account_id', 'channel'])
    .where('account_id', '=', (any) => any.fn.any(any.val([...accountIds])))
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  return new Map(
    accounts.map((account): [string, Reachable] => [
      account.id,
      {
        preferences: preferencesOf(account),
        addresses: [
          ...(account.phone_hash === null ? [] : [{ channel: 'sms' as const, id: null }]),
          ...addresses
            .filter((address) => address.account_id === account.id)
            .map((address) => ({ channel: address.channel as NoticeChannel, id: address.id })),
        ],
      },
    ]),
  )
}

/** A row of preferences as the program knows them; the defaults when there is none. */
export function preferencesOf(row: {
  choices: unknown
  quiet_from: number | null
  quiet_to: number | null
  digest_at: number | null
  changed_at: Date | null
}): Preferences {
  if (row.changed_at === null) return defaultPreferences
  return {
    choices: readChoices(row.choices),
    quiet: row.quiet_from === null || row.quiet_to === null ? null : { from: row.quiet_from, to: row.quiet_to },
    digestAt: row.digest_at,
  }
}

async function findContacts(db: Reader, notices: readonly Told[]): Promise<Set<string>> {
  const matterIds = notices.flatMap((notice) => (notice.toContact && notice.matterId !== null ? [notice.matterId] : []))
  if (matterIds.length === 0) return new Set()
  const rows = await db.selectFrom('matters').select('id').where('id', 'in', matterIds).where('contact_hash', 'is not', null).execute()
  return new Set(rows.map((row) => row.id))
}
