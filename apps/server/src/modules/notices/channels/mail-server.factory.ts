import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll } from 'vitest'
import type { MailSettings } from '../../../platform/channel-settings.ts'
import type { Mishap } from './sms-provider.factory.ts'

export interface ReceivedMail {
  to: string
  messageId: string
  subject: string
  body: string
}

/** A mail server. Like many real ones it takes the same Message-ID as often as it comes. */
export async function startMailServer() {
  const fake = {
    settings: {} as MailSettings,
    received: [] as ReceivedMail[],
    mishap: (() => 'none') as (to: string) => Mishap,
    /** The answer to RCPT TO for an address: a temporary (4xx) or permanent (5xx) refusal. */
    refusal: (() => null) as (to: string) => number | null,
    onSent: (async () => {}) as (sent: ReceivedMail) => Promise<void>,
  }
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onAuth: (auth, _session, done) =>
      auth.username === 'linli' && auth.password === 'secret'
        ? done(null, { user: 'linli' })
        : done(Object.assign(new Error('no such user'), { responseCode: 535 })),
    onRcptTo: ({ address }, _session, done) => {
      const code = fake.refusal(address)
      done(code === null ? null : Object.assign(new Error('refused'), { responseCode: code }))
    },
    onData: (stream, session, done) => {
      const to = session.envelope.rcptTo[0]?.address ?? ''
      const chunks: Buffer[] = []
      const mishap = fake.mishap(to)
      const socket = (session as unknown as { id: string }).id
      // Cut in the middle of the text.
      stream.on('data', (chunk: Buffer) => (mishap === 'lost_before' ? connections.get(socket)?.() : chunks.push(chunk)))
      const take = async () => {
        if (mishap === 'lost_before') return
        if (mishap === 'throttled' || mishap === 'fault') return done(Object.assign(new Error('try later'), { responseCode: 451 }))
        const mail = readMail(to, Buffer.concat(chunks).toString())
        fake.received.push(mail)
        await fake.onSent(mail)
        if (mishap === 'lost_after') connections.get(socket)?.()
        else done()
      }
      stream.on('end', () => void take())
    },
  })
  // The library keeps the sockets to itself; cutting a connection as a network would needs them.
  const connections = new Map<string, () => void>()
  server.server.on('connection', (socket) => {
    setImmediate(() => {
      for (const connection of server.connections) {
        const { id, _socket } = connection as unknown as { id: string; _socket: { destroy(): void } }
        if (!connections.has(id)) connections.set(id, () => _socket.destroy())
      }
    })
    socket.on('error', () => {})
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
  fake.settings = {
    host: '127.0.0.1',
    port: (server.server.address() as AddressInfo).port,
    secure: false,
    requireTls: false,
    user: { name: 'linli', password: 'secret' },
    from: 'linli@city.example',
    publicUrl: 'https://linli.city.example',
  }
  return fake
}

function readMail(to: string, raw: string): ReceivedMail {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const header = (name: string) =>
    decodeWords(new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(head)?.[1]?.replaceAll(/\r\n[ \t]/g, ' ') ?? '')
  const encoding = header('Content-Transfer-Encoding')
  const text = rest.join('\r\n\r\n')
  const body = encoding === 'base64' ? Buffer.from(text, 'base64').toString() : encoding === 'quoted-printable' ? unquote(text) : text
  return { to, messageId: header('Message-ID'), subject: header('Subject'), body: body.replaceAll('\r\n', '\n') }
}

function decodeWords(text: string): string {
  return text.replaceAll(/=\?utf-8\?([bq])\?(.*?)\?=\s*/gi, (_, kind: string, word: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString() : unquote(word.replaceAll('_', ' ')),
  )
}

function unquote(text: string): string {
  const bytes = text
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
