import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { jobsSchemaOf } from '../../platform/city-schema.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { sendContactCode } from './contact-code.ts'
import { deliverAll } from './deliverer.ts'
import { resident, startDeliveryCity } from './delivery.factory.ts'

const city = await startDeliveryCity()
const { push, wechat, mail, sms } = city.fakes

/** Runs the jobs that send confirmation codes, as the worker would, and answers the newest code sent to an address. */
async function sendCodes(): Promise<void> {
  const client = new pg.Client(city.connection)
  await client.connect()
  const jobs = `${pg.escapeIdentifier(jobsSchemaOf(city.db.city))}._private_jobs`
  const { rows } = await client.query<{ id: string; payload: Parameters<typeof sendContactCode>[2] }>(
    `select id, payload from ${jobs} where payload::jsonb ? 'addressCipher' order by id`,
  )
  for (const { payload } of rows) await sendContactCode(city.channels, city.keys, payload, city.clock.now())
  await client.query(`delete from ${jobs} where id = any($1)`, [rows.map((row) => row.id)])
  await client.end()
}

describe('preferences', () => {
  test('are the defaults until somebody chooses, and then what they chose', async () => {
    const { client } = await resident(city)
    const before = await client.getNoticePreferences()
    expect(before).toMatchObject({
      channels: ['push', 'mini_program', 'mail', 'sms'],
      quiet: { from: '21:00', to: '08:00' },
      digestAt: null,
      addresses: [],
      pushKey: city.channels.push?.publicKey,
    })
    const chosen = { choices: { ...before.choices, work: ['mail' as const] }, quiet: null, digestAt: '07:30' }
    await client.setNoticePreferences({ body: chosen })
    expect(await client.getNoticePreferences()).toMatchObject(chosen)
    await client.setNoticePreferences({ body: { ...chosen, quiet: { from: '22:15', to: '06:45' }, digestAt: null } })
    expect(await client.getNoticePreferences()).toMatchObject({ quiet: { from: '22:15', to: '06:45' }, digestAt: null })
  })

  test('belong to accounts; a receipt has none', async () => {
    const report = await city.stranger().reportMatter({ body: { text: '路灯不亮', address: '大同社区' } })
    const receipt = city.stranger()
    await receipt.signInByReceipt({ body: { receiptCode: report.receiptCode ?? '' } })
    await expect(receipt.getNoticePreferences()).rejects.toMatchObject({ problem: { code: 'not_allowed' } })
  })

  test('say which channels a city has, and refuse the others', async () => {
    const bare = await startTestCity()
    const client = await bare.as('community')
    expect(await client.getNoticePreferences()).toMatchObject({ channels: [], pushKey: null })
    const off = { problem: { code: 'channel_off' } }
    await expect(client.subscribePush({ body: push.subscribe().subscription })).rejects.toMatchObject(off)
    await expect(client.addContactAddress({ body: { channel: 'mail', address: 'a@example.com' } })).rejects.toMatchObject(off)
    await expect(client.connectMiniProgram({ body: { code: 'x' } })).rejects.toMatchObject(off)
    await expect(client.sendTestMessage({ body: { channel: 'sms' } })).rejects.toMatchObject(off)
  })
})

