import { randomUUID } from 'node:crypto'
import type { Clock } from '../../../platform/clock.ts'
import type { TextMessageSettings } from '../../../platform/channel-settings.ts'
import { dayNumber } from '../local-time.ts'
import { signRequest } from './acs3-signature.ts'
import { ask, objectIn } from './ask.ts'
import type { Channel, Outcome, OutgoingMessage } from './channel.ts'

/** Text messages, with what sign-in codes need besides. */
export interface TextMessages extends Channel {
  /** Sends a six-digit code at once. Throws when it was surely not sent; a code that may have been sent counts as sent. */
  sendCode(phone: string, code: string): Promise<void>
}

const version = '2017-05-25'

/**
 * Short messages through a provider that speaks like Alibaba Cloud SMS: SendSms and QuerySendDetails, signed.
 *
 * The provider knows no idempotency key, but it keeps our OutId and tells it when asked what was sent to a number on a
 * day. So a message whose answer was lost is asked for before it is sent again.
 */
export function textMessages(settings: TextMessageSettings, clock: Clock): TextMessages {
  const call = async (action: string, query: Record<string, string>) => {
    const url = new URL(settings.endpoint)
    const signed = signRequest(
      { method: 'POST', host: url.host, action, version, query, nonce: randomUUID(), at: clock.now() },
      { id: settings.keyId, secret: settings.keySecret },
    )
    const { host: _, ...headers } = signed.headers
    return ask(`${url.origin}/?${signed.query}`, { method: 'POST', headers })
  }
  const send = async (phone: string, template: string, words: Record<string, string>, outId: string): Promise<Outcome> => {
    const answer = await call('SendSms', {
      PhoneNumbers: phone,
      SignName: settings.signName,
      TemplateCode: template,
      TemplateParam: JSON.stringify(words),
      OutId: outId,
    })
    if (answer.kind === 'unreachable') return { kind: 'not_yet', reason: answer.reason }
    if (answer.kind === 'lost') return { kind: 'unknown', reason: answer.reason }
    const said = objectIn(answer.text)
    return outcomeOf(answer.status, said?.['Code'], said?.['BizId'])
  }
  return {
    name: 'sms',
    async send(message, begin) {
      await begin()
      return send(message.address, settings.noticeTemplate, { text: message.text, number: message.number ?? '' }, message.id)
    },
    afterUnknown: {
      do: 'ask',
      async wasSent(message, begunAt) {
        const days = new Set([dayNumber(begunAt), dayNumber(clock.now())])
        for (const day of days) {
          const found = await findSent(message, day, call)
          if (found !== 'not_sent') return found
        }
        return 'not_sent'
      },
    },
    async sendCode(phone, code) {
      const outcome = await send(phone, settings.codeTemplate, { code }, randomUUID())
      if (outcome.kind === 'not_yet' || outcome.kind === 'refused') throw new Error(`The text message was not sent: ${outcome.reason}`)
    },
  }
}

const pageSize = 50
/** No number gets more than 50 messages a day from one sender by the provider's own limits; a few pages are plenty. */
const mostPages = 4

async function findSent(
  message: OutgoingMessage,
  day: string,
  call: (action: string, query: Record<string, string>) => ReturnType<typeof ask>,
): Promise<'sent' | 'not_sent' | 'unclear'> {
  for (let page = 1; page <= mostPages; page++) {
    const answer = await call('QuerySendDetails', {
      PhoneNumber: message.address,
      SendDate: day,
      PageSize: String(pageSize),
      CurrentPage: String(page),
    })
    const said = answer.kind === 'answered' ? objectIn(answer.text) : null
    if (said?.['Code'] !== 'OK') return 'unclear'
    const details = (said['SmsSendDetailDTOs'] as { SmsSendDetailDTO?: { OutId?: string }[] } | undefined)?.SmsSendDetailDTO ?? []
    if (details.some((detail) => detail.OutId === message.id)) return 'sent'
    if (details.length < pageSize) return 'not_sent'
  }
  return 'unclear'
}

/** What can never succeed for this message; everything else may once somebody paid, waited or set the city up right. */
const hopeless = new Set([
  'isv.MOBILE_NUMBER_ILLEGAL',
  'isv.MOBILE_COUNT_OVER_LIMIT',
  'isv.BLACK_KEY_CONTROL_LIMIT',
  'isv.PARAM_LENGTH_LIMIT',
  'isv.PARAM_NOT_SUPPORT_URL',
  'isv.TEMPLATE_PARAMS_ILLEGAL',
  'isv.TEMPLATE_MISSING_PARAMETERS',
  'isv.INVALID_JSON_PARAM',
])
/** The same number is let through again after a minute, an hour or a day; trying each quarter of an hour is polite. */
const limitedForMs = 15 * 60_000

function outcomeOf(status: number, code: unknown, bizId: unknown): Outcome {
  if (code === 'OK') return { kind: 'sent', providerId: typeof bizId === 'string' ? bizId : null }
  // A fault on the provider's side says nothing about whether the message had been passed on.
  if (typeof code !== 'string' || status >= 500 || code.startsWith('isp.SYSTEM_ERROR') || code.startsWith('isp.GATEWAY_ERROR'))
    return { kind: 'unknown', reason: typeof code === 'string' ? code : `status ${status}` }
  if (hopeless.has(code)) return { kind: 'refused', reason: code }
  const isLimited = code.includes('BUSINESS_LIMIT') || code.startsWith('Throttling')
  return { kind: 'not_yet', reason: code, ...(isLimited && { afterMs: limitedForMs }) }
}
