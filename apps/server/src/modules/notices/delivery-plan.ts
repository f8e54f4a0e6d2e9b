import type { NoticeChannel } from '@linli/contract'
import { factsOfEvent, groupOf, type Receiver } from './notice-events.ts'
import type { Preferences } from './preferences.ts'
import { firstAllowed, nextDigest, type NextWorkingInstant, type Workplace } from './quiet-hours.ts'

/** A person a notice concerns, and the ways to reach them. */
export interface Recipient {
  /** Null: the contact of a matter, who has no account. */
  accountId: string | null
  receiver: Receiver
  /** Where the notice reaches them at work; null when it is about what they reported themselves. */
  workplace: Workplace | null
  preferences: Preferences
  /** Ways to reach them. A null id is the phone number of the account, or of the matter's contact. */
  addresses: readonly { channel: NoticeChannel; id: string | null }[]
}

export interface PlannedDelivery {
  channel: NoticeChannel
  addressId: string | null
  /** Not sent before this. */
  dueAt: Date
  /** The digest it goes into; null when it goes alone. */
  digestAt: Date | null
}

/**
 * How a notice goes out to one person: through each channel they chose for its group and have an address for, at once
 * when it is urgent, else when they may be disturbed. The inbox has it in any case, so an empty plan loses nothing.
 */
export function planDeliveries(
  notice: { event: string; urgent: boolean },
  recipient: Recipient,
  channels: ReadonlySet<NoticeChannel>,
  now: Date,
  nextWorking: NextWorkingInstant,
): PlannedDelivery[] {
  const chosen = recipient.addresses.filter(({ channel }) => channels.has(channel) && isWanted(notice, recipient, channel))
  const { preferences, workplace } = recipient
  const isDigest = !notice.urgent && preferences.digestAt !== null && recipient.accountId !== null
  const digestAt = isDigest ? nextDigest(now, preferences.digestAt ?? 0, workplace, nextWorking) : null
  const alone = () => (notice.urgent ? now : firstAllowed(now, preferences.quiet, workplace, nextWorking))
  const dueAt = digestAt ?? alone()
  return chosen.map(({ channel, id }) => ({ channel, addressId: id, dueAt, digestAt }))
}

/** Whether this notice may go to this person through this channel at all, as they choose now. */
export function isWanted(
  notice: { event: string; urgent: boolean },
  recipient: Pick<Recipient, 'receiver' | 'preferences'>,
  channel: NoticeChannel,
): boolean {
  if (!recipient.preferences.choices[groupOf(notice.event, recipient.receiver)].includes(channel)) return false
  return channel !== 'sms' || notice.urgent || factsOfEvent(notice.event).textMessage
}
