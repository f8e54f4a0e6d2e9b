import webPush from 'web-push'
import type { PushSettings } from '../../../platform/channel-settings.ts'
import type { PushKeys } from '../../../platform/secrets.ts'
import { ask } from './ask.ts'
import type { Channel, OutgoingMessage } from './channel.ts'

/** What a browser's PushManager.subscribe gives. */
export interface PushSubscription {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

/** Web push, with what subscribing needs besides. */
export interface WebPush extends Channel {
  publicKey: string
  /** Whether this is a push service we send to. An address a browser names must not lead our server to any other place. */
  isKnownService(endpoint: string): boolean
}

/** After this a message nobody's browser came for is of no use. */
const keptForSeconds = 3 * 24 * 3600

/**
 * Web push (RFC 8030) with VAPID (RFC 8292), encrypted for the browser (RFC 8291).
 *
 * A repetition carries the same Topic, which replaces a message still waiting at the service, and the same `id`, which the
 * service worker gives as the notification's tag, so that a device shows it once. So a message whose answer was lost is
 * sent again.
 */
export function webPushChannel(settings: PushSettings, keys: PushKeys): WebPush {
  return {
    name: 'push',
    publicKey: keys.publicKey,
    isKnownService: (endpoint) => isKnownService(settings, endpoint),
    async send(message, begin) {
      const subscription = JSON.parse(message.address) as PushSubscription
      // The list of services may have become shorter since.
      if (!isKnownService(settings, subscription.endpoint)) return { kind: 'refused', reason: 'unknown service', addressEnded: true }
      let request: webPush.RequestDetails
      try {
        request = webPush.generateRequestDetails(subscription, payloadOf(message), {
          vapidDetails: { subject: settings.contact, publicKey: keys.publicKey, privateKey: keys.privateKey },
          TTL: keptForSeconds,
          urgency: message.urgent ? 'high' : 'normal',
          topic: message.id.replaceAll('-', ''),
        })
      } catch {
        return { kind: 'refused', reason: 'no valid keys', addressEnded: true }
      }
      await begin()
      const answer = await ask(request.endpoint, {
        method: 'POST',
        headers: request.headers,
        body: new Uint8Array(request.body ?? Buffer.alloc(0)),
      })
      if (answer.kind === 'unreachable') return { kind: 'not_yet', reason: answer.reason }
      if (answer.kind === 'lost') return { kind: 'unknown', reason: answer.reason }
      const reason = `status ${answer.status}`
      if (answer.status >= 200 && answer.status < 300) return { kind: 'sent', providerId: null }
      if (answer.status === 404 || answer.status === 410) return { kind: 'refused', reason, addressEnded: true }
      if (answer.status === 429 || answer.status >= 500)
        return { kind: 'not_yet', reason, ...(answer.retryAfterMs !== undefined && { afterMs: answer.retryAfterMs }) }
      return { kind: 'refused', reason }
    },
    afterUnknown: { do: 'repeat' },
  }
}

/** What the service worker gets: `id` is the notification's tag, `path` where a tap leads. Push services take 4 kB. */
function payloadOf(message: OutgoingMessage): string {
  const { id, title, text, path, urgent, locale, lines } = message
  return JSON.stringify({ id, title, text: lines.length > 0 ? lines.slice(-3).join('\n') : text, path, urgent, locale })
}

function isKnownService({ hosts, allowPlain }: PushSettings, endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false
  const { protocol, host, username } = new URL(endpoint)
  if (username !== '' || (protocol !== 'https:' && !allowPlain)) return false
  return hosts.some((known) => (known.startsWith('*.') ? host.endsWith(known.slice(1)) : host === known))
}
