import { randomUUID } from 'node:crypto'
import type { PersonalDataKeys } from '../../platform/secrets.ts'
import type { OpenChannels } from './channels/open-channels.ts'
import { tellCode } from './templates/notice-text.ts'

/**
 * Sends the code that confirms a contact address. Throws when it was surely not sent, so that the job is tried again; a
 * code that arrives twice does no harm.
 */
export async function sendContactCode(
  channels: OpenChannels,
  keys: PersonalDataKeys,
  job: { channel: 'mail' | 'sms'; addressCipher: string; code: string; locale: 'zh' | 'en' },
  now: Date,
): Promise<void> {
  const address = keys.decrypt(Buffer.from(job.addressCipher, 'base64'))
  if (job.channel === 'sms') return channels.sms?.sendCode(address, job.code)
  const outcome = await channels.mail?.send(
    {
      ...tellCode(job.locale, job.code),
      id: randomUUID(),
      address,
      locale: job.locale,
      lines: [],
      number: null,
      path: '/',
      urgent: true,
      at: now,
    },
    async () => {},
  )
  if (outcome?.kind === 'not_yet') throw new Error(`The code was not sent: ${outcome.reason}`)
}
