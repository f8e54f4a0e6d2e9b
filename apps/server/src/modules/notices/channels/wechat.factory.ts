import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import type { MiniProgramSettings } from '../../../platform/channel-settings.ts'
import type { Mishap } from './sms-provider.factory.ts'

export interface SentSubscription {
  openId: string
  page: string
  lang: string
  data: Record<string, { value: string }>
}

/** The server side of a WeChat mini-program: stable tokens that end, login codes, subscription messages. It knows no idempotency. */
export async function startWechat() {
  const settings: MiniProgramSettings = {
    endpoint: '',
    appId: 'wx-test',
    appSecret: 'wx-secret',
    template: 'tmpl-1',
    fields: { title: 'thing1', text: 'thing2', number: 'character_string3', time: 'time4' },
    page: 'pages/index/index?path={path}',
  }
  const sent: SentSubscription[] = []
  let token = 'token-1'
  const fake = {
    settings,
    sent,
    tokensGiven: 0,
    /** Codes of wx.login and whose they are. */
    loginCodes: new Map<string, string>(),
    /** Open ids that have not subscribed, or used it up. */
    unsubscribed: new Set<string>(),
    mishap: (() => 'none') as (openId: string) => Mishap,
    onSent: (async () => {}) as (sent: SentSubscription) => Promise<void>,
    /** The token held by clients is from now on refused with this code. */
    endToken(code: 40_001 | 42_001) {
      refusedTokens.set(token, code)
      token = `token-${fake.tokensGiven + 2}`
    },
  }
  const refusedTokens = new Map<string, number>()

  async function subscribeSend(url: URL, body: Record<string, unknown>, answer: ServerResponse): Promise<void> {
    const held = url.searchParams.get('access_token') ?? ''
    if (held !== token) return say(answer, { errcode: refusedTokens.get(held) ?? 40_001, errmsg: 'invalid credential' })
    const openId = String(body['touser'])
    const mishap = fake.mishap(openId)
    if (!openId.startsWith('open-')) return say(answer, { errcode: 40_003, errmsg: 'invalid openid' })
    if (fake.unsubscribed.has(openId)) return say(answer, { errcode: 43_101, errmsg: 'user refuse to accept the msg' })
    const data = body['data'] as SentSubscription['data']
    const tooLong = Object.entries(data).some(([field, { value }]) => value.length > (field.startsWith('thing') ? 20 : 32))
    if (tooLong || body['template_id'] !== settings.template) return say(answer, { errcode: 47_003, errmsg: 'argument invalid' })
    if (mishap === 'throttled' || mishap === 'fault') return say(answer, { errcode: -1, errmsg: 'system error' })
    if (mishap === 'lost_before') return void answer.destroy()
    const message = { openId, page: String(body['page']), lang: String(body['lang']), data }
    sent.push(message)
    await fake.onSent(message)
    if (mishap === 'lost_after') return void answer.destroy()
    say(answer, { errcode: 0, errmsg: 'ok' })
  }

  function stableToken(body: Record<string, unknown>, answer: ServerResponse): void {
    if (body['appid'] !== settings.appId || body['secret'] !== 'wx-secret')
      return say(answer, { errcode: 40_125, errmsg: 'invalid appsecret' })
    fake.tokensGiven += 1
    say(answer, { access_token: token, expires_in: 7200 })
  }

  function codeToSession(url: URL, answer: ServerResponse): void {
    const openid = fake.loginCodes.get(url.searchParams.get('js_code') ?? '')
    say(answer, openid ? { openid, session_key: 'k' } : { errcode: 40_029, errmsg: 'invalid code' })
  }

  const serve = async (request: IncomingMessage, answer: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://x')
    const body = await bodyOf(request)
    if (url.pathname === '/cgi-bin/stable_token') return stableToken(body, answer)
    if (url.pathname === '/cgi-bin/message/subscribe/send') return subscribeSend(url, body, answer)
    if (url.pathname === '/sns/jscode2session') return codeToSession(url, answer)
    answer.writeHead(404).end()
  }
  const server = createServer((request, answer) => void serve(request, answer))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => server.closeAllConnections())
  afterAll(() => server.close())
  settings.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return fake
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}

function say(answer: ServerResponse, body: Record<string, unknown>): void {
  answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
