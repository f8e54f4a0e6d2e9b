import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { SetClock } from '../../../platform/clock.ts'
import { pushKeys } from '../../../platform/secrets.ts'
import { signRequest } from './acs3-signature.ts'
import type { Channel, OutgoingMessage } from './channel.ts'
import { mailChannel } from './mail.ts'
import { startMailServer } from './mail-server.factory.ts'
import { miniProgram } from './mini-program.ts'
import { startPushService } from './push-service.factory.ts'
import { startSmsProvider } from './sms-provider.factory.ts'
import { textMessages } from './text-message.ts'
import { webPushChannel } from './web-push.ts'
import { startWechat } from './wechat.factory.ts'

const clock = new SetClock(new Date('2026-03-18T02:00:00.000Z'))
const message: OutgoingMessage = {
  id: '018f4e2a-7c1b-7def-8a90-0123456789ab',
  address: '',
  locale: 'zh',
  title: '已受理',
  text: '您反映的暴露垃圾（260318-000001）已受理，预计3月21日前办好',
  lines: [],
  number: '260318-000001',
  path: '/matters/018f4e2a-0000-7000-8000-000000000001',
  urgent: false,
  at: new Date('2026-03-18T02:00:00.000Z'),
}

/** Sends, and says how often sending was begun. */
async function send(channel: Channel, changes: Partial<OutgoingMessage>) {
  let begun = 0
  const outcome = await channel.send({ ...message, ...changes }, async () => {
    begun += 1
  })
  return { ...outcome, begun }
}

