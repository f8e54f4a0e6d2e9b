import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import type { TextMessageSettings } from '../../../platform/channel-settings.ts'
import { signRequest } from './acs3-signature.ts'

/** What a fake does with one request, besides what is right. */
export type Mishap = 'none' | 'throttled' | 'lost_after' | 'lost_before' | 'fault'

export interface SentText {
  phone: string
  outId: string
  template: string
  words: Record<string, string>
}

/**
 * An SMS provider in the manner of Alibaba Cloud SMS: checks the signature, keeps what it sent and tells it when asked.
 * Like the real one it does not mind the same OutId twice: it sends twice.
 */
export async function startSmsProvider(now: () => Date) {
  const settings: TextMessageSettings = {
    endpoint: '',
    keyId: 'test-key',
    keySecret: 'test-secret',
    signName: '邻里',
    codeTemplate: 'SMS_CODE',
    noticeTemplate: 'SMS_NOTICE',
  }
  const sent: (SentText & { day: string })[] = []
  const fake = {
    settings,
    sent,
    asked: 0,
    /** What goes wrong with the next sending. */
    mishap: (() => 'none') as (text: SentText) => Mishap,
    /** Runs after a text was taken, before the answer. */
    onSent: (async () => {}) as (sent: SentText) => Promise<void>,
  }

  async function sendSms(query: URLSearchParams, answer: ServerResponse): Promise<void> {
    const text: SentText = {
      phone: query.get('PhoneNumbers') ?? '',
      outId: query.get('OutId') ?? '',
      template: query.get('TemplateCode') ?? '',
      words: JSON.parse(query.get('TemplateParam') ?? '{}') as Record<string, string>,
    }
    if (!/^1\d{10}$/.test(text.phone)) return say(answer, 200, { Code: 'isv.MOBILE_NUMBER_ILLEGAL', Message: '非法手机号' })
    if (query.get('SignName') !== settings.signName) return say(answer, 200, { Code: 'isv.SMS_SIGNATURE_ILLEGAL', Message: '签名不合法' })
    const mishap = fake.mishap(text)
    if (mishap === 'throttled')
      return say(answer, 200, { Code: 'isv.BUSINESS_LIMIT_CONTROL', Message: '触发分钟级流控Permits:1', RequestId: 'r' })
    if (mishap === 'fault') return say(answer, 500, { Code: 'isp.SYSTEM_ERROR', Message: 'system error' })
    if (mishap === 'lost_before') return void answer.destroy()
    sent.push({ ...text, day: new Date(now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '') })
    await fake.onSent(text)
    if (mishap === 'lost_after') return void answer.destroy()
    say(answer, 200, { Code: 'OK', Message: 'OK', RequestId: 'r', BizId: `biz-${sent.length}` })
  }

  function querySendDetails(query: URLSearchParams, answer: ServerResponse): void {
    fake.asked += 1
    const [size, page] = [Number(query.get('PageSize')), Number(query.get('CurrentPage'))]
    const found = sent.filter((text) => text.phone === query.get('PhoneNumber') && text.day === query.get('SendDate'))
    const details = found
      .toReversed()
      .slice((page - 1) * size, page * size)
      .map((text) => ({ OutId: text.outId, PhoneNum: text.phone, TemplateCode: text.template, SendStatus: 3, ErrCode: 'DELIVERED' }))
    say(answer, 200, {
      Code: 'OK',
      Message: 'OK',
      RequestId: 'r',
      TotalCount: String(found.length),
      SmsSendDetailDTOs: { SmsSendDetailDTO: details },
    })
  }

  const server = createServer((request, answer) => {
    const query = new URL(request.url ?? '/', 'http://x').searchParams
    const refusal = refuse(request, query, settings)
    if (refusal) return say(answer, 400, { Code: refusal, Message: refusal })
    const action = request.headers['x-acs-action']
    if (action === 'QuerySendDetails') return querySendDetails(query, answer)
    if (action === 'SendSms') return void sendSms(query, answer)
    say(answer, 404, { Code: 'InvalidAction.NotFound', Message: 'no such action' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => server.closeAllConnections())
  afterAll(() => server.close())
  settings.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return fake
}

/** The signature is worked out again from what came and compared, as the real one does. */
function refuse(request: IncomingMessage, query: URLSearchParams, settings: TextMessageSettings): string | null {
  const header = (name: string) => String(request.headers[name] ?? '')
  const given = /^ACS3-HMAC-SHA256 Credential=(.+?),SignedHeaders=.+?,Signature=([0-9a-f]{64})$/.exec(header('authorization'))
  if (!given) return 'MissingAuthorization'
  if (given[1] !== settings.keyId) return 'InvalidAccessKeyId.NotFound'
  const expected = signRequest(
    {
      method: request.method as 'POST',
      host: header('host'),
      action: header('x-acs-action'),
      version: header('x-acs-version'),
      query: Object.fromEntries(query),
      nonce: header('x-acs-signature-nonce'),
      at: new Date(header('x-acs-date')),
    },
    // What the real provider has on its side, whatever the client was set up with.
    { id: given[1], secret: 'test-secret' },
  )
  return expected.headers['authorization'] === header('authorization') ? null : 'SignatureDoesNotMatch'
}

function say(answer: ServerResponse, status: number, body: Record<string, unknown>): void {
  answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
