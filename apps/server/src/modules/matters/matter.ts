import type {
  AssignmentPart,
  AssignmentState,
  ClockKind,
  MatterKind,
  MatterSource,
  MatterState,
  RefusalReason,
  ReturnReason,
  Severity,
} from '@linli/contract'

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
}

/** A limit that is running. */
export interface RunningClock {
  id: string
  kind: ClockKind
  assignmentId: string | null
  startedAt: Date
  dueAt: Date
  yellowAt: Date
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
  longitude: number | null
  latitude: number | null
  located: 'inside' | 'nearest' | 'by_address'
  areaId: string
  areaPath: string
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
  assignments: Assignment[]
  clocks: RunningClock[]
  /** Whether somebody is in post as grid worker where the matter lies. */
  hasGridWorker: boolean
}

/** The fields an action may change. What was said and where stays as it was reported. */
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

export const nobody: Holder = { areaId: null, organisationId: null }
export const heldByArea = (areaId: string): Holder => ({ areaId, organisationId: null })
export const heldByOrganisation = (organisationId: string): Holder => ({ areaId: null, organisationId })
