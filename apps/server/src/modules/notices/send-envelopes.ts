import { randomUUID } from 'node:crypto'
import type { NoticeChannel } from '@linli/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import type { Logger } from '../../platform/log.ts'
import type { PersonalDataKeys } from '../../platform/secrets.ts'
import { endAddress } from './addresses.store.ts'
import type { Channel, Outcome } from './channels/channel.ts'
import { isWanted, type Recipient } from './delivery-plan.ts'
import { beginEnvelope, claimEnvelopes, endAttempt, type Ending, type Envelope } from './envelopes.store.ts'
import { findLetters, type Letter } from './letters.queries.ts'
import { receiverOf } from './notice-events.ts'
import type { NoticeRow } from './notices.queries.ts'
import { firstAllowed, type NextWorkingInstant } from './quiet-hours.ts'
import { writeMessage } from './write-message.ts'

export interface DeliveryTools {
  db: Db
  clock: Clock
  keys: PersonalDataKeys
  log: Logger
  channels: ReadonlyMap<NoticeChannel, Channel>
  nextWorking: NextWorkingInstant
  /** Once it is aborted, what was claimed and has not left is handed back. */
  stopping?: AbortSignal
}

const claimedAtOnce = 40
const sentAtOnce = 8
/** With the waits below about a day. */
const mostAttempts = 12
const firstWaitMs = 30_000
const longestWaitMs = 6 * 3_600_000
/** A provider needs a moment before it can tell what it has sent. */
const unclearWaitMs = 2 * 60_000
/** A digest that is later than this keeps to the quiet hours like everything else. */
const digestGraceMs = 3_600_000

/** Sends what is due, some at a time, and writes down what became of each. Answers how many it looked at. */
export async function sendDue(tools: DeliveryTools): Promise<number> {
  const token = randomUUID()
  const claimed = await claimEnvelopes(tools.db, { token, most: claimedAtOnce }, tools.clock.now())
  if (claimed.length === 0) return 0
  const letters = await findLetters(tools.db.read, tools.keys, claimed, tools.clock.now())
  const waiting = [...letters]
  const work = async () => {
    for (let letter = waiting.shift(); letter; letter = waiting.shift())
      await (tools.stopping?.aborted ? handBack(tools, letter.envelope, token) : attempt(tools, letter, token))
  }
  await Promise.all(Array.from({ length: sentAtOnce }, work))
  return claimed.length
}

function handBack(tools: DeliveryTools, { id, begunAt }: Envelope, token: string): Promise<void> {
  const now = tools.clock.now()
  const ending: Ending = begunAt
    ? { state: 'sending', reason: null, dueAt: now }
    : { state: 'pending', reason: null, dueAt: now, counted: false }
  return endAttempt(tools.db, id, token, ending, now)
}

async function attempt(tools: DeliveryTools, letter: Letter, token: string): Promise<void> {
  const { envelope } = letter
  try {
    const ending = await endingOf(tools, letter, token)
    if (!ending) return
    if (ending.state === 'failed' || ending.state === 'given_up' || ending.state === 'unknown')
      tools.log.warn({ channel: envelope.channel, envelope: envelope.id, reason: ending.reason }, `a message was ${ending.state}`)
    await endAttempt(tools.db, envelope.id, token, ending, tools.clock.now())
  } catch (error) {
    // The claim runs out by itself, and the next worker finds out what became of it.
    tools.log.warn({ err: error, channel: envelope.channel, envelope: envelope.id }, 'an attempt to send was cut off')
  }
}

