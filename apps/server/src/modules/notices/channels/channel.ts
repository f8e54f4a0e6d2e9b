import type { Locale, NoticeChannel } from '@linli/contract'

/** One message for one address. */
export interface OutgoingMessage {
  /** The envelope's id: the same at every attempt, so that a provider or a receiver can tell a repetition. */
  id: string
  /** Where it goes, in the clear: phone number, mail address, open id, or a push subscription as JSON. */
  address: string
  locale: Locale
  title: string
  /** One sentence. */
  text: string
  /** The sentences of a digest, newest last; empty for a single notice. */
  lines: readonly string[]
  /** Of the matter, where there is one. */
  number: string | null
  /** Where to read on, e.g. /matters/018f…; the channel puts the public address of the city before it. */
  path: string
  urgent: boolean
  at: Date
}

/** What became of an attempt. `reason` is a provider's code or a short word, never personal data. */
export type Outcome =
  | { kind: 'sent'; providerId: string | null }
  /** Surely not sent; to be tried again, not before `afterMs` when the provider says so. */
  | { kind: 'not_yet'; reason: string; afterMs?: number }
  /** Surely not sent and never will be. `addressEnded`: nothing can reach this address any more. */
  | { kind: 'refused'; reason: string; addressEnded?: boolean }
  /** It left, and no answer came: it may have been sent. */
  | { kind: 'unknown'; reason: string }

/** What to do with a message that may have been sent: ask the provider, send it again, or leave it. */
export type AfterUnknown =
  /** The provider tells what it has sent. */
  | { do: 'ask'; wasSent(message: OutgoingMessage, begunAt: Date): Promise<'sent' | 'not_sent' | 'unclear'> }
  /** A repetition replaces the first on the receiver's device, so that they see one. */
  | { do: 'repeat' }
  /** Neither is possible; twice would be worse than only in the inbox. */
  | { do: 'leave' }

/** A way out of the product. */
export interface Channel {
  name: NoticeChannel
  /**
   * Sends one message. Calls `begin` once, right before anything leaves that could arrive, and sends nothing when it throws.
   * Answers what happened; throws only what `begin` threw.
   */
  send(message: OutgoingMessage, begin: () => Promise<void>): Promise<Outcome>
  afterUnknown: AfterUnknown
}

export type Channels = ReadonlyMap<NoticeChannel, Channel>
