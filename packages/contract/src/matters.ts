import Type, { type Static } from 'typebox'
import {
  assignmentParts,
  assignmentStates,
  clockKinds,
  lights,
  matterActions,
  matterKinds,
  matterSources,
  matterStates,
  ratingReasons,
  refusalReasons,
  returnReasons,
  severities,
} from './matter-words.ts'
import { PhoneNumber } from './sessions.ts'
import { route } from './route.ts'
import { GivenPoint, Id, Instant, nullable, oneOf, page, PageQuery, Point, words } from './schema.ts'

const AreaName = Type.Object({ id: Id, name: Type.String(), level: Type.String() })
const Expected = { expectedVersion: Type.Integer({ minimum: 1 }) }
const Say = words({ most: 2000 })
const MatterParams = Type.Object({ matterId: Id })
const AssignmentParams = Type.Object({ matterId: Id, assignmentId: Id })

/** Who must act now: an area's desk or worker, or an organisation; `none` only when the matter has ended. */
export const Holder = Type.Object({
  kind: oneOf(['area', 'organisation', 'reporter', 'none']),
  areaId: nullable(Id),
  organisationId: nullable(Id),
  name: nullable(Type.String()),
})

/** A row of a list. */
export const MatterRow = Type.Object({
  id: Id,
  number: Type.String(),
  kind: oneOf(matterKinds),
  state: oneOf(matterStates),
  version: Type.Integer(),
  text: Type.String(),
  address: nullable(Type.String()),
  categoryCode: nullable(Type.String()),
  severity: oneOf(severities),
  source: oneOf(matterSources),
  area: AreaName,
  holder: Holder,
  reportedAt: Instant,
  /** The date the reporter was told. */
  promisedAt: nullable(Instant),
  /** The nearest open limit: by when the holder must act. Null when nobody has to. */
  dueAt: nullable(Instant),
  light: oneOf(lights),
  reworkCount: Type.Integer(),
})
export type MatterRow = Static<typeof MatterRow>

export const Assignment = Type.Object({
  id: Id,
  part: oneOf(assignmentParts),
  state: oneOf(assignmentStates),
  organisationId: Id,
  organisationName: Type.String(),
  handlerName: nullable(Type.String()),
  instruction: nullable(Type.String()),
  dispatchedAt: Instant,
  claimedAt: nullable(Instant),
  finishedAt: nullable(Instant),
  dueAt: nullable(Instant),
  result: nullable(Type.String()),
  returnReason: nullable(oneOf(returnReasons)),
})
export type Assignment = Static<typeof Assignment>

export const TimelineEntry = Type.Object({
  seq: Type.Integer(),
  at: Instant,
  action: Type.String(),
  fromState: nullable(oneOf(matterStates)),
  toState: oneOf(matterStates),
  /** Who acted, by post: "幸福社区 网格员". Residents appear as the reporter, never by name. */
  actor: Type.Object({ role: Type.String(), name: nullable(Type.String()), place: nullable(Type.String()) }),
  visibility: oneOf(['public', 'internal']),
  content: Type.Record(Type.String(), Type.Unknown()),
  hash: Type.String(),
})
export type TimelineEntry = Static<typeof TimelineEntry>

/** An action the policy allows now; on one assignment when `assignmentId` is given. */
export const Ability = Type.Object({ action: oneOf(matterActions), assignmentId: nullable(Id) })
export type Ability = Static<typeof Ability>

