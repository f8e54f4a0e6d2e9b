/** The fixed words of the loop (domain.md §2). Texts for people are in packages/ui. */

export const matterKinds = ['event'] as const
export type MatterKind = (typeof matterKinds)[number]

export const matterStates = [
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
export type MatterState = (typeof matterStates)[number]

/** Actions that have an edge in a kind's table. */
export const matterActions = [
  'report',
  'solve_on_spot',
  'accept',
  'refuse',
  'dispatch',
  'claim',
  'return',
  'finish',
  'verify',
  'rate',
  'close',
] as const
export type MatterAction = (typeof matterActions)[number]

export const assignmentStates = ['dispatched', 'claimed', 'returned', 'finished', 'revoked'] as const
export type AssignmentState = (typeof assignmentStates)[number]

export const assignmentParts = ['lead', 'co_handler'] as const
export type AssignmentPart = (typeof assignmentParts)[number]

export const severities = ['urgent', 'ordinary', 'complex', 'major'] as const
export type Severity = (typeof severities)[number]

export const matterSources = ['resident', 'receipt', 'grid_worker', 'desk', 'phone_call'] as const
export type MatterSource = (typeof matterSources)[number]

export const lights = ['green', 'yellow', 'red', 'none'] as const
export type Light = (typeof lights)[number]

export const clockKinds = ['accept', 'dispatch', 'claim', 'handle', 'verify', 'rate'] as const
export type ClockKind = (typeof clockKinds)[number]

/** Why a desk refuses a matter; each has a text that says who to turn to (domain.md §2 refuse). */
export const refusalReasons = [
  'not_within_jurisdiction',
  'private_dispute',
  'no_such_place',
  'already_solved',
  'not_a_matter',
  'other',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

export const returnReasons = ['not_our_duty', 'wrong_place', 'needs_other_lead', 'not_enough_facts'] as const
export type ReturnReason = (typeof returnReasons)[number]

/** Why a reporter says a matter is unsolved or is dissatisfied; optional chips beside free words. */
export const ratingReasons = ['not_fixed', 'came_back', 'too_slow', 'poor_attitude', 'partly_fixed'] as const
export type RatingReason = (typeof ratingReasons)[number]

/** A state after which nobody has to act any more. */
export const endStates: readonly MatterState[] = ['closed', 'refused', 'withdrawn', 'merged']

/** A light turns yellow at 80 % of a limit (domain.md §1). */
export const yellowShare = 0.8
