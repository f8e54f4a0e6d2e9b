import type { MiniProgramSettings } from '../../../platform/channel-settings.ts'
import type { Clock } from '../../../platform/clock.ts'
import { LinliError } from '../../../platform/problem.ts'
import { ask, objectIn } from './ask.ts'
import type { Channel, Outcome, OutgoingMessage } from './channel.ts'

/** Subscription messages, with what connecting an account needs besides. */
export interface MiniProgram extends Channel {
  /** The open id behind what wx.login gave. Throws `wrong_code` or `channel_away`. */
  openIdOf(code: string): Promise<string>
}

/**
 * Subscription messages of a WeChat mini-program. The access token is fetched when it is needed, kept until shortly before
 * it ends, and fetched anew when it is refused. We ask for the *stable* token: the plain one makes those of other
 * processes invalid.
 *
 * The interface has no idempotency key and cannot be asked what was sent, and a one-time subscription is used up by the
 * first message. So a message whose answer was lost is left.
 */
export function miniProgram(settings: MiniProgramSettings, clock: Clock): MiniProgram {
  let token: { value: string; until: number } | null = null

  const fetchToken = async (force: boolean): Promise<string | { reason: string }> => {
    if (!force && token && token.until > clock.now().getTime()) return token.value
    const answer = await ask(`${settings.endpoint}/cgi-bin/stable_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credential',
        appid: settings.appId,
        secret: settings.appSecret,
        force_refresh: force,
      }),
    })
    if (answer.kind !== 'answered') return { reason: answer.reason }
    const said = objectIn(answer.text)
    const value = said?.['access_token']
    if (typeof value !== 'string') return { reason: `token ${String(said?.['errcode'] ?? answer.status)}` }
    token = { value, until: clock.now().getTime() + (Number(said?.['expires_in']) - 300) * 1000 }
    return value
  }

  return {
    name: 'mini_program',
    async send(message, begin) {
      const held = await fetchToken(false)
      if (typeof held !== 'string') return { kind: 'not_yet', reason: held.reason }
      await begin()
      const first = await post(settings, held, message)
      if (!('errcode' in first) || !endedTokens.has(first.errcode)) return outcomeOf(first)
      // The refusal itself says that nothing was sent, so trying again within this attempt is safe.
      const renewed = await fetchToken(true)
      if (typeof renewed !== 'string') return { kind: 'not_yet', reason: renewed.reason }
      return outcomeOf(await post(settings, renewed, message))
    },
    afterUnknown: { do: 'leave' },
    async openIdOf(code) {
      const query = new URLSearchParams({
        appid: settings.appId,
        secret: settings.appSecret,
        js_code: code,
        grant_type: 'authorization_code',
      })
      const answer = await ask(`${settings.endpoint}/sns/jscode2session?${query.toString()}`, { method: 'GET' })
      const said = answer.kind === 'answered' ? objectIn(answer.text) : null
      if (typeof said?.['openid'] === 'string') return said['openid']
      // 40029: no such code; 40163: the code was used before.
      throw new LinliError(said?.['errcode'] === 40_029 || said?.['errcode'] === 40_163 ? 'wrong_code' : 'channel_away')
    },
  }
}

type Said = { errcode: number } | Outcome

async function post(settings: MiniProgramSettings, token: string, message: OutgoingMessage): Promise<Said> {
  const values: Record<string, string> = {
    title: message.title,
    // The number has a field of its own, and a sentence little room.
    text: message.number === null ? message.text : message.text.replace(new RegExp(` ?[（(]${message.number}[）)]`), ''),
    number: message.number ?? '—',
    time: message.at.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16),
  }
  const data = Object.fromEntries(
    Object.entries(settings.fields).map(([ours, theirs]) => [theirs, { value: shortened(values[ours] ?? '', theirs) }]),
  )
  const answer = await ask(`${settings.endpoint}/cgi-bin/message/subscribe/send?access_token=${encodeURIComponent(token)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      touser: message.address,
      template_id: settings.template,
      page: settings.page.replace('{path}', encodeURIComponent(message.path)),
      lang: message.locale === 'en' ? 'en_US' : 'zh_CN',
      data,
    }),
  })
  if (answer.kind === 'unreachable') return { kind: 'not_yet', reason: answer.reason }
  if (answer.kind === 'lost') return { kind: 'unknown', reason: answer.reason }
  const errcode = objectIn(answer.text)?.['errcode']
  return typeof errcode === 'number' ? { errcode } : { kind: 'unknown', reason: `status ${answer.status}` }
}

/** `thing` fields hold 20 signs, character strings 32; what is too long is refused as a whole. */
function shortened(text: string, field: string): string {
  const most = field.startsWith('thing') ? 20 : 32
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

/** The token is no longer, or was never, valid. */
const endedTokens = new Set([40_001, 40_014, 42_001])

function outcomeOf(said: Said): Outcome {
  if ('kind' in said) return said
  const reason = String(said.errcode)
  switch (said.errcode) {
    case 0:
      return { kind: 'sent', providerId: null }
    case 40_003:
      // No open id of this mini-program.
      return { kind: 'refused', reason, addressEnded: true }
    case 43_101:
      // Not subscribed, or the one-time subscription is used up: the next message may find a new one.
      return { kind: 'refused', reason }
    case 47_003:
      return { kind: 'refused', reason }
    default:
      // -1 is "busy, come again"; the others are quotas, or what the city has to put right.
      return { kind: 'not_yet', reason }
  }
}