describe('a mail address', () => {
  test('counts once its code was entered, is stored encrypted and shown masked', async () => {
    const { client, accountId } = await resident(city)
    const added = await client.addContactAddress({ body: { channel: 'mail', address: 'Wang.Li@Example.com' } })
    expect(added).toMatchObject({ channel: 'mail', masked: 'w***@example.com', confirmedAt: null })
    const stored = await city.db.read.selectFrom('contact_addresses').selectAll().where('id', '=', added.id).executeTakeFirstOrThrow()
    expect(JSON.stringify(stored)).not.toContain('example')
    expect(stored.account_id).toBe(accountId)
    await sendCodes()
    const code = /\d{6}/.exec(mail.received.find((each) => each.to === 'wang.li@example.com')?.body ?? '')?.[0] ?? ''
    const wrong = { params: { addressId: added.id }, body: { code: code === '000000' ? '000001' : '000000' } }
    await expect(client.confirmContactAddress(wrong)).rejects.toMatchObject({ problem: { code: 'wrong_code' } })
    const confirmed = await client.confirmContactAddress({ params: { addressId: added.id }, body: { code } })
    expect(confirmed.confirmedAt).not.toBeNull()
    await client.sendTestMessage({ body: { channel: 'mail' } })
    await deliverAll(city.tools)
    expect(mail.received.at(-1)).toMatchObject({ to: 'wang.li@example.com', subject: '测试消息' })
  })

  test('cannot be guessed at: after five tries or a quarter of an hour the code is void', async () => {
    const { client } = await resident(city)
    const added = await client.addContactAddress({ body: { channel: 'mail', address: 'guess@example.com' } })
    await sendCodes()
    const code = /\d{6}/.exec(mail.received.findLast((each) => each.to === 'guess@example.com')?.body ?? '')?.[0] ?? ''
    const confirm = (tried: string) => client.confirmContactAddress({ params: { addressId: added.id }, body: { code: tried } })
    for (let tries = 0; tries < 5; tries++)
      await expect(confirm(code === '111111' ? '222222' : '111111')).rejects.toMatchObject({ problem: { code: 'wrong_code' } })
    await expect(confirm(code)).rejects.toMatchObject({ problem: { code: 'wrong_code' } })

    const again = await client.addContactAddress({ body: { channel: 'mail', address: 'guess@example.com' } })
    await sendCodes()
    const second = /\d{6}/.exec(mail.received.findLast((each) => each.to === 'guess@example.com')?.body ?? '')?.[0] ?? ''
    city.clock.advance(15 * 60_000 + 1)
    await expect(client.confirmContactAddress({ params: { addressId: again.id }, body: { code: second } })).rejects.toMatchObject({
      problem: { code: 'wrong_code' },
    })
  })

  test('is refused when it is none, and nobody can have codes sent without end', async () => {
    const { client } = await resident(city)
    for (const address of ['13900001111', 'a@b', 'a,b@example.com', '"a"@example.com'])
      await expect(client.addContactAddress({ body: { channel: 'mail', address } })).rejects.toMatchObject({
        problem: { code: expect.stringMatching(/not_an_address|validation_failed/) as string },
      })
    await expect(client.addContactAddress({ body: { channel: 'sms', address: 'a@example.com' } })).rejects.toMatchObject({
      problem: { code: 'not_an_address' },
    })
    for (let each = 0; each < 5; each++) await client.addContactAddress({ body: { channel: 'mail', address: `x${each}@example.com` } })
    await expect(client.addContactAddress({ body: { channel: 'mail', address: 'x6@example.com' } })).rejects.toMatchObject({
      problem: { code: 'too_many_attempts' },
    })
    await sendCodes()
  })

  test('of somebody else can be neither confirmed nor removed', async () => {
    const [one, other] = [await resident(city), await resident(city)]
    const { id } = await one.client.addContactAddress({ body: { channel: 'mail', address: 'one@example.com' } })
    const notFound = { problem: { code: 'not_found' } }
    await expect(other.client.confirmContactAddress({ params: { addressId: id }, body: { code: '123456' } })).rejects.toMatchObject(
      notFound,
    )
    await expect(other.client.removeContactAddress({ params: { addressId: id } })).rejects.toMatchObject(notFound)
    await one.client.removeContactAddress({ params: { addressId: id } })
    expect((await one.client.getNoticePreferences()).addresses).toEqual([])
  })
})

describe('a browser', () => {
  test('subscribes once, and belongs to whoever subscribed last', async () => {
    const [one, other] = [await resident(city), await resident(city)]
    const browser = push.subscribe()
    const first = await one.client.subscribePush({ body: browser.subscription })
    expect(await one.client.subscribePush({ body: browser.subscription })).toMatchObject({
      id: first.id,
      masked: new URL(push.origin).host,
    })
    await other.client.subscribePush({ body: browser.subscription })
    expect((await one.client.getNoticePreferences()).addresses).toEqual([])
    await expect(one.client.sendTestMessage({ body: { channel: 'push' } })).rejects.toMatchObject({ problem: { code: 'no_address' } })
    expect(await other.client.sendTestMessage({ body: { channel: 'push' } })).toEqual({ messages: 1 })
    await deliverAll(city.tools)
    expect([...browser.shown.values()]).toEqual([expect.objectContaining({ title: '测试消息' })])
  })

  test('cannot lead our server to another place', async () => {
    const { client } = await resident(city)
    const keys = push.subscribe().subscription.keys
    for (const endpoint of ['http://169.254.169.254/latest', 'https://localhost/x', 'https://fcm.googleapis.com.evil.example/x'])
      await expect(client.subscribePush({ body: { endpoint, keys } })).rejects.toMatchObject({ problem: { code: 'unknown_push_service' } })
  })
})

test('the mini-program is connected by the code WeChat gave, not by what a caller claims', async () => {
  const { client } = await resident(city)
  wechat.loginCodes.set('login-7', 'open-7777')
  await expect(client.connectMiniProgram({ body: { code: 'made-up' } })).rejects.toMatchObject({ problem: { code: 'wrong_code' } })
  expect(await client.connectMiniProgram({ body: { code: 'login-7' } })).toMatchObject({ channel: 'mini_program', masked: 'open***' })
})

test('test messages go at any hour, five an hour', async () => {
  city.clock.set(new Date('2026-06-17T18:00:00.000Z'))
  const { client, phone } = await resident(city)
  for (let each = 0; each < 5; each++) await client.sendTestMessage({ body: { channel: 'sms' } })
  await expect(client.sendTestMessage({ body: { channel: 'sms' } })).rejects.toMatchObject({ problem: { code: 'too_many_attempts' } })
  await deliverAll(city.tools)
  expect(sms.sent.filter((text) => text.phone === phone)).toHaveLength(5)
})
