import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { MailSettings } from '../../../platform/channel-settings.ts'
import { mailWords } from '../templates/notice-text.ts'
import type { Channel, Outcome, OutgoingMessage } from './channel.ts'

const timeoutMs = 15_000
/** A server may look through a mail before it says that it took it (RFC 5321 §4.5.3.2.6 allows ten minutes). */
const silenceMs = 60_000

/**
 * Mail by SMTP. A mail counts as begun when the server has said that it will take the text (354), not before: whatever
 * fails earlier, and a text that was not finished, surely reaches nobody.
 *
 * SMTP cannot be asked what was taken. The Message-ID is the same at every attempt, and many servers drop a second one, but
 * none has to. So a mail whose answer was lost is left.
 */
export function mailChannel(settings: MailSettings): Channel {
  return {
    name: 'mail',
    async send(message, begin) {
      let composed: Buffer
      try {
        composed = await compose(settings, message)
      } catch {
        return { kind: 'refused', reason: 'no mail address' }
      }
      return deliver(settings, message.address, composed, begin)
    },
    afterUnknown: { do: 'leave' },
  }
}

function compose(settings: MailSettings, message: OutgoingMessage): Promise<Buffer> {
  const words = mailWords(message.locale)
  const number = message.number === null ? '' : ` · ${message.number}`
  const body = [
    words.greeting,
    ...(message.lines.length > 0 ? message.lines : [message.text]),
    ...(settings.publicUrl === null ? [] : [words.link.replace('{link}', settings.publicUrl + message.path)]),
    `—\n${words.footer}`,
  ]
  const composer = new MailComposer({
    from: { name: words.sender, address: settings.from },
    to: { name: '', address: message.address },
    subject: `${message.title}${number}`,
    text: body.join('\n\n'),
    date: message.at,
    messageId: `<${message.id}@${settings.from.split('@')[1] ?? 'linli'}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  return composer.compile().build()
}

/** One connection a mail: they are few, and a connection kept open would be one more thing that can be half broken. */
async function deliver(settings: MailSettings, to: string, mail: Buffer, begin: () => Promise<void>): Promise<Outcome> {
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    requireTLS: settings.requireTls,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: silenceMs,
  })
  let begun = false
  let notBegun: unknown
  // Read only once the server has answered DATA, so what stands before the text runs at that moment.
  const text = Readable.from(
    (async function* () {
      try {
        await begin()
      } catch (error) {
        notBegun = error
        throw error
      }
      begun = true
      yield mail
    })(),
  )
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject)
      connection.once('end', () => reject(new Error('the server hung up')))
      connection.connect((error) => (error ? reject(error) : resolve()))
    })
    const { user } = settings
    if (user)
      await new Promise<void>((resolve, reject) =>
        connection.login({ user: user.name, pass: user.password }, (error) => (error ? reject(error) : resolve())),
      )
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject)
      connection.once('end', () => reject(new Error('the server hung up')))
      connection.send({ from: settings.from, to: [to] }, text, (error) => (error ? reject(error) : resolve()))
    })
    return { kind: 'sent', providerId: null }
  } catch (error) {
    if (notBegun !== undefined) throw notBegun
    return outcomeOf(error, begun)
  } finally {
    connection.on('error', () => {})
    connection.close()
  }
}

function outcomeOf(error: unknown, begun: boolean): Outcome {
  const { responseCode, code, command } = error as { responseCode?: number; code?: string; command?: string }
  const reason = responseCode === undefined ? (code ?? 'hung up') : String(responseCode)
  // Before a receiver is named, a refusal is about our own account at the server, not about this mail.
  const isAboutMail = command === 'RCPT TO' || command === 'DATA'
  if (responseCode !== undefined && responseCode >= 500 && isAboutMail)
    return { kind: 'refused', reason, addressEnded: responseCode === 550 && command === 'RCPT TO' }
  if (responseCode === undefined && begun) return { kind: 'unknown', reason }
  return { kind: 'not_yet', reason }
}
