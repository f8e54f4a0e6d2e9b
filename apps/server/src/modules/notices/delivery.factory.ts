import type pg from 'pg'
import { afterAll } from 'vitest'
import { roleOfCity } from '../../platform/city-schema.ts'
import { openDb } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import { createLogger } from '../../platform/log.ts'
import { pushKeys } from '../../platform/secrets.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { createDeadlines, openCalendars } from '../deadlines/index.ts'
import { signInResident } from '../people/people.factory.ts'
import { addConfirmedAddress } from './addresses.store.ts'
import { mailChannel } from './channels/mail.ts'
import { startMailServer } from './channels/mail-server.factory.ts'
import { miniProgram } from './channels/mini-program.ts'
import type { OpenChannels } from './channels/open-channels.ts'
import { type FakeBrowser, startPushService } from './channels/push-service.factory.ts'
import { startSmsProvider } from './channels/sms-provider.factory.ts'
import { textMessages } from './channels/text-message.ts'
import { webPushChannel } from './channels/web-push.ts'
import { startWechat } from './channels/wechat.factory.ts'
import { fanOut } from './fan-out.ts'
import type { DeliveryTools } from './send-envelopes.ts'

const deadlines = createDeadlines([], openCalendars([]))

/** A whole city whose four channels lead to fakes, with a worker that runs when the test says so. */
export async function startDeliveryCity() {
  const keys = pushKeys(Buffer.alloc(32, 7).toString('base64'), 'testcity')
  const push = await startPushService(() => keys.publicKey)
  const wechat = await startWechat()
  const mail = await startMailServer()
  let now = () => new Date()
  const sms = await startSmsProvider(() => now())
  let channels: OpenChannels | undefined
  const city = await startTestCity('tiny_city', {
    channels(clock) {
      now = () => clock.now()
      const open = {
        push: webPushChannel({ contact: 'mailto:linli@city.example', hosts: [new URL(push.origin).host], allowPlain: true }, keys),
        miniProgram: miniProgram(wechat.settings, clock),
        mail: mailChannel(mail.settings),
        sms: textMessages(sms.settings, clock),
      }
      const all = [open.push, open.miniProgram, open.mail, open.sms]
      channels = { byName: new Map(all.map((channel) => [channel.name, channel])), ...open }
      return channels
    },
  })
  if (!channels) throw new Error('the channels were not opened')
  const worker = (connection: pg.ClientConfig = city.connection): DeliveryTools => {
    const db = openDb({ connection, city: city.db.city, role: roleOfCity(city.db.city), connections: 4 })
    afterAll(() => db.close())
    return {
      db,
      clock: city.clock,
      keys: city.keys,
      log: createLogger(process.env['LINLI_TEST_LOG'] ?? 'silent'),
      channels: (channels as OpenChannels).byName,
      nextWorking: (at) => deadlines.nextWorkingInstant(at, { areaPath: '', organisationId: null }),
    }
  }
  const first = worker()
  // The first look of a new city only says where to begin.
  await fanOut(first, city.clock.now())
  return { ...city, fakes: { push, wechat, mail, sms }, channels, worker, tools: first, everyone: 0 }
}

export type DeliveryCity = Awaited<ReturnType<typeof startDeliveryCity>>

let people = 0

/** A resident with an account and a phone number, and whatever else they can be reached by. */
export async function resident(city: DeliveryCity, reach: { push?: boolean; mail?: boolean; miniProgram?: boolean } = {}) {
  // Several may be made at once.
  const number = (people += 1)
  const phone = `1375555${String(number).padStart(4, '0')}`
  const client = await signInResident(city, phone)
  const accountId = (await client.getMe()).accountId ?? ''
  const add = (channel: 'mail' | 'mini_program', address: string) =>
    addConfirmedAddress(city.db, city.keys, { accountId, channel, address }, city.clock.now())
  let browser: FakeBrowser | null = null
  if (reach.push) {
    browser = city.fakes.push.subscribe()
    await client.subscribePush({ body: browser.subscription })
  }
  const mail = `person-${number}@example.com`
  const openId = `open-${number}`
  if (reach.mail) await add('mail', mail)
  if (reach.miniProgram) await add('mini_program', openId)
  return { client, accountId, phone, mail, openId, browser: browser as FakeBrowser }
}

export interface GivenNotice {
  event?: string
  to: { accountId: string } | { areaId: string } | { organisationId: string } | { contactOf: string } | { followersOf: string }
  urgent?: boolean
  matterId?: string
  facts?: Record<string, unknown>
  at?: Date
}

/** Writes notices as an action of the loop does. Answers their ids. */
export async function tell(city: DeliveryCity, ...given: GivenNotice[]): Promise<string[]> {
  const now = city.clock.now()
  const fallback = await aMatter(city)
  const rows = given.map(({ event = 'matter_to_rate', to, urgent = false, matterId, facts = {}, at = now }) => ({
    id: randomIds.next(now),
    at,
    event,
    urgent,
    matter_id: 'contactOf' in to ? to.contactOf : 'followersOf' in to ? to.followersOf : (matterId ?? fallback),
    account_id: 'accountId' in to ? to.accountId : null,
    area_id: 'areaId' in to ? to.areaId : null,
    organisation_id: 'organisationId' in to ? to.organisationId : null,
    to_contact: 'contactOf' in to,
    to_followers: 'followersOf' in to,
    facts: JSON.stringify(facts),
  }))
  await city.db.read.insertInto('notices').values(rows).execute()
  return rows.map((row) => row.id)
}

async function aMatter(city: DeliveryCity): Promise<string> {
  return (await city.db.read.selectFrom('matters').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow()).id
}

/** How the envelopes of a notice stand, by channel. */
export async function standing(city: DeliveryCity, noticeId: string) {
  const rows = await city.db.read
    .selectFrom('deliveries as d')
    .innerJoin('envelopes as e', 'e.id', 'd.envelope_id')
    .select(['e.channel', 'e.state', 'e.reason', 'e.due_at', 'e.attempts'])
    .where('d.notice_id', '=', noticeId)
    .orderBy('e.channel')
    .execute()
  return rows.map((row) => ({ ...row }))
}
