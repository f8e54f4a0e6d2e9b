import type { Locale } from '@linli/contract'
import type { OutgoingMessage } from './channels/channel.ts'
import type { Envelope } from './envelopes.store.ts'
import type { Receiver } from './notice-events.ts'
import type { NoticeRow } from './notices.queries.ts'
import { tellDigest, tellNotice, tellTest } from './templates/notice-text.ts'

/** The message of an envelope: one notice, several as a digest, or a test. It names no person and quotes nobody. */
export function writeMessage(
  envelope: Pick<Envelope, 'id' | 'purpose' | 'createdAt'>,
  notices: readonly (NoticeRow & { receiver: Receiver })[],
  to: { address: string; locale: Locale },
): OutgoingMessage {
  const [first] = notices
  const frame = { id: envelope.id, ...to, number: null, path: '/', urgent: false, lines: [], at: first?.at ?? envelope.createdAt }
  if (!first) return { ...frame, ...tellTest(to.locale) }
  if (notices.length > 1)
    return { ...frame, ...tellDigest(to.locale, notices.length), lines: notices.map((notice) => tellNotice(notice, to.locale).text) }
  return { ...frame, ...tellNotice(first, to.locale), number: first.matterNumber, path: pathOf(first), urgent: first.urgent }
}

/** Residents and grid workers read on in the phone app, desks on the console. */
function pathOf(notice: NoticeRow & { receiver: Receiver }): string {
  const alertId = notice.facts['alertId']
  if (typeof alertId === 'string') return `/console/alerts?alert=${encodeURIComponent(alertId)}`
  if (notice.event === 'report_ready' || notice.event === 'export_ready') return '/console/documents'
  if (notice.matterId === null) return '/'
  const isAtDesk = notice.receiver === 'desk' || notice.receiver === 'supervisor'
  return isAtDesk ? `/console/desk?view=all&matter=${notice.matterId}` : `/matters/${notice.matterId}`
}
