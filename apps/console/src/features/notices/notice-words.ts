import type { Notice } from '@linli/contract'
import type { useNoticesTexts } from './texts.ts'

const known = [
  'matter_reported', 'matter_accepted', 'matter_refused', 'matter_dispatched', 'matter_claimed', 'matter_returned', 'matter_finished', 'matter_handled',
  'matter_verified', 'matter_rework', 'matter_rated', 'matter_reopened', 'matter_closed', 'clock_yellow', 'clock_red',
] as const

/** A notice as a sentence; an event this version has no words for still says which matter it is about. */
export function noticeSentence(notice: Notice, say: ReturnType<typeof useNoticesTexts>): string {
  const event = known.find((one) => one === notice.event)
  return say(event ? `events.${event}` : 'unknown', { number: notice.matterNumber ?? '' })
}
