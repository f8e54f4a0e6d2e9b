import { expect, test } from 'vitest'
import { startProxy } from '../../testing/proxy.factory.ts'
import { reportInShownGrid } from '../matters/matter.factory.ts'
import type { Mishap } from './channels/sms-provider.factory.ts'
import { deliverAll } from './deliverer.ts'
import { resident, startDeliveryCity, tell } from './delivery.factory.ts'

const city = await startDeliveryCity()
const { push, wechat, mail, sms } = city.fakes
const proxy = await startProxy(city.connection)

const peopleCount = 10
const mattersCount = 20

test('200 notices to ten people through four channels, with failures of every kind and workers killed, arrive once', async () => {
  const people = await Promise.all(
    Array.from({ length: peopleCount }, async () => {
      const person = await resident(city, { push: true, mail: true, miniProgram: true })
      const { choices } = await person.client.getNoticePreferences()
      await person.client.setNoticePreferences({ body: { choices, quiet: null, digestAt: null } })
      return person
    }),
  )
  const matters = []
  for (let each = 0; each < mattersCount; each++) matters.push((await reportInShownGrid(city)).matterId)

  const random = seeded(20260318)
  let mishaps = 0
  let kills = 0
  let isDead = false
  const mishap = (): Mishap => {
    const kind = random() < 0.35 ? (['throttled', 'fault', 'lost_after', 'lost_before'] as const)[Math.floor(random() * 4)] : undefined
    if (kind) mishaps += 1
    return kind ?? 'none'
  }
  const onSent = async () => {
    if (isDead || random() > 0.05) return
    isDead = true
    kills += 1
    await proxy.cut()
  }
  for (const fake of [push, wechat, mail, sms]) Object.assign(fake, { mishap, onSent })

  // A worker at a time that may be killed at any message, and a second one beside it.
  const steady = city.worker()
  const round = async () => {
    isDead = false
    const worker = city.worker(proxy.connection)
    await Promise.allSettled([deliverAll(worker), deliverAll(steady)])
    await proxy.cut()
    await proxy.mend()
    city.clock.advance(20 * 60_000)
  }
  for (const matterId of matters) {
    await tell(city, ...people.map((person) => ({ to: person, matterId })))
    await round()
  }
  for (const fake of [push, wechat, mail, sms]) Object.assign(fake, { mishap: () => 'none', onSent: async () => {} })
  for (let each = 0; each < 40 && (await unsettled()) > 0; each++) await round()
  expect([mishaps > 200, kills > 5, await unsettled()]).toEqual([true, true, 0])

  // Every notice has exactly one envelope a channel.
  const envelopes = await city.db.read
    .selectFrom('deliveries as d')
    .innerJoin('envelopes as e', 'e.id', 'd.envelope_id')
    .innerJoin('notices as n', 'n.id', 'd.notice_id')
    .select(['e.id', 'e.channel', 'e.state', 'd.account_id', 'n.matter_id'])
    .execute()
  expect(envelopes).toHaveLength(peopleCount * mattersCount * 4)

  const seen = (channel: string) => envelopes.filter((envelope) => envelope.channel === channel)
  const times = (all: string[]) => {
    const counted = new Map<string, number>()
    for (const each of all) counted.set(each, (counted.get(each) ?? 0) + 1)
    return counted
  }

  // Where the provider can be asked, or the device can tell: each exactly once.
  const texts = times(sms.sent.map((text) => text.outId))
  for (const { id, state } of seen('sms')) expect([texts.get(id), state]).toEqual([1, 'sent'])
  const shown = times(people.flatMap((person) => [...person.browser.shown.keys()]))
  for (const { id, state } of seen('push')) expect([shown.get(id), state]).toEqual([1, 'sent'])

  // Where neither is possible: never twice; once whenever the answer came, and what is not known is called so.
  const mails = times(mail.received.map((each) => /<(.+)@/.exec(each.messageId)?.[1] ?? ''))
  const openIds = new Map(people.map((person) => [person.accountId, person.openId]))
  const subscriptions = times(wechat.sent.map((each) => `${each.openId} ${each.page}`))
  const arrivals = [
    ...seen('mail').map(({ id, state }) => ({ state, arrived: mails.get(id) ?? 0 })),
    ...seen('mini_program').map(({ account_id, matter_id, state }) => ({
      state,
      arrived:
        subscriptions.get(`${openIds.get(account_id ?? '')} pages/index/index?path=${encodeURIComponent(`/matters/${matter_id}`)}`) ?? 0,
    })),
  ]
  expect(arrivals.filter(({ state, arrived }) => arrived > 1 || (state === 'sent' && arrived !== 1))).toEqual([])
  expect(new Set(arrivals.map(({ state }) => state))).toEqual(new Set(['sent', 'unknown']))
}, 240_000)

async function unsettled(): Promise<number> {
  const rows = await city.db.read.selectFrom('envelopes').select('id').where('state', 'in', ['pending', 'sending']).execute()
  return rows.length
}

/** The same numbers at each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