/** Null when the claim was lost on the way: another worker is at it. */
async function endingOf(tools: DeliveryTools, letter: Letter, token: string): Promise<Ending | null> {
  const { envelope, address } = letter
  const now = tools.clock.now()
  const channel = tools.channels.get(envelope.channel)
  if (!channel) return over('dropped', 'the channel was turned off')
  if (address === null) return over('dropped', 'the address has ended')
  const wanted = letter.notices.flatMap((notice) => {
    const recipient = letter.recipientOf(notice)
    return recipient && isWanted(notice, recipient, envelope.channel) ? [{ notice, recipient }] : []
  })
  if (envelope.purpose !== 'test' && wanted.length === 0) return over('dropped', 'nobody wants it any more')
  const allowed = firstAllowedFor(tools, envelope, wanted, now)
  if (allowed > now) return { state: 'pending', reason: null, dueAt: allowed, counted: false }

  const message = writeMessage(
    envelope,
    wanted.map(({ notice }) => ({ ...notice, receiver: receiverOf(notice) })),
    { address, locale: letter.locale },
  )
  if (envelope.begunAt) {
    const settled = await settleUnknown(channel, message, envelope, envelope.begunAt, now)
    if (settled) return settled
  }
  let lost = false
  try {
    const outcome = await channel.send(message, async () => {
      lost = !(await beginEnvelope(tools.db, envelope.id, token, tools.clock.now()))
      if (lost) throw new Error('another worker has taken this message')
    })
    if (outcome.kind === 'refused' && outcome.addressEnded && envelope.addressId)
      await endAddress(tools.db, envelope.addressId, tools.clock.now())
    return endingAfter(outcome, channel, envelope, (at) => firstAllowedFor(tools, envelope, wanted, at), tools.clock.now())
  } catch (error) {
    if (lost) return null
    throw error
  }
}

/** What became of an earlier attempt that nobody saw end; null when it is right to send now. */
async function settleUnknown(
  channel: Channel,
  message: Parameters<Channel['send']>[0],
  envelope: Envelope,
  begunAt: Date,
  now: Date,
): Promise<Ending | null> {
  const { afterUnknown } = channel
  if (afterUnknown.do === 'repeat') return null
  if (afterUnknown.do === 'leave') return over('unknown', 'it may have been sent')
  const was = await afterUnknown.wasSent(message, begunAt)
  if (was === 'sent') return over('sent', null)
  if (was === 'not_sent') return null
  if (envelope.attempts >= mostAttempts) return over('unknown', 'the provider does not say')
  return { state: 'sending', reason: 'the provider does not say', dueAt: new Date(now.getTime() + waitMs(envelope.attempts)) }
}

function endingAfter(outcome: Outcome, channel: Channel, envelope: Envelope, allowed: (at: Date) => Date, now: Date): Ending {
  switch (outcome.kind) {
    case 'sent':
      return over('sent', null, outcome.providerId)
    case 'refused':
      return over('failed', outcome.reason)
    case 'not_yet': {
      if (envelope.attempts >= mostAttempts) return over('given_up', outcome.reason)
      const wait = Math.max(waitMs(envelope.attempts), Math.min(outcome.afterMs ?? 0, longestWaitMs))
      return { state: 'pending', reason: outcome.reason, dueAt: allowed(new Date(now.getTime() + wait)), counted: true }
    }
    case 'unknown':
      if (channel.afterUnknown.do === 'leave' || envelope.attempts >= mostAttempts) return over('unknown', outcome.reason)
      return {
        state: 'sending',
        reason: outcome.reason,
        dueAt: new Date(now.getTime() + Math.max(unclearWaitMs, waitMs(envelope.attempts))),
      }
  }
}

/** Half a minute, then twice as long each time, up to six hours. */
function waitMs(attempts: number): number {
  return Math.min(firstWaitMs * 2 ** (attempts - 1), longestWaitMs)
}

/** The quiet of the night and working hours hold at the moment of sending too: a worker may have been down, or a try failed. */
function firstAllowedFor(
  tools: DeliveryTools,
  envelope: Envelope,
  wanted: readonly { notice: NoticeRow; recipient: Recipient }[],
  at: Date,
): Date {
  if (envelope.purpose === 'test' || wanted.some(({ notice }) => notice.urgent)) return at
  if (envelope.digestAt && at.getTime() - envelope.digestAt.getTime() < digestGraceMs) return at
  const [first] = wanted
  if (!first) return at
  const workplace = envelope.purpose === 'digest' ? null : first.recipient.workplace
  return firstAllowed(at, first.recipient.preferences.quiet, workplace, tools.nextWorking)
}

function over(
  state: 'sent' | 'failed' | 'given_up' | 'unknown' | 'dropped',
  reason: string | null,
  providerId: string | null = null,
): Ending {
  return { state, reason, providerId }
}
