/** The fixed words of the loop (domain.md §2). Texts for people are in packages/ui. */

/** The kinds of matter a city runs. Each states its own table; the route `listKinds` tells it. */
export const matterKinds = ['event', 'task', 'wish', 'errand', 'dispute'] as const
export type MatterKind = (typeof matterKinds)[number]

/** The states of an event. */
export const eventStates = [
  'reported',
  'awaiting_reporter',
  'accepted',
  'dispatched',
  'in_progress',
  'suspended',
  'handled',
  'verified',
  'closed',
  'refused',
  'withdrawn',
  'merged',
] as const
export type EventState = (typeof eventStates)[number]

/** A state of any kind: an event's, or a word of another kind's own table. */
export type MatterState = EventState | (string & {})

/** The actions of an event; those of other kinds are words of their tables. */
export const eventActions = [
  'report',
  'solve_on_spot',
  'accept',
  'refuse',
  'ask',
  'answer',
  'lapse',
  'withdraw',
  'appeal',
  'merge',
  'unmerge',
  'escalate',
  'send_down',
  'resolve_place',
  'reclassify',
  'dispatch',
  'claim',
  'sign_in',
  'return',
  'rule_return',
  'extend',
  'rule_extension',
  'suspend',
  'rule_suspension',
  'resume',
  'progress',
  'finish',
  'verify',
  'rate',
  'call_back',
  'reopen',
  'close',
  'supervise',
  'answer_supervision',
  'remind',
  'split',
  'link',
  'join',
] as const
export type EventAction = (typeof eventActions)[number]

/** What the platform does to a matter by itself, besides closing, resuming and refusing when a time has come. */
export const clockActions = ['limit_near', 'limit_passed', 'limit_climbed', 'recompute'] as const

/** An action of any kind. */
export type MatterAction = EventAction | (typeof clockActions)[number] | (string & {})

export const assignmentStates = ['dispatched', 'claimed', 'returned', 'finished', 'revoked'] as const
export type AssignmentState = (typeof assignmentStates)[number]

export const assignmentParts = ['lead', 'co_handler'] as const
export type AssignmentPart = (typeof assignmentParts)[number]

export const severities = ['urgent', 'ordinary', 'complex', 'major'] as const
export type Severity = (typeof severities)[number]

export const matterSources = [
  'resident',
  'receipt',
  'grid_worker',
  'honorary_worker',
  'desk',
  'phone_call',
  'split',
  'supervision',
  'decision',
] as const
export type MatterSource = (typeof matterSources)[number]

export const lights = ['green', 'yellow', 'red', 'none'] as const
export type Light = (typeof lights)[number]

/** The limits of an event (domain.md §3); other kinds name their own besides. */
export const clockKinds = [
  'accept',
  'answer',
  'dispatch',
  'claim',
  'arrive',
  'handle',
  'rule',
  'plan',
  'verify',
  'rate',
  'supervision',
] as const
export type ClockKind = (typeof clockKinds)[number] | (string & {})

export const limitUnits = ['minutes', 'hours', 'days', 'working_hours', 'working_days'] as const
export type LimitUnit = (typeof limitUnits)[number]

/** What a handler asks a desk for. */
export const requestKinds = ['return', 'extend', 'suspend'] as const
export type RequestKind = (typeof requestKinds)[number]

/** How strongly a superior presses; on one matter it only rises. */
export const cardLevels = ['ordinary', 'yellow', 'red'] as const
export type CardLevel = (typeof cardLevels)[number]

export const linkRelations = ['child', 'related', 'task'] as const
/** Those a desk may state itself. */
export const deskLinkRelations = ['child', 'related'] as const
export type LinkRelation = (typeof linkRelations)[number]

/** Why a desk refuses a matter; each has a text that says who to turn to (domain.md §2 refuse). */
export const refusalReasons = [
  'not_within_jurisdiction',
  'private_dispute',
  'no_such_place',
  'already_solved',
  'not_a_matter',
  'other',
  'no_answer',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** The reasons a desk may give; `no_answer` is the platform's own. */
export const deskRefusalReasons = [
  'not_within_jurisdiction',
  'private_dispute',
  'no_such_place',
  'already_solved',
  'not_a_matter',
  'other',
] as const

export const returnReasons = ['not_our_duty', 'wrong_place', 'needs_other_lead', 'not_enough_facts'] as const
export type ReturnReason = (typeof returnReasons)[number]

/** Why a reporter says a matter is unsolved or is dissatisfied; optional chips beside free words. */
export const ratingReasons = ['not_fixed', 'came_back', 'too_slow', 'poor_attitude', 'partly_fixed'] as const
export type RatingReason = (typeof ratingReasons)[number]

/** Who gave a rating: the reporter, somebody who follows, or the reporter on the telephone (call-back). */
export const ratingGivers = ['reporter', 'follower', 'call_back'] as const
export type RatingGiver = (typeof ratingGivers)[number]

/** The end states of an event, after which nobody has to act any more. */
export const endStates: readonly MatterState[] = ['closed', 'refused', 'withdrawn', 'merged']

/** A light turns yellow at 80 % of a limit (domain.md §1). */
export const yellowShare = 0.8
/** A refusal may be appealed once within this many days. */
export const appealDays = 30
/** A matter that ended longer ago can no longer be joined or merged into (domain.md §4). */
export const joinableDays = 30
