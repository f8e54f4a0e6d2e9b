import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import type { PushSubscription } from './web-push.ts'
import type { Mishap } from './sms-provider.factory.ts'

export interface ShownNotification {
  id: string
  title: string
  text: string
  path: string
}

/** A browser: its keys, and what it shows. A notification with the tag of one it shows takes its place, as the service worker asks. */
export class FakeBrowser {
  readonly subscription: PushSubscription
  readonly shown = new Map<string, ShownNotification>()
  /** Whether the push service knows the browser any more. */
  subscribed = true
  readonly #keys: ECDH
  readonly #auth = randomBytes(16)

  constructor(endpoint: string) {
    this.#keys = createECDH('prime256v1')
    this.#keys.generateKeys()
    this.subscription = {
      endpoint,
      keys: { p256dh: this.#keys.getPublicKey('base64url'), auth: this.#auth.toString('base64url') },
    }
  }

  /** Opens an encrypted message (RFC 8291, RFC 8188) and shows it. */
  receive(body: Buffer): ShownNotification {
    const salt = body.subarray(0, 16)
    const idLength = body[20] ?? 0
    const serverKey = body.subarray(21, 21 + idLength)
    const sealed = body.subarray(21 + idLength)
    const secret = this.#keys.computeSecret(serverKey)
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.#keys.getPublicKey(), serverKey])
    const inputKey = Buffer.from(hkdfSync('sha256', secret, this.#auth, info, 32))
    const key = Buffer.from(hkdfSync('sha256', inputKey, salt, 'Content-Encoding: aes128gcm\0', 16))
    const nonce = Buffer.from(hkdfSync('sha256', inputKey, salt, 'Content-Encoding: nonce\0', 12))
    const decipher = createDecipheriv('aes-128-gcm', key, nonce)
    decipher.setAuthTag(sealed.subarray(-16))
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
    const text = padded.subarray(0, padded.lastIndexOf(2)).toString('utf8')
    const notification = JSON.parse(text) as ShownNotification
    this.shown.set(notification.id, notification)
    return notification
  }
}

/** A push service that checks the VAPID signature and passes messages on to its browsers. */
export async function startPushService(publicKey: () => string) {
  const browsers = new Map<string, FakeBrowser>()
  const fake = {
    origin: '',
    /** Every message taken, repetitions too. */
    taken: [] as { notification: ShownNotification; topic: string; urgency: string; ttl: string }[],
    mishap: (() => 'none') as (browser: FakeBrowser) => Mishap,
    onSent: (async () => {}) as (sent: ShownNotification) => Promise<void>,
    subscribe(): FakeBrowser {
      const path = `/send/${browsers.size + 1}`
      const browser = new FakeBrowser(fake.origin + path)
      browsers.set(path, browser)
      return browser
    },
  }
  const serve = async (request: IncomingMessage, answer: ServerResponse) => {
    const body = await bodyOf(request)
    const browser = browsers.get(request.url ?? '')
    if (!browser) return void answer.writeHead(404).end()
    if (!isSigned(request, publicKey(), fake.origin)) return void answer.writeHead(403).end('bad signature')
    if (!browser.subscribed) return void answer.writeHead(410).end()
    const mishap = fake.mishap(browser)
    if (mishap === 'throttled') return void answer.writeHead(429, { 'retry-after': '120' }).end()
    if (mishap === 'fault') return void answer.writeHead(503).end()
    if (mishap === 'lost_before') return void answer.destroy()
    const notification = browser.receive(body)
    const header = (name: string) => String(request.headers[name] ?? '')
    fake.taken.push({ notification, topic: header('topic'), urgency: header('urgency'), ttl: header('ttl') })
    await fake.onSent(notification)
    if (mishap === 'lost_after') return void answer.destroy()
    answer.writeHead(201, { location: `${fake.origin}/m/1` }).end()
  }
  const server = createServer((request, answer) => void serve(request, answer))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => server.closeAllConnections())
  afterAll(() => server.close())
  fake.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return fake
}

/** `vapid t=JWT, k=KEY` (RFC 8292): the token is for this service, not over, and signed with the city's key. */
function isSigned(request: IncomingMessage, publicKey: string, origin: string): boolean {
  const given = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(request.headers.authorization ?? '')
  if (!given || given[4] !== publicKey) return false
  const claims = JSON.parse(Buffer.from(given[2] ?? '', 'base64url').toString()) as { aud: string; exp: number; sub: string }
  if (claims.aud !== origin || claims.exp * 1000 < Date.now() || !claims.sub.startsWith('mailto:')) return false
  const point = Buffer.from(publicKey, 'base64url')
  const key = createPublicKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') },
  })
  const signature = Buffer.from(given[3] ?? '', 'base64url')
  return verify('sha256', Buffer.from(`${given[1]}.${given[2]}`), { key, dsaEncoding: 'ieee-p1363' }, signature)
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