export const Matter = Type.Object({
  ...MatterRow.properties,
  ancestors: Type.Array(AreaName),
  point: nullable(Point),
  located: oneOf(['inside', 'nearest', 'by_address']),
  /** Masked (138****1234) and only for the desk; null for everyone else or when none was left. */
  reporterPhoneMasked: nullable(Type.String()),
  isReporter: Type.Boolean(),
  anonymous: Type.Boolean(),
  solvedOnSpot: Type.Boolean(),
  acceptedAt: nullable(Instant),
  handledAt: nullable(Instant),
  verifiedAt: nullable(Instant),
  closedAt: nullable(Instant),
  publicAnswer: nullable(Type.String()),
  refusal: nullable(Type.Object({ reason: oneOf(refusalReasons), words: Type.String() })),
  rating: nullable(
    Type.Object({
      solved: Type.Boolean(),
      stars: Type.Integer(),
      reasons: Type.Array(oneOf(ratingReasons)),
      words: nullable(Type.String()),
      at: Instant,
    }),
  ),
  assignments: Type.Array(Assignment),
  clocks: Type.Array(
    Type.Object({
      kind: oneOf(clockKinds),
      assignmentId: nullable(Id),
      startedAt: Instant,
      dueAt: Instant,
      stoppedAt: nullable(Instant),
      light: oneOf(lights),
      calendarAnnounced: Type.Boolean(),
    }),
  ),
  timeline: Type.Array(TimelineEntry),
  abilities: Type.Array(Ability),
  /** Which organisation the category's default proposes for dispatch; null when there is none. */
  proposedOrganisationId: nullable(Id),
})
export type Matter = Static<typeof Matter>

/** What an action answers: enough to go on, and the same every time the same key is sent. */
export const ActionReceipt = Type.Object({
  matterId: Id,
  number: Type.String(),
  state: oneOf(matterStates),
  version: Type.Integer(),
  at: Instant,
  promisedAt: nullable(Instant),
  dueAt: nullable(Instant),
  assignmentIds: Type.Array(Id),
})
export type ActionReceipt = Static<typeof ActionReceipt>

export const ReportReceipt = Type.Object({
  ...ActionReceipt.properties,
  area: AreaName,
  located: oneOf(['inside', 'nearest', 'by_address']),
  /** Opens the matter without an account. A repetition of the report gets it again; only its hash is kept. Null when an account reported. */
  receiptCode: nullable(Type.String()),
})
export type ReportReceipt = Static<typeof ReportReceipt>

export const ReportInput = Type.Object(
  {
    text: Say,
    place: Type.Optional(GivenPoint),
    address: Type.Optional(words({ most: 300 })),
    categoryCode: Type.Optional(Type.String({ maxLength: 40 })),
    anonymous: Type.Optional(Type.Boolean({ default: false })),
    /** Where to reach someone without an account, or the caller on whose behalf a desk reports. */
    contactPhone: Type.Optional(PhoneNumber),
  },
  { additionalProperties: false },
)
export type ReportInput = Static<typeof ReportInput>

const refusals = [
  'not_found',
  'matter_changed',
  'action_not_possible',
  'not_allowed',
  'idempotency_in_progress',
  'idempotency_key_reused',
  'idempotency_key_missing',
] as const

export const reportMatter = route({
  id: 'reportMatter',
  method: 'POST',
  path: '/matters',
  tag: 'matters',
  who: 'anyone',
  idempotent: true,
  status: 201,
  summary: { zh: '反映问题', en: 'Report something that is wrong' },
  body: ReportInput,
  response: ReportReceipt,
  errors: [
    'no_place',
    'unknown_category',
    'too_many_attempts',
    'idempotency_in_progress',
    'idempotency_key_reused',
    'idempotency_key_missing',
  ],
})

export const solveOnSpot = route({
  id: 'solveOnSpot',
  method: 'POST',
  path: '/spot-solutions',
  tag: 'matters',
  who: { permission: 'matters.list' },
  idempotent: true,
  status: 201,
  summary: { zh: '网格员发现并当场解决', en: 'A grid worker finds something and solves it on the spot' },
  body: Type.Object(
    {
      text: Say,
      result: Say,
      place: GivenPoint,
      address: Type.Optional(words({ most: 300 })),
      categoryCode: Type.String({ maxLength: 40 }),
    },
    { additionalProperties: false },
  ),
  response: ReportReceipt,
  errors: [
    'not_allowed',
    'not_in_your_grid',
    'unknown_category',
    'idempotency_in_progress',
    'idempotency_key_reused',
    'idempotency_key_missing',
  ],
})

