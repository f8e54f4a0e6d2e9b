import type { MatterState, RatingReason } from '@linli/contract'
import type { Assignment, ChangeableField, Matter, RunningClock } from './matter.ts'

/** A clock to start. */
export interface NewClock extends RunningClock {
  /** False when the limit runs through a year whose holidays are not announced. */
  announced: boolean
}

/** A line for somebody's inbox: a person, or whoever holds a post at an area or organisation. */
export interface NewNotice {
  id: string
  event: string
  to: { accountId: string } | { areaId: string } | { organisationId: string }
  facts: Record<string, unknown>
}

export interface NewRating {
  id: string
  solved: boolean
  stars: number
  reasons: readonly RatingReason[]
  words: string | null
}

/**
 * What an action does, decided before anything is written: state, timeline entry, clocks, assignments and notices,
 * which then commit together or not at all (domain.md §2 rule 1).
 */
export interface Change {
  to: MatterState
  set: Partial<Pick<Matter, ChangeableField>>
  addAssignments?: Assignment[]
  /** Assignments in their new shape, by id. */
  setAssignments?: Assignment[]
  stopClocks?: RunningClock[]
  startClocks?: NewClock[]
  notices?: NewNotice[]
  rating?: NewRating
  entry: { visibility: 'public' | 'internal'; content: Record<string, unknown> }
}

/** What the table says an entry is about, and by which of their posts the actor acted. */
export interface Hat {
  role: string
  areaId: string | null
  organisationId: string | null
}
