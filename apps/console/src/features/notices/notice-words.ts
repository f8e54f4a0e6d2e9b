import type { Notice } from '@linli/contract'
import type { useNoticesTexts } from './texts.ts'

const known = [
  'matter_reported',
  'matter_accepted',
  'matter_refused',
  'matter_dispatched',
  'assignment_dispatched',
  'assignment_returned',
  'matter_to_verify',
  'matter_to_rework',
  'matter_to_rate',
  'matter_reopened',
  'matter_solved_on_spot',
  'spot_solution_sampled',
] as const

/** A notice as a sentence; an event this version has no words for still says which matter it is about. */
export function noticeSentence(notice: Notice, say: ReturnType<typeof useNoticesTexts>): string {
  const event = known.find((one) => one === notice.event)
  const { organisation } = notice.facts
  return say(event ? `events.${event}` : 'unknown', {
    number: notice.matterNumber ?? '',
    organisation: typeof organisation === 'string' ? organisation : '',
  })
}