export const solveReportedOnSpot = route({
  id: 'solveReportedOnSpot',
  method: 'POST',
  path: '/matters/:matterId/spot-solution',
  tag: 'matters',
  who: { ability: 'solve_on_spot' },
  idempotent: true,
  summary: { zh: '网格员当场解决已上报的事项', en: 'A grid worker solves a reported matter on the spot' },
  params: MatterParams,
  body: Type.Object(
    { ...Expected, result: Say, categoryCode: Type.Optional(Type.String({ maxLength: 40 })) },
    { additionalProperties: false },
  ),
  response: ActionReceipt,
  errors: [...refusals, 'unknown_category'],
})

export const acceptMatter = route({
  id: 'acceptMatter',
  method: 'POST',
  path: '/matters/:matterId/acceptance',
  tag: 'matters',
  who: { ability: 'accept' },
  idempotent: true,
  summary: { zh: '受理', en: 'Accept: category, severity, filing condition; limits are fixed' },
  params: MatterParams,
  body: Type.Object(
    { ...Expected, categoryCode: Type.String({ maxLength: 40 }), severity: oneOf(severities) },
    { additionalProperties: false },
  ),
  response: ActionReceipt,
  errors: [...refusals, 'unknown_category'],
})

export const refuseMatter = route({
  id: 'refuseMatter',
  method: 'POST',
  path: '/matters/:matterId/refusal',
  tag: 'matters',
  who: { ability: 'refuse' },
  idempotent: true,
  summary: { zh: '不予受理并说明理由和去处', en: 'Refuse, with a reason and who to turn to' },
  params: MatterParams,
  body: Type.Object({ ...Expected, reason: oneOf(refusalReasons), words: Say }, { additionalProperties: false }),
  response: ActionReceipt,
  errors: refusals,
})

export const dispatchMatter = route({
  id: 'dispatchMatter',
  method: 'POST',
  path: '/matters/:matterId/assignments',
  tag: 'matters',
  who: { ability: 'dispatch' },
  idempotent: true,
  summary: { zh: '派遣给牵头和协办单位', en: 'Dispatch to one lead and any co-handlers' },
  params: MatterParams,
  body: Type.Object(
    {
      ...Expected,
      leadOrganisationId: Id,
      coHandlerOrganisationIds: Type.Optional(Type.Array(Id, { maxItems: 10, uniqueItems: true })),
      instruction: Type.Optional(Say),
    },
    { additionalProperties: false },
  ),
  response: ActionReceipt,
  errors: [...refusals, 'unknown_organisation', 'one_lead_needed'],
})

export const claimAssignment = route({
  id: 'claimAssignment',
  method: 'POST',
  path: '/matters/:matterId/assignments/:assignmentId/claim',
  tag: 'matters',
  who: { ability: 'claim' },
  idempotent: true,
  summary: { zh: '认领', en: 'Claim an assignment' },
  params: AssignmentParams,
  body: Type.Object({ ...Expected }, { additionalProperties: false }),
  response: ActionReceipt,
  errors: refusals,
})

export const returnAssignment = route({
  id: 'returnAssignment',
  method: 'POST',
  path: '/matters/:matterId/assignments/:assignmentId/return',
  tag: 'matters',
  who: { ability: 'return' },
  idempotent: true,
  summary: { zh: '退回', en: 'Return an assignment with a reason' },
  params: AssignmentParams,
  body: Type.Object({ ...Expected, reason: oneOf(returnReasons), words: Say }, { additionalProperties: false }),
  response: ActionReceipt,
  errors: refusals,
})

export const finishAssignment = route({
  id: 'finishAssignment',
  method: 'POST',
  path: '/matters/:matterId/assignments/:assignmentId/result',
  tag: 'matters',
  who: { ability: 'finish' },
  idempotent: true,
  summary: { zh: '办结本单位的部分', en: 'Finish an assignment; the lead writes the public answer' },
  params: AssignmentParams,
  body: Type.Object({ ...Expected, result: Say, publicAnswer: Type.Optional(Say) }, { additionalProperties: false }),
  response: ActionReceipt,
  errors: [...refusals, 'validation_failed'],
})