const closedPort = async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('a text message', async () => {
  const provider = await startSmsProvider(() => clock.now())
  const sms = textMessages(provider.settings, clock)

  test('is signed as the provider’s documentation shows', () => {
    const signed = signRequest(
      {
        method: 'POST',
        host: 'ecs.cn-shanghai.aliyuncs.com',
        action: 'RunInstances',
        version: '2014-05-26',
        query: { ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd', RegionId: 'cn-shanghai' },
        nonce: '3156853299f313e23d1673dc12e1703d',
        at: new Date('2023-10-26T10:22:32Z'),
      },
      { id: 'YourAccessKeyId', secret: 'YourAccessKeySecret' },
    )
    expect(signed.headers['authorization']).toMatch(/Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0$/)
  })

  test('arrives with our words in the provider’s template', async () => {
    expect(await send(sms, { address: '13900001111' })).toEqual({ kind: 'sent', providerId: 'biz-1', begun: 1 })
    expect(provider.sent.at(-1)).toMatchObject({
      phone: '13900001111',
      outId: message.id,
      template: 'SMS_NOTICE',
      words: { text: message.text, number: '260318-000001' },
    })
  })

  test('that is limited waits, one to no number is refused, and a wrong key is for the city to put right', async () => {
    provider.mishap = () => 'throttled'
    expect(await send(sms, { address: '13900001111' })).toMatchObject({
      kind: 'not_yet',
      reason: 'isv.BUSINESS_LIMIT_CONTROL',
      afterMs: 900_000,
    })
    provider.mishap = () => 'none'
    expect(await send(sms, { address: '12' })).toMatchObject({ kind: 'refused', reason: 'isv.MOBILE_NUMBER_ILLEGAL' })
    const wrong = textMessages({ ...provider.settings, keySecret: 'other' }, clock)
    expect(await send(wrong, { address: '13900001111' })).toMatchObject({ kind: 'not_yet', reason: 'SignatureDoesNotMatch' })
    const nobody = textMessages({ ...provider.settings, keyId: 'nobody' }, clock)
    expect(await send(nobody, { address: '13900001111' })).toMatchObject({ kind: 'not_yet', reason: 'InvalidAccessKeyId.NotFound' })
  })

  test('whose answer is lost may have been sent, and the provider tells', async () => {
    const { afterUnknown } = sms
    if (afterUnknown.do !== 'ask') throw new Error('the provider can be asked')
    for (const [mishap, was] of [
      ['lost_after', 'sent'],
      ['lost_before', 'not_sent'],
      ['fault', 'not_sent'],
    ] as const) {
      const lost = { ...message, address: '13900002222', id: `018f4e2a-7c1b-7def-8a90-00000000000${mishap.length}` }
      provider.mishap = () => mishap
      expect(await send(sms, lost)).toMatchObject({ kind: 'unknown' })
      expect(await afterUnknown.wasSent(lost, clock.now()), mishap).toBe(was)
    }
    provider.mishap = () => 'none'
  })

  test('sent just before midnight is found after it', async () => {
    const { afterUnknown } = sms
    if (afterUnknown.do !== 'ask') throw new Error('the provider can be asked')
    const late = new Date('2026-03-18T15:59:50.000Z')
    clock.set(late)
    const id = '018f4e2a-7c1b-7def-8a90-00000000aaaa'
    await send(sms, { address: '13900003333', id })
    clock.advance(60_000)
    expect(await afterUnknown.wasSent({ ...message, address: '13900003333', id }, late)).toBe('sent')
    clock.set(message.at)
  })

  test('to a provider that is not there has surely not been sent', async () => {
    const away = textMessages({ ...provider.settings, endpoint: `http://127.0.0.1:${await closedPort()}` }, clock)
    expect(await send(away, { address: '13900001111' })).toMatchObject({ kind: 'not_yet', reason: 'ECONNREFUSED' })
    await expect(away.sendCode('13900001111', '123456')).rejects.toThrow('ECONNREFUSED')
  })

  test('with a sign-in code uses the template for codes', async () => {
    await sms.sendCode('13900004444', '012345')
    expect(provider.sent.at(-1)).toMatchObject({ phone: '13900004444', template: 'SMS_CODE', words: { code: '012345' } })
  })
})

describe('a subscription message', async () => {
  const wechat = await startWechat()
  const channel = miniProgram(wechat.settings, clock)

  test('arrives with fields short enough, and one token serves many', async () => {
    expect(await send(channel, { address: 'open-1' })).toMatchObject({ kind: 'sent', begun: 1 })
    await send(channel, { address: 'open-1', locale: 'en' })
    expect(wechat.tokensGiven).toBe(1)
    expect(wechat.sent[0]).toEqual({
      openId: 'open-1',
      page: `pages/index/index?path=${encodeURIComponent(message.path)}`,
      lang: 'zh_CN',
      data: {
        thing1: { value: '已受理' },
        thing2: { value: '您反映的暴露垃圾已受理，预计3月21日…' },
        character_string3: { value: '260318-000001' },
        time4: { value: '2026-03-18 10:00' },
      },
    })
    expect(wechat.sent[1]?.lang).toBe('en_US')
  })

  test.each([40_001, 42_001] as const)('gets a new token when the old one is refused with %i, and is sent once', async (code) => {
    const [sent, tokens] = [wechat.sent.length, wechat.tokensGiven]
    wechat.endToken(code)
    expect(await send(channel, { address: 'open-2' })).toMatchObject({ kind: 'sent', begun: 1 })
    expect([wechat.sent.length, wechat.tokensGiven]).toEqual([sent + 1, tokens + 1])
  })

  test('gets a new token before the old one ends', async () => {
    const tokens = wechat.tokensGiven
    clock.advance(6900 * 1000)
    await send(channel, { address: 'open-2' })
    expect(wechat.tokensGiven).toBe(tokens + 1)
    clock.set(message.at)
  })

  test('to nobody’s open id ends the address, to who has not subscribed fails, and a busy server is asked again', async () => {
    expect(await send(channel, { address: 'nobody' })).toMatchObject({ kind: 'refused', reason: '40003', addressEnded: true })
    wechat.unsubscribed.add('open-3')
    expect(await send(channel, { address: 'open-3' })).toEqual({ kind: 'refused', reason: '43101', begun: 1 })
    wechat.mishap = () => 'throttled'
    expect(await send(channel, { address: 'open-1' })).toMatchObject({ kind: 'not_yet', reason: '-1' })
    wechat.mishap = () => 'lost_after'
    expect(await send(channel, { address: 'open-1' })).toMatchObject({ kind: 'unknown' })
    wechat.mishap = () => 'none'
  })

  test('does not begin without a token', async () => {
    const wrong = miniProgram({ ...wechat.settings, appSecret: 'other' }, clock)
    expect(await send(wrong, { address: 'open-1' })).toEqual({ kind: 'not_yet', reason: 'token 40125', begun: 0 })
  })

  test('finds the open id behind a login code', async () => {
    wechat.loginCodes.set('code-1', 'open-9')
    expect(await channel.openIdOf('code-1')).toBe('open-9')
    await expect(channel.openIdOf('code-2')).rejects.toMatchObject({ code: 'wrong_code' })
  })
})

describe('a web push', async () => {
  const keys = pushKeys(Buffer.alloc(32, 7).toString('base64'), 'testcity')
  const service = await startPushService(() => keys.publicKey)
  const settings = { contact: 'mailto:linli@city.example', hosts: [new URL(service.origin).host, '*.push.example'], allowPlain: true }
  const channel = webPushChannel(settings, keys)

  test('is encrypted for the browser, signed with the city’s key, and shown once however often it comes', async () => {
    const browser = service.subscribe()
    const address = JSON.stringify(browser.subscription)
    expect(await send(channel, { address, urgent: true })).toEqual({ kind: 'sent', providerId: null, begun: 1 })
    expect(service.taken.at(-1)).toMatchObject({ topic: message.id.replaceAll('-', ''), urgency: 'high', ttl: '259200' })
    await send(channel, { address })
    expect([...browser.shown.values()]).toEqual([expect.objectContaining({ id: message.id, title: '已受理', path: message.path })])
  })

  test('to a browser that is gone ends the address', async () => {
    const browser = service.subscribe()
    browser.subscribed = false
    expect(await send(channel, { address: JSON.stringify(browser.subscription) })).toMatchObject({
      kind: 'refused',
      reason: 'status 410',
      addressEnded: true,
    })
  })

  test('waits as long as the service asks', async () => {
    const address = JSON.stringify(service.subscribe().subscription)
    service.mishap = () => 'throttled'
    expect(await send(channel, { address })).toMatchObject({ kind: 'not_yet', reason: 'status 429', afterMs: 120_000 })
    service.mishap = () => 'none'
  })

  test('with another city’s key is refused', async () => {
    const other = webPushChannel(settings, pushKeys(Buffer.alloc(32, 8).toString('base64'), 'testcity'))
    expect(await send(other, { address: JSON.stringify(service.subscribe().subscription) })).toMatchObject({
      kind: 'refused',
      reason: 'status 403',
    })
  })

  test('with keys that are none ends the address and begins nothing', async () => {
    const { endpoint } = service.subscribe().subscription
    const address = JSON.stringify({ endpoint, keys: { p256dh: 'AAAA', auth: 'AAAA' } })
    expect(await send(channel, { address })).toMatchObject({ kind: 'refused', addressEnded: true, begun: 0 })
  })

  test('goes to known services only, whatever a browser names', async () => {
    const strict = webPushChannel({ ...settings, allowPlain: false }, keys)
    for (const endpoint of [
      'http://a.push.example/x',
      'https://push.example.evil.example/x',
      'https://push.example:8443/x',
      'https://user@a.push.example/x',
      'https://127.0.0.1/x',
      'https://[::1]/x',
      'file:///etc/passwd',
      'nonsense',
    ])
      expect(strict.isKnownService(endpoint), endpoint).toBe(false)
    expect(strict.isKnownService('https://a.push.example/x')).toBe(true)
    expect(await send(strict, { address: JSON.stringify({ endpoint: 'https://10.0.0.1/', keys: {} }) })).toMatchObject({
      kind: 'refused',
      begun: 0,
    })
  })
})

describe('a mail', async () => {
  const server = await startMailServer()
  const channel = mailChannel(server.settings)

  test('has the notice, a link and a Message-ID that stays', async () => {
    expect(await send(channel, { address: 'w@example.com' })).toEqual({ kind: 'sent', providerId: null, begun: 1 })
    expect(server.received[0]).toMatchObject({
      to: 'w@example.com',
      messageId: `<${message.id}@city.example>`,
      subject: '已受理 · 260318-000001',
    })
    expect(server.received[0]?.body).toContain(`${message.text}\n\n查看：https://linli.city.example${message.path}`)
  })

  test('of a digest lists its lines', async () => {
    await send(channel, { address: 'w@example.com', title: '2条消息', lines: ['第一条', '第二条'], number: null })
    expect(server.received.at(-1)).toMatchObject({ subject: '2条消息', body: expect.stringContaining('第一条\n\n第二条') as string })
  })

  test('refused for a while waits; refused for good fails, and a mailbox that is none ends the address', async () => {
    server.refusal = () => 450
    expect(await send(channel, { address: 'w@example.com' })).toEqual({ kind: 'not_yet', reason: '450', begun: 0 })
    server.refusal = () => 550
    expect(await send(channel, { address: 'w@example.com' })).toEqual({ kind: 'refused', reason: '550', addressEnded: true, begun: 0 })
    server.refusal = () => 552
    expect(await send(channel, { address: 'w@example.com' })).toEqual({ kind: 'refused', reason: '552', addressEnded: false, begun: 0 })
    server.refusal = () => null
    server.mishap = () => 'fault'
    expect(await send(channel, { address: 'w@example.com' })).toMatchObject({ kind: 'not_yet', reason: '451' })
    server.mishap = () => 'none'
  })

  test('cut off after its text left may have arrived', async () => {
    for (const mishap of ['lost_after', 'lost_before'] as const) {
      server.mishap = () => mishap
      expect(await send(channel, { address: 'w@example.com' }), mishap).toMatchObject({ kind: 'unknown', begun: 1 })
    }
    server.mishap = () => 'none'
  })

  test('does not leave when it may not begin', async () => {
    const before = server.received.length
    const lost = new Error('another worker has it')
    await expect(channel.send({ ...message, address: 'w@example.com' }, async () => Promise.reject(lost))).rejects.toBe(lost)
    expect(server.received.length).toBe(before)
  })

  test('without a right password, or without a server, has surely not been sent', async () => {
    const wrong = mailChannel({ ...server.settings, user: { name: 'linli', password: 'wrong' } })
    expect(await send(wrong, { address: 'w@example.com' })).toEqual({ kind: 'not_yet', reason: '535', begun: 0 })
    const away = mailChannel({ ...server.settings, port: await closedPort() })
    expect(await send(away, { address: 'w@example.com' })).toMatchObject({ kind: 'not_yet', begun: 0 })
    const noTls = mailChannel({ ...server.settings, requireTls: true })
    expect(await send(noTls, { address: 'w@example.com' })).toMatchObject({ kind: 'not_yet', begun: 0 })
  })

  test('cannot smuggle another receiver or header in', async () => {
    const before = server.received.length
    for (const address of ['a@example.com\r\nBcc: b@example.com', 'a@example.com>\r\nRCPT TO:<b@example.com', 'a b@example.com'])
      await send(channel, { address })
    expect(server.received.slice(before).filter((mail) => mail.to === 'b@example.com' || /^bcc/im.test(mail.body))).toEqual([])
  })
})
