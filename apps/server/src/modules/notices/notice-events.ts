import type { NoticeGroup } from '@linli/contract'

/** In whose voice a notice speaks: one event says something else to whoever reported than to whoever has to act. */
export type Receiver = 'reporter' | 'desk' | 'grid_worker' | 'handler' | 'supervisor'

interface EventFacts {
  /** By which choice a person turns it off; `reporter` when it speaks to whoever reported. */
  group: Exclude<NoticeGroup, 'progress' | 'my_turn'>
  reporterGroup: Extract<NoticeGroup, 'progress' | 'my_turn'>
  /** In whose voice it speaks to a person, as opposed to a desk or an organisation. */
  person: Receiver
  /** Worth a text message, which costs money and disturbs: decisions, and what waits for the receiver. */
  textMessage: boolean
}

const told = (facts: Partial<EventFacts> = {}): EventFacts => ({
  group: 'work',
  reporterGroup: 'progress',
  person: 'reporter',
  textMessage: false,
  ...facts,
})

/**
 * Every event a notice can be about. An event that is not here is told in general words, so that a newer engine
 * never fails an older reader; the test of the templates says which one has none of its own.
 */
export const noticeEvents = {
  matter_reported: told(),
  matter_accepted: told({ textMessage: true }),
  matter_refused: told({ textMessage: true }),
  matter_dispatched: told(),
  assignment_dispatched: told({ person: 'handler' }),
  assignment_returned: told({ person: 'handler' }),
  matter_to_verify: told({ person: 'grid_worker' }),
  matter_to_rework: told({ person: 'handler' }),
  matter_to_rate: told({ reporterGroup: 'my_turn', textMessage: true }),
  matter_reopened: told(),
  matter_solved_on_spot: told({ textMessage: true }),
  spot_solution_sampled: told({ person: 'grid_worker' }),
  question_asked: told({ reporterGroup: 'my_turn', textMessage: true }),
  question_answered: told({ person: 'handler' }),
  matter_withdrawn: told({ person: 'handler' }),
  matter_appealed: told({ person: 'handler' }),
  matter_merged: told(),
  matter_escalated: told(),
  matter_sent_down: told(),
  whistle_blown: told({ person: 'handler', textMessage: true }),
  whistle_answered: told({ person: 'supervisor' }),
  return_agreed: told({ person: 'handler' }),
  return_insisted: told({ person: 'handler' }),
  extension_asked: told({ person: 'handler' }),
  extension_granted: told({ person: 'handler' }),
  extension_refused: told({ person: 'handler' }),
  suspension_asked: told({ person: 'handler' }),
  suspension_granted: told(),
  suspension_refused: told({ person: 'handler' }),
  matter_resumed: told(),
  progress_told: told(),
  limit_near: told({ group: 'overdue', person: 'handler' }),
  limit_passed: told({ group: 'overdue', person: 'handler', textMessage: true }),
  supervision_raised: told({ group: 'overdue', person: 'handler', textMessage: true }),
  supervision_answered: told({ group: 'overdue', person: 'supervisor' }),
  matter_reminded: told({ group: 'overdue', person: 'handler' }),
  date_moved: told({ textMessage: true }),
  matter_closed: told(),
  matter_joined: told(),
  task_issued: told({ person: 'handler' }),
  task_finished: told({ person: 'supervisor' }),
  task_checked: told({ person: 'handler' }),
  task_declined: told({ person: 'supervisor' }),
  task_cancelled: told({ person: 'handler' }),
  assignment_revoked: told({ person: 'handler' }),
  matter_unmerged: told(),
  matter_suspended: told(),
  question_waiting: told({ reporterGroup: 'my_turn', textMessage: true }),
  supervision_climbed: told({ group: 'overdue', person: 'supervisor' }),
  dispute_to_mediate: told({ person: 'handler' }),
  errand_entrusted: told({ person: 'handler' }),
  errand_accepted: told({ textMessage: true }),
  errand_papers_missing: told({ reporterGroup: 'my_turn', textMessage: true }),
  errand_delivered: told({ reporterGroup: 'my_turn', textMessage: true }),
  wish_collected: told({ person: 'handler' }),
  wish_claimed: told({ textMessage: true }),
  wish_claim_lapsed: told({ person: 'handler' }),
  second_factor_removed: told({ person: 'handler', textMessage: true }),
  work_handed_over: told({ person: 'handler' }),
  surge_found: told({ person: 'supervisor' }),
  hot_spot_found: told({ person: 'supervisor' }),
  repeat_found: told({ person: 'supervisor' }),
  report_ready: told({ person: 'supervisor' }),
  export_ready: told({ person: 'supervisor' }),
} as const satisfies Record<string, EventFacts>

export type NoticeEvent = keyof typeof noticeEvents

const general = told({ person: 'handler' })

/** What is known of an event; for one of a newer program, what holds in general. */
export function factsOfEvent(event: string): EventFacts {
  return isNoticeEvent(event) ? noticeEvents[event] : general
}

export function isNoticeEvent(event: string): event is NoticeEvent {
  return Object.hasOwn(noticeEvents, event)
}

/** To whom a notice is addressed, as its row says. */
export interface Addressee {
  event: string
  accountId: string | null
  /** Set when it is addressed to an area; `hasDesk` says whether those in post there are clerks or grid workers. */
  area: { id: string; hasDesk: boolean } | null
  organisationId: string | null
  toContact: boolean
  /** Who follows the matter besides the reporter; null unless it is addressed to them. */
  followerIds: readonly string[] | null
}

/** In whose voice this notice speaks. */
export function receiverOf(notice: Addressee): Receiver {
  if (notice.area) return notice.area.hasDesk ? 'desk' : 'grid_worker'
  if (notice.organisationId !== null) return 'handler'
  return notice.toContact || notice.followerIds ? 'reporter' : factsOfEvent(notice.event).person
}

/** By which of a person's choices this notice goes. */
export function groupOf(event: string, receiver: Receiver): NoticeGroup {
  const facts = factsOfEvent(event)
  return receiver === 'reporter' ? facts.reporterGroup : facts.group
}
