import { randomInt } from 'node:crypto'
import { type NoticeChannel, type NoticePreferences, routes } from '@linli/contract'
import type { Clock } from '../../platform/clock.ts'
import { type Db, inTransaction, type Reader } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce } from '../../platform/idempotency.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import { addJob } from '../../platform/queue.ts'
import type { PersonalDataKeys } from '../../platform/secrets.ts'
import type { Wakeup } from '../../platform/wakeup.ts'
import type { Actor } from '../access/index.ts'
import { addConfirmedAddress, addUnconfirmedAddress, confirmAddress, findAddresses, removeAddress } from './addresses.store.ts'
import type { OpenChannels } from './channels/open-channels.ts'
import { insertEnvelopes } from './envelopes.store.ts'
import { readTimeOfDay, writeTimeOfDay } from './preferences.ts'
import { preferencesOf } from './recipients.queries.ts'

declare module '../../platform/queue.ts' {
  interface Jobs {
    send_contact_code: { channel: 'mail' | 'sms'; addressCipher: string; code: string; locale: 'zh' | 'en' }
  }
}

export interface PreferenceTools {
  db: Db
  clock: Clock
  keys: PersonalDataKeys
  wakeup: Wakeup
  channels: OpenChannels
}

const testsPerHour = 5

/** How a person wants to be told, and where. A receipt has no inbox and no settings. */
export function preferenceRoutes(serve: Serve<Actor>, tools: PreferenceTools): void {
  const now = () => tools.clock.now()

  serve(routes.getNoticePreferences, async ({ caller }) => readPreferences(tools, requireAccount(caller)))

  serve(routes.setNoticePreferences, async ({ caller, body }) => {
    const accountId = requireAccount(caller)
    const values = {
      choices: JSON.stringify(body.choices),
      quiet_from: body.quiet && readTimeOfDay(body.quiet.from),
      quiet_to: body.quiet && readTimeOfDay(body.quiet.to),
      digest_at: body.digestAt === null ? null : readTimeOfDay(body.digestAt),
      changed_at: now(),
    }
    await tools.db.read
      .insertInto('notice_preferences')
      .values({ account_id: accountId, ...values })
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
      .execute()
    return readPreferences(tools, accountId)
  })

  serve(routes.subscribePush, async ({ caller, body }) => {
    const accountId = requireAccount(caller)
    const { push } = tools.channels
    if (!push) throw new LinliError('channel_off')
    if (!push.isKnownService(body.endpoint)) throw new LinliError('unknown_push_service')
    const address = JSON.stringify({ endpoint: body.endpoint, keys: body.keys })
    return addConfirmedAddress(tools.db, tools.keys, { accountId, channel: 'push', address }, now())
  })

  serve(routes.connectMiniProgram, async ({ caller, body }) => {
    const accountId = requireAccount(caller)
    const { miniProgram } = tools.channels
    if (!miniProgram) throw new LinliError('channel_off')
    const address = await miniProgram.openIdOf(body.code)
    return addConfirmedAddress(tools.db, tools.keys, { accountId, channel: 'mini_program', address }, now())
  })

  serve(routes.addContactAddress, async ({ caller, body }) => {
    const accountId = requireAccount(caller)
    const { channel } = body
    if (!tools.channels.byName.has(channel)) throw new LinliError('channel_off')
    const address = channel === 'mail' ? body.address.toLowerCase() : body.address
    if (!(channel === 'mail' ? mailAddress : phoneNumber).test(address)) throw new LinliError('not_an_address')
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    return inTransaction(tools.db, async (tx) => {
      const added = await addUnconfirmedAddress(tx, tools.keys, { accountId, channel, address, code }, now())
      if (added.confirmedAt === null)
        await addJob(tx, tools.db.city, 'send_contact_code', {
          channel,
          addressCipher: tools.keys.encrypt(address).toString('base64'),
          code,
          locale: caller.locale,
        })
      return added
    })
  })

  serve(routes.confirmContactAddress, async ({ caller, params, body }) =>
    confirmAddress(tools.db, tools.keys, { accountId: requireAccount(caller), addressId: params.addressId, code: body.code }, now()),
  )

  serve(routes.removeContactAddress, async ({ caller, params }) => {
    if (!(await removeAddress(tools.db, requireAccount(caller), params.addressId, now()))) throw new LinliError('not_found')
    return undefined
  })

  serve(routes.sendTestMessage, async ({ caller, body, intention }) => {
    const accountId = requireAccount(caller)
    if (!tools.channels.byName.has(body.channel)) throw new LinliError('channel_off')
    const answer = await inTransactionOnce(tools.db, intention, now(), async (tx) => {
      const tested = await tx
        .selectFrom('envelopes')
        .select((of) => of.fn.countAll<number>().as('count'))
        .where('account_id', '=', accountId)
        .where('purpose', '=', 'test')
        .where('created_at', '>', new Date(now().getTime() - 3_600_000))
        .executeTakeFirstOrThrow()
      if (tested.count >= testsPerHour) throw new LinliError('too_many_attempts')
      const addressIds = await findAddressIds(tx, accountId, body.channel)
      if (addressIds.length === 0) throw new LinliError('no_address')
      const envelopes = addressIds.map((addressId) => ({
        id: randomIds.next(now()),
        purpose: 'test' as const,
        accountId,
        contactOfMatterId: null,
        channel: body.channel,
        addressId,
        digestAt: null,
        dueAt: now(),
      }))
      await insertEnvelopes(tx, envelopes, now())
      return { messages: envelopes.length }
    })
    tools.wakeup.signal('matters')
    return answer
  })
}

const mailAddress = /^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+\.[a-z0-9-]{2,}$/
const phoneNumber = /^1[3-9]\d{9}$/

function requireAccount(caller: Actor): string {
  if (caller.accountId === null) throw new LinliError('not_allowed')
  return caller.accountId
}

async function readPreferences(tools: PreferenceTools, accountId: string): Promise<NoticePreferences> {
  const row = await tools.db.read
    .selectFrom('accounts as a')
    .leftJoin('notice_preferences as p', 'p.account_id', 'a.id')
    .select(['p.choices', 'p.quiet_from', 'p.quiet_to', 'p.digest_at', 'p.changed_at'])
    .where('a.id', '=', accountId)
    .executeTakeFirstOrThrow()
  const { choices, quiet, digestAt } = preferencesOf(row)
  return {
    channels: [...tools.channels.byName.keys()],
    choices,
    quiet: quiet && { from: writeTimeOfDay(quiet.from), to: writeTimeOfDay(quiet.to) },
    digestAt: digestAt === null ? null : writeTimeOfDay(digestAt),
    addresses: await findAddresses(tools.db.read, tools.keys, accountId),
    pushKey: tools.channels.push?.publicKey ?? null,
  }
}

/** The confirmed addresses of a channel; null stands for the account's own phone number. */
async function findAddressIds(db: Reader, accountId: string, channel: NoticeChannel): Promise<(string | null)[]> {
  const rows = await db
    .selectFrom('contact_addresses')
    .select('id')
    .where('account_id', '=', accountId)
    .where('channel', '=', channel)
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .execute()
  const account = await db.selectFrom('accounts').select('phone_hash').where('id', '=', accountId).executeTakeFirstOrThrow()
  return [...(channel === 'sms' && account.phone_hash !== null ? [null] : []), ...rows.map((row) => row.id)]
}
