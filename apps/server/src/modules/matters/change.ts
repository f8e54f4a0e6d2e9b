import type { CardLevel, LinkRelation, MatterState, RatingGiver, RatingReason } from '@linli/contract'
import type { AttachableFile } from '../files/index.ts'
import type { NoticeEvent } from '../notices/index.ts'
import type { Assignment, ChangeableField, Holder, Matter, OpenRequest, RunningClock } from './matter.ts'

/** A line for a person, whoever holds a post at an area or organisation, all who follow, or the number a reporter left. */
export interface NewNotice {
  id: string
  event: NoticeEvent
  to: { accountId: string } | { areaId: string } | { organisationId: string } | { followers: true } | { contact: true }
  facts: Record<string, unknown>
  /** Goes out at any hour. */
  urgent: boolean
}

export interface NewRating {
  id: string
  givenBy: RatingGiver
  solved: boolean
  stars: number
  reasons: readonly RatingReason[]
  words: string | null
}

/** The end of a request: granted, refused, or lapsed because the matter went on (null). */
export interface Ruling {
  request: OpenRequest
  granted: boolean | null
  grantedDays: number | null
  words: string | null
}

export interface NewCard {
  id: string
  level: CardLevel
  areaId: string
  automatic: boolean
  instruction: string
  answerBy: Date
  to: Holder
}

/** A card that needs no answer any more: answered with these words, or ended (null). */
export interface CardEnd {
  cardId: string
  answer: string | null
}

/** Somebody who joins, by account or with a receipt of their own. */
export interface NewFollower {
  id: string
  accountId: string | null
  receiptHash: Buffer | null
  /** Of the number somebody called from, so that they count once. */
  contactHash: Buffer | null
}

export interface NewLink {
  otherId: string
  relation: LinkRelation
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
  startClocks?: RunningClock[]
  /** Clocks in their new shape, by id: paused, going on, recomputed, or one step further. */
  setClocks?: RunningClock[]
  notices?: NewNotice[]
  rating?: NewRating
  ask?: OpenRequest
  rule?: Ruling[]
  raise?: NewCard[]
  endCards?: CardEnd[]
  addFollower?: NewFollower
  links?: NewLink[]
  /** The matter a link was made from, on the side of the other. */
  linkedFrom?: string
  /** Files that come with this entry, as public or internal as it is. */
  attach?: readonly AttachableFile[]
  entry: { visibility: 'public' | 'internal'; content: Record<string, unknown> }
}

/** By which of their posts the actor acted. */
export interface Hat {
  role: string
  areaId: string | null
  organisationId: string | null
}

/** A change together with what it does to other matters; all of it commits at once. */
export interface Decision extends Change {
  /** The other matter of an edge that has one. */
  other?: Change & { action: string }
  /** Matters that begin with this change. */
  births?: Birth[]
}

/** A new matter and its first change. */
export interface Birth {
  matter: Matter
  change: Change
  action: string
}