export const verifyMatter = route({
  id: 'verifyMatter',
  method: 'POST',
  path: '/matters/:matterId/verification',
  tag: 'matters',
  who: { ability: 'verify' },
  idempotent: true,
  summary: { zh: '现场核查：通过或返工', en: 'Verify on site: passed, or back for rework' },
  params: MatterParams,
  body: Type.Object({ ...Expected, passed: Type.Boolean(), note: Say, place: Type.Optional(GivenPoint) }, { additionalProperties: false }),
  response: ActionReceipt,
  errors: [...refusals, 'own_work'],
})

export const rateMatter = route({
  id: 'rateMatter',
  method: 'POST',
  path: '/matters/:matterId/rating',
  tag: 'matters',
  who: { ability: 'rate' },
  idempotent: true,
  summary: { zh: '评价：是否解决、满意度', en: 'Rate: solved or not, stars, words' },
  params: MatterParams,
  body: Type.Object(
    {
      ...Expected,
      solved: Type.Boolean(),
      stars: Type.Integer({ minimum: 1, maximum: 5 }),
      reasons: Type.Optional(Type.Array(oneOf(ratingReasons), { maxItems: 5, uniqueItems: true })),
      words: Type.Optional(Say),
    },
    { additionalProperties: false },
  ),
  response: ActionReceipt,
  errors: refusals,
})

export const matterViews = [
  'open',
  'to_accept',
  'to_dispatch',
  'to_claim',
  'in_progress',
  'to_verify',
  'to_rate',
  'overdue',
  'mine',
  'ended',
  'all',
] as const
export type MatterView = (typeof matterViews)[number]

export const listMatters = route({
  id: 'listMatters',
  method: 'GET',
  path: '/matters',
  tag: 'matters',
  who: 'signed_in',
  summary: { zh: '我能看到的事项', en: 'The matters I may see' },
  query: Type.Object(
    {
      ...PageQuery,
      /** `mine`: what I reported. The `to_…` views are what my posts must do now. */
      view: Type.Optional(oneOf(matterViews)),
      areaId: Type.Optional(Id),
      categoryCode: Type.Optional(Type.String({ maxLength: 40 })),
      number: Type.Optional(Type.String({ maxLength: 20 })),
    },
    { additionalProperties: false },
  ),
  response: page(MatterRow),
  errors: [],
})

export const countMatters = route({
  id: 'countMatters',
  method: 'GET',
  path: '/matter-counts',
  tag: 'matters',
  who: { permission: 'matters.list' },
  summary: { zh: '各视图的件数（最多数到 999）', en: 'How many matters each of my views holds, counted up to 999' },
  response: Type.Object({ counts: Type.Array(Type.Object({ view: oneOf(matterViews), count: Type.Integer() })) }),
  errors: [],
})

export const getMatter = route({
  id: 'getMatter',
  method: 'GET',
  path: '/matters/:matterId',
  tag: 'matters',
  who: 'signed_in',
  summary: { zh: '一件事项及其全过程', en: 'One matter with its timeline' },
  params: MatterParams,
  response: Matter,
  errors: ['not_found'],
})

export const proveMatter = route({
  id: 'proveMatter',
  method: 'GET',
  path: '/matters/:matterId/proof',
  tag: 'matters',
  who: 'signed_in',
  summary: { zh: '校验全过程哈希链', en: 'Recompute the hash chain of the timeline' },
  params: MatterParams,
  response: Type.Object({
    entries: Type.Integer(),
    unbroken: Type.Boolean(),
    brokenAt: nullable(Type.Integer()),
    head: Type.String(),
    versions: Type.Array(Type.Integer()),
    alwaysHeld: Type.Boolean(),
  }),
  errors: ['not_found'],
})

/** One change of a matter as the live stream tells it; `version` never repeats for a matter. */
export const MatterChanged = Type.Object({
  matterId: Id,
  number: Type.String(),
  version: Type.Integer(),
  action: Type.String(),
  state: oneOf(matterStates),
  at: Instant,
  areaId: Id,
})
export type MatterChanged = Static<typeof MatterChanged>
