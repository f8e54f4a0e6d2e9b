import { sql } from 'kysely'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { inTransaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import { startProxy } from '../../testing/proxy.factory.ts'
import { testNow } from '../../testing/constants.ts'
import { reportInShownGrid } from '../matters/matter.factory.ts'
import { deliverAll, startDelivering } from './deliverer.ts'
import { resident, standing, startDeliveryCity, tell } from './delivery.factory.ts'
import { beginEnvelope, claimEnvelopes, claimMs } from './envelopes.store.ts'
import { fanOut } from './fan-out.ts'

const city = await startDeliveryCity()
const { push, wechat, mail, sms } = city.fakes
const hour = 3_600_000
/** Local time in China, e.g. 2026-03-18 21:30. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const deliver = (tools = city.tools) => deliverAll(tools)
const textsTo = (phone: string) => sms.sent.filter((text) => text.phone === phone)
const mailsTo = (to: string) => mail.received.filter((each) => each.to === to)
const subscriptionsTo = (openId: string) => wechat.sent.filter((each) => each.openId === openId)
const states = async (noticeId: string) => (await standing(city, noticeId)).map((each) => `${each.channel} ${each.state}`)

let day = 0
beforeEach(() => {
  // Each test has a working morning of its own: Wednesdays.
  city.clock.set(new Date(testNow.getTime() + 7 * 24 * hour * (day += 1)))
  for (const fake of [push, wechat, mail, sms]) Object.assign(fake, { mishap: () => 'none', onSent: async () => {} })
})

describe('a notice', () => {
  test('reaches a person once through each channel they have', async () => {
    const person = await resident(city, { push: true, mail: true, miniProgram: true })
    const [notice = ''] = await tell(city, { to: person, facts: {} })
    for (let look = 0; look < 3; look++) await deliver()
    expect([
      textsTo(person.phone).length,
      mailsTo(person.mail).length,
      subscriptionsTo(person.openId).length,
      person.browser.shown.size,
    ]).toEqual([1, 1, 1, 1])
    expect(await states(notice)).toEqual(['mail sent', 'mini_program sent', 'push sent', 'sms sent'])
    expect(textsTo(person.phone)[0]?.words['text']).toMatch(/^您反映的.+已办好，请看看是否解决并评价$/)
  })

  test('is also found when its transaction began early and ended late', async () => {
    const person = await resident(city)
    let finish: () => void = () => {}
    const mayFinish = new Promise<void>((resolve) => (finish = resolve))
    let written: () => void = () => {}
    const hasWritten = new Promise<void>((resolve) => (written = resolve))
    const slow = inTransaction(city.db, async (tx) => {
      await tx
        .insertInto('notices')
        .values({
          id: randomIds.next(city.clock.now()),
          at: city.clock.now(),
          event: 'matter_accepted',
          account_id: person.accountId,
          facts: '{}',
        })
        .execute()
      written()
      await mayFinish
    })
    await hasWritten
    await tell(city, { to: person }, { to: person })
    await deliver()
    expect(textsTo(person.phone)).toHaveLength(2)
    finish()
    await slow
    await deliver()
    await deliver()
    expect(textsTo(person.phone)).toHaveLength(3)
  })

  test('to the followers of a matter reaches each of them, and is in their inbox and nobody else’s', async () => {
    const { matterId } = await reportInShownGrid(city)
    const [one, two, other] = [await resident(city), await resident(city), await resident(city)]
    const followerIds = [one.accountId, two.accountId]
    await city.db.read.updateTable('matters').set({ follower_ids: followerIds }).where('id', '=', matterId).execute()
    await tell(city, { event: 'matter_accepted', to: { followersOf: matterId } })
    await deliver()
    expect([one, two, other].map((person) => textsTo(person.phone).length)).toEqual([1, 1, 0])
    const inboxes = await Promise.all([one, two, other].map((person) => person.client.listNotices({ query: {} })))
    expect(inboxes.map((inbox) => [inbox.unread, inbox.items.map((item) => item.event)])).toEqual([
      [1, ['matter_accepted']],
      [1, ['matter_accepted']],
      [0, []],
    ])
  })

  test('that nobody could send for days is left to the inbox', async () => {
    const person = await resident(city)
    await tell(city, { to: person, at: new Date(city.clock.now().getTime() - 4 * 24 * hour) })
    await deliver()
    expect(textsTo(person.phone)).toEqual([])
    expect((await person.client.listNotices({ query: {} })).unread).toBe(1)
  })

  test('to the contact of a matter is a text message, as long as the number is kept', async () => {
    const { matterId } = await reportInShownGrid(city)
    const before = textsTo('13900001111').length
    await tell(city, { event: 'matter_accepted', to: { contactOf: matterId } }, { event: 'matter_dispatched', to: { contactOf: matterId } })
    await deliver()
    expect(
      textsTo('13900001111')
        .slice(before)
        .map((text) => text.words['text']),
    ).toEqual([expect.stringMatching(/已受理$/)])
    const [late = ''] = await tell(city, { event: 'matter_to_rate', to: { contactOf: matterId } })
    await fanOut(city.tools, city.clock.now())
    await city.db.read.updateTable('matters').set({ contact_cipher: null, contact_hash: null }).where('id', '=', matterId).execute()
    await deliver()
    expect(textsTo('13900001111')).toHaveLength(before + 1)
    expect(await states(late)).toEqual(['sms dropped'])
  })
})

describe('a person', () => {
  test('who turned a group off is not told of it, not even what was planned before', async () => {
    const person = await resident(city)
    city.clock.set(at('2026-07-01 23:00'))
    const [planned = ''] = await tell(city, { event: 'matter_accepted', to: person })
    await deliver()
    const preferences = await person.client.getNoticePreferences()
    await person.client.setNoticePreferences({
      body: { choices: { ...preferences.choices, progress: [] }, quiet: preferences.quiet, digestAt: null },
    })
    await tell(city, { event: 'matter_accepted', to: person })
    city.clock.set(at('2026-07-02 08:00'))
    await deliver()
    expect(textsTo(person.phone)).toEqual([])
    expect(await states(planned)).toEqual(['sms dropped'])
    await tell(city, { event: 'matter_to_rate', to: person })
    await deliver()
    expect(textsTo(person.phone)).toHaveLength(1)
  })

  test('is left in peace at night, also by a worker that was down in the evening', async () => {
    const person = await resident(city)
    city.clock.set(at('2026-07-08 20:58'))
    await tell(city, { to: person })
    await fanOut(city.tools, city.clock.now())
    city.clock.set(at('2026-07-08 23:30'))
    await tell(city, { to: person })
    await deliver()
    city.clock.set(at('2026-07-09 07:59'))
    await deliver()
    expect(textsTo(person.phone)).toEqual([])
    city.clock.set(at('2026-07-09 08:00'))
    await deliver()
    expect(textsTo(person.phone)).toHaveLength(2)
  })

  test('hears at night of what is urgent', async () => {
    const person = await resident(city)
    city.clock.set(at('2026-07-15 03:00'))
    await tell(city, { to: person, urgent: true })
    await deliver()
    expect(textsTo(person.phone)).toHaveLength(1)
  })

  test('who wants a digest gets one message with all of the day, once, and what is urgent at once', async () => {
    const person = await resident(city, { mail: true })
    const { choices } = await person.client.getNoticePreferences()
    await person.client.setNoticePreferences({ body: { choices, quiet: null, digestAt: '18:00' } })
    city.clock.set(at('2026-07-22 10:00'))
    await tell(city, { event: 'matter_accepted', to: person })
    await deliver()
    city.clock.set(at('2026-07-22 15:00'))
    await tell(city, { event: 'matter_dispatched', to: person, facts: { organisation: '城市管理局' } }, { to: person, urgent: true })
    await deliver()
    expect(mailsTo(person.mail)).toHaveLength(1)
    city.clock.set(at('2026-07-22 18:00'))
    await Promise.all([deliver(), deliver(city.worker())])
    await tell(city, { to: person })
    await deliver()
    expect(
      mailsTo(person.mail)
        .slice(1)
        .map((each) => each.subject),
    ).toEqual(['2条消息'])
    expect(mailsTo(person.mail)[1]?.body).toMatch(/已受理\n\n.*已派给城市管理局/)
    expect(textsTo(person.phone).map((text) => text.words['text'])).toEqual([
      expect.stringContaining('请看看是否解决'),
      expect.stringContaining('已受理'),
    ])
    city.clock.set(at('2026-07-23 18:00'))
    await deliver()
    expect(mailsTo(person.mail)).toHaveLength(3)
  })

  test('whose account is disabled is told nothing more', async () => {
    const person = await resident(city, { mail: true })
    const [notice = ''] = await tell(city, { to: person })
    await fanOut(city.tools, city.clock.now())
    await city.db.read.updateTable('accounts').set({ disabled_at: city.clock.now() }).where('id', '=', person.accountId).execute()
    await tell(city, { to: person })
    await deliver()
    expect([...textsTo(person.phone), ...mailsTo(person.mail)]).toEqual([])
    expect(await states(notice)).toEqual(['mail dropped', 'sms dropped'])
  })
})

describe('those in post', () => {
  const browserOf = async (loginName: string) => {
    const client = await city.as(loginName)
    const browser = push.subscribe()
    await client.subscribePush({ body: browser.subscription })
    return browser
  }
  const organisationId = city.matters.books.organisations.get().byCode('city-management')?.id ?? ''

  test('at an organisation are all told; in their working hours unless it is urgent', async () => {
    const [handler, dispatcher, rules] = [await browserOf('handler'), await browserOf('dispatcher'), await browserOf('rules')]
    city.clock.set(at('2026-09-30 19:00'))
    await tell(city, { event: 'assignment_dispatched', to: { organisationId } })
    await tell(city, { event: 'whistle_blown', to: { organisationId }, urgent: true })
    await deliver()
    expect([handler.shown.size, dispatcher.shown.size, rules.shown.size]).toEqual([1, 1, 0])
    city.clock.set(at('2026-10-08 08:29'))
    await deliver()
    expect(handler.shown.size).toBe(1)
    city.clock.set(at('2026-10-08 08:30'))
    await deliver()
    expect([handler.shown.size, dispatcher.shown.size, rules.shown.size]).toEqual([2, 2, 0])
  })

  test('who have left are told nothing, also of what was planned while they were there', async () => {
    const browser = await browserOf('desk-370281001005')
    const post = await city.db.read
      .selectFrom('posts as p')
      .innerJoin('accounts as a', 'a.id', 'p.account_id')
      .select(['p.id', 'p.area_id'])
      .where('a.login_name', '=', 'desk-370281001005')
      .executeTakeFirstOrThrow()
    const areaId = post.area_id ?? ''
    await tell(city, { event: 'matter_reported', to: { areaId } })
    await deliver()
    expect(browser.shown.size).toBe(1)
    city.clock.set(at('2026-07-29 18:30'))
    const [planned = ''] = await tell(city, { event: 'matter_reported', to: { areaId } })
    await deliver()
    await (await city.as('admin')).endPost({ params: { postId: post.id }, body: { reason: '轮岗' } })
    city.clock.set(at('2026-07-30 09:00'))
    await tell(city, { event: 'matter_reported', to: { areaId } })
    await deliver()
    expect(browser.shown.size).toBe(1)
    expect(await states(planned)).toEqual(['push dropped'])
  })
})

describe('what goes wrong', () => {
  test('for a while is tried again later and later, then given up', async () => {
    const person = await resident(city)
    sms.mishap = () => 'throttled'
    const [notice = ''] = await tell(city, { to: person, urgent: true })
    let waits = 0
    for (; waits < 100; waits++) {
      await deliver()
      const [envelope] = await standing(city, notice)
      if (envelope?.state !== 'pending') break
      expect(envelope.due_at.getTime()).toBeGreaterThanOrEqual(city.clock.now().getTime() + 15 * 60_000)
      city.clock.set(envelope.due_at)
    }
    expect(waits).toBe(11)
    expect(await standing(city, notice)).toMatchObject([{ state: 'given_up', reason: 'isv.BUSINESS_LIMIT_CONTROL', attempts: 12 }])
    expect(textsTo(person.phone)).toEqual([])
  })

  test('and then well is sent once', async () => {
    const person = await resident(city, { mail: true })
    mail.refusal = () => 450
    await tell(city, { to: person })
    await deliver()
    mail.refusal = () => null
    await deliver()
    expect(mailsTo(person.mail)).toEqual([])
    city.clock.advance(60_000)
    await deliver()
    await deliver()
    expect(mailsTo(person.mail)).toHaveLength(1)
  })

  test('does not wake anybody when it is tried again', async () => {
    const person = await resident(city)
    city.clock.set(at('2026-08-05 20:55'))
    sms.mishap = () => 'throttled'
    const [notice = ''] = await tell(city, { to: person })
    await deliver()
    expect((await standing(city, notice))[0]?.due_at).toEqual(at('2026-08-06 08:00'))
  })

  test('for good ends what can be reached by it', async () => {
    const person = await resident(city, { push: true, mail: true, miniProgram: true })
    person.browser.subscribed = false
    mail.refusal = (to) => (to === person.mail ? 550 : null)
    wechat.unsubscribed.add(person.openId)
    const [notice = ''] = await tell(city, { to: person })
    await deliver()
    mail.refusal = () => null
    expect(await states(notice)).toEqual(['mail failed', 'mini_program failed', 'push failed', 'sms sent'])
    // A one-time subscription that was used up may be renewed; a browser and a mailbox that are gone are gone.
    expect((await person.client.getNoticePreferences()).addresses.map((address) => address.channel)).toEqual(['mini_program'])
  })
})

describe('two workers', () => {
  test('at once send each message once', async () => {
    const person = await resident(city, { push: true, mail: true, miniProgram: true })
    await tell(city, ...Array.from({ length: 30 }, () => ({ to: person })))
    const workers = [city.tools, city.worker(), city.worker()]
    for (let round = 0; round < 3; round++) await Promise.all(workers.map((tools) => deliver(tools)))
    expect([textsTo(person.phone).length, mailsTo(person.mail).length, subscriptionsTo(person.openId).length]).toEqual([30, 30, 30])
    expect([person.browser.shown.size, push.taken.filter(({ notification }) => person.browser.shown.has(notification.id)).length]).toEqual([
      30, 30,
    ])
  })

  test('never send for one another: who was silent too long may not begin any more', async () => {
    const person = await resident(city)
    const [notice = ''] = await tell(city, { to: person, urgent: true })
    await fanOut(city.tools, city.clock.now())
    const token = '018f4e2a-7c1b-4def-8a90-0123456789ab'
    const [claimed] = await claimEnvelopes(city.db, { token, most: 1 }, city.clock.now())
    await deliver()
    expect(textsTo(person.phone)).toEqual([])
    city.clock.advance(claimMs)
    await deliver()
    expect(await beginEnvelope(city.db, claimed?.id ?? '', token, city.clock.now())).toBe(false)
    expect(textsTo(person.phone)).toHaveLength(1)
    expect(await states(notice)).toEqual(['sms sent'])
  })
})

describe('a worker killed after a message was taken and before it is written down', async () => {
  const proxy = await startProxy(city.connection)
  /** Runs a worker that loses its database for good while the provider has the message and no answer was given. */
  const killWhile = async (arm: (kill: () => Promise<void>) => void) => {
    const worker = city.worker(proxy.connection)
    arm(() => proxy.cut())
    await deliverAll(worker).catch(() => {})
    for (const fake of [push, wechat, mail, sms]) Object.assign(fake, { onSent: async () => {} })
    await proxy.mend()
    for (let look = 0; look < 3; look++) {
      await deliver()
      city.clock.advance(claimMs)
    }
  }

  test('does not send a text message twice: the provider is asked', async () => {
    const person = await resident(city)
    const [notice = ''] = await tell(city, { to: person })
    const asked = sms.asked
    await killWhile((kill) => (sms.onSent = kill))
    expect(textsTo(person.phone)).toHaveLength(1)
    expect(sms.asked).toBeGreaterThan(asked)
    expect(await states(notice)).toEqual(['sms sent'])
  })

  test('does not show a push twice: the second takes the first one’s place', async () => {
    const person = await resident(city, { push: true })
    await tell(city, { event: 'matter_dispatched', to: person })
    await killWhile((kill) => (push.onSent = kill))
    expect(person.browser.shown.size).toBe(1)
  })

  test('does not send a mail twice: it is left, and says so', async () => {
    const person = await resident(city, { mail: true })
    const [notice = ''] = await tell(city, { event: 'matter_dispatched', to: person })
    await killWhile((kill) => (mail.onSent = kill))
    expect(mailsTo(person.mail)).toHaveLength(1)
    expect(await states(notice)).toEqual(['mail unknown'])
  })

  test('does not send a subscription message twice: it is left, and says so', async () => {
    const person = await resident(city, { miniProgram: true })
    const [notice = ''] = await tell(city, { event: 'matter_dispatched', to: person })
    await killWhile((kill) => (wechat.onSent = kill))
    expect(subscriptionsTo(person.openId)).toHaveLength(1)
    expect(await states(notice)).toEqual(['mini_program unknown'])
  })
})

