import type {
  AssignmentPart,
  AssignmentState,
  CardLevel,
  ClockKind,
  MatterKind,
  MatterSource,
  MatterState,
  RefusalReason,
  RequestKind,
  ReturnReason,
  Severity,
} from '@linli/contract'
import type { Limit, Pause } from '../deadlines/index.ts'
import type { Outcome } from './outcome.ts'

/** Who must act now; both null only when the matter has ended or waits for its reporter. */
export interface Holder {
  areaId: string | null
  organisationId: string | null
}

/** One organisation's share of a matter. */
export interface Assignment {
  id: string
  organisationId: string
  part: AssignmentPart
  state: AssignmentState
  instruction: string | null
  dispatchedAt: Date
  claimedAt: Date | null
  finishedAt: Date | null
  handlerAccountId: string | null
  result: string | null
  returnReason: ReturnReason | null
  dueAt: Date | null
  /** Called to the place, where it signs in. */
  whistle: boolean
  arrivedAt: Date | null
  arrivedDistanceM: number | null
  /** Null until it is claimed. */
  claimedInTime: boolean | null
}

/** A limit that has not been stopped; it may be paused. */
export interface RunningClock {
  id: string
  kind: ClockKind
  assignmentId: string | null
  startedAt: Date
  /** What it was computed from; null when it runs to a fixed date. */
  limit: Limit | null
  extendedDays: number
  /** In order; the last has no end while the clock is paused. */
  pauses: readonly Pause[]
  dueAt: Date
  yellowAt: Date
  /** False when the limit runs through a year whose holidays are not announced. */
  announced: boolean
  /** 0 nothing has happened yet, 1 it was near, 2 it has passed, from 3 on how far it has climbed. */
  step: number
  /** When something happens by itself; null while paused and when there is nothing more to come. */
  nextAt: Date | null
}

/** What a handler has asked for and nobody has ruled on. */
export interface OpenRequest {
  id: string
  kind: RequestKind
  assignmentId: string
  reason: ReturnReason | null
  words: string
  askedDays: number | null
  planDate: Date | null
  askedAt: Date
  askedBy: string | null
  /** The desk that rules. */
  toAreaId: string
}

/** A supervision card that waits for an answer. */
export interface OpenCard {
  id: string
  level: CardLevel
  /** The superior area that raised it. */
  areaId: string
  automatic: boolean
  answerBy: Date
  to: Holder
}

/** Everything a decision about a matter rests on. */
export interface Matter {
  id: string
  number: string
  kind: MatterKind
  state: MatterState
  version: number
  chainHead: Buffer
  text: string
  address: string | null
  categoryCode: string | null
  severity: Severity
  source: MatterSource
  anonymous: boolean
  reporterAccountId: string | null
  hasReceipt: boolean
  /** Somebody without an account left a phone number. */
  hasContact: boolean
  longitude: number | null
  latitude: number | null
  located: 'inside' | 'nearest' | 'by_address'
  areaId: string
  areaPath: string
  /** The desk that answers for it: of the place at first, another after escalation, appeal or a third return. */
  deskAreaId: string
  /** Where that desk stands in the tree: the start of `areaPath`. */
  deskAreaPath: string
  holder: Holder
  organisationIds: string[]
  reportedAt: Date
  acceptedAt: Date | null
  handledAt: Date | null
  verifiedAt: Date | null
  closedAt: Date | null
  promisedAt: Date | null
  dueAt: Date | null
  yellowAt: Date | null
  reworkCount: number
  returnCount: number
  reopenCount: number
  solvedOnSpot: boolean
  sampled: boolean
  refusalReason: RefusalReason | null
  refusalWords: string | null
  publicAnswer: string | null
  /** Where it goes on after waiting for its reporter, a suspension or a merger. */
  resumeState: MatterState | null
  appealedAt: Date | null
  mergedIntoId: string | null
  parentId: string | null
  /** Until when reporter and followers may rate. */
  rateUntil: Date | null
  remindCount: number
  remindedAt: Date | null
  /** Who follows besides the reporter: accounts, and receipts by the id of their follower or merged matter. */
  followerIds: string[]
  supporterCount: number
  /** The highest card ever raised. */
  cardLevel: CardLevel | null
  form: Record<string, unknown>
  private: boolean
  /** The version at the last entry that changed what somebody decides on. */
  substanceVersion: number
  assignments: Assignment[]
  clocks: RunningClock[]
  requests: OpenRequest[]
  cards: OpenCard[]
  /** Child matters that have not ended. */
  openChildren: number
  /** What it is linked to already, from either side. */
  linkedIds: string[]
  /** Whether somebody is in post as grid worker where the matter lies. */
  hasGridWorker: boolean
  outcome: Outcome
}

/** The fields an action may change. What was said stays as it was reported. */
export type ChangeableField =
  | 'categoryCode'
  | 'severity'
  | 'holder'
  | 'organisationIds'
  | 'acceptedAt'
  | 'handledAt'
  | 'verifiedAt'
  | 'closedAt'
  | 'promisedAt'
  | 'reworkCount'
  | 'returnCount'
  | 'reopenCount'
  | 'solvedOnSpot'
  | 'sampled'
  | 'refusalReason'
  | 'refusalWords'
  | 'publicAnswer'
  | 'deskAreaId'
  | 'deskAreaPath'
  | 'areaId'
  | 'areaPath'
  | 'longitude'
  | 'latitude'
  | 'located'
  | 'address'
  | 'resumeState'
  | 'appealedAt'
  | 'mergedIntoId'
  | 'parentId'
  | 'rateUntil'
  | 'remindCount'
  | 'remindedAt'
  | 'followerIds'
  | 'supporterCount'
  | 'cardLevel'
  | 'form'

export const nobody: Holder = { areaId: null, organisationId: null }
export const heldByArea = (areaId: string): Holder => ({ areaId, organisationId: null })
export const heldByOrganisation = (organisationId: string): Holder => ({ areaId: null, organisationId })