test('a text message that was never taken is sent after all', async () => {
  const person = await resident(city)
  const [notice = ''] = await tell(city, { to: person })
  sms.mishap = () => 'lost_before'
  await deliver()
  expect(await states(notice)).toEqual(['sms sending'])
  sms.mishap = () => 'none'
  city.clock.advance(2 * 60_000)
  await deliver()
  expect(textsTo(person.phone)).toHaveLength(1)
  expect(await states(notice)).toEqual(['sms sent'])
})

test('claiming what is due reads no more than that', async () => {
  await sql`analyze envelopes`.execute(city.db.read)
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select id from envelopes
    where state in ('pending', 'sending') and due_at <= ${city.clock.now()} order by due_at limit 40 for update skip locked`.execute(
    city.db.read,
  )
  const { rows: noticePlan } = await sql<{ 'QUERY PLAN': string }>`explain select * from notices
    where transaction_id >= ${1_000_000_000}::bigint order by transaction_id fetch first (500) rows with ties`.execute(city.db.read)
  expect(noticePlan.map((row) => row['QUERY PLAN']).join('\n')).toContain('notices_transaction')
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Sort Key')
})

test('a worker that only runs finds what is new by itself, and stops when it is told to', async () => {
  const person = await resident(city)
  const delivering = startDelivering(city.tools, city.matters.wakeup)
  await tell(city, { to: person })
  city.matters.wakeup.signal('matters')
  await vi.waitFor(() => expect(textsTo(person.phone)).toHaveLength(1), { timeout: 15_000, interval: 20 })
  await delivering.stop()
  await tell(city, { to: person })
  city.matters.wakeup.signal('matters')
  await deliver({ ...city.tools, stopping: AbortSignal.abort() })
  expect(textsTo(person.phone)).toHaveLength(1)
  await deliver()
  expect(textsTo(person.phone)).toHaveLength(2)
})
