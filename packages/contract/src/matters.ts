import Type, { type Static } from 'typebox'
import {
  assignmentParts,
  assignmentStates,
  cardLevels,
  lights,
  linkRelations,
  matterKinds,
  matterSources,
  type MatterState,
  ratingGivers,
  ratingReasons,
  refusalReasons,
  requestKinds,
  returnReasons,
  severities,
} from './matter-words.ts'
import { PhoneNumber } from './sessions.ts'
import { AttachedFile } from './files.ts'
import { route } from './route.ts'
import { RoutingProposal } from './routing.ts'
import { GivenPoint, Id, Instant, nullable, oneOf, page, PageQuery, Point, Word, words } from './schema.ts'

export const AreaName = Type.Object({ id: Id, name: Type.String(), level: Type.String() })
const Say = words({ most: 2000 })
/** Files uploaded before, to come with what is said. */
export const FileIds = Type.Optional(Type.Array(Id, { maxItems: 12, uniqueItems: true }))
/** How many of the files, from the first, show how it was before; the others show how it is now. */
export const BeforeCount = Type.Optional(Type.Integer({ minimum: 0, maximum: 12 }))
const MatterParams = Type.Object({ matterId: Id })
/** A state of any kind of matter; an event's are `eventStates`. */
const State = Type.Unsafe<MatterState>(Word)

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
  state: State,
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
  /** The highest supervision card ever raised; null without one. */
  cardLevel: nullable(oneOf(cardLevels)),
  /** How many joined it besides whoever reported. */
  supporterCount: Type.Integer(),
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
  /** Called to the place by whistle, where it signs in. */
  whistle: Type.Boolean(),
  arrivedAt: nullable(Instant),
  /** Metres from the matter's place when signing in; null when either is unknown. */
  arrivedDistanceM: nullable(Type.Integer()),
})
export type Assignment = Static<typeof Assignment>

export const TimelineEntry = Type.Object({
  seq: Type.Integer(),
  at: Instant,
  action: Type.String(),
  fromState: Type.Unsafe<MatterState | null>(nullable(Word)),
  toState: State,
  /** Who acted, by post: "幸福社区 网格员". Residents appear as the reporter, never by name. */
  actor: Type.Object({ role: Type.String(), name: nullable(Type.String()), place: nullable(Type.String()) }),
  visibility: oneOf(['public', 'internal']),
  content: Type.Record(Type.String(), Type.Unknown()),
  hash: Type.String(),
})
export type TimelineEntry = Static<typeof TimelineEntry>

/** An action the policy allows now; on one assignment when `assignmentId` is given, on one card when `cardId` is. */
export const Ability = Type.Object({ action: Word, assignmentId: nullable(Id), cardId: nullable(Id) })
export type Ability = Static<typeof Ability>

/** What a handler has asked for and a desk has yet to rule on. */
export const OpenRequest = Type.Object({
  id: Id,
  kind: oneOf(requestKinds),
  assignmentId: Id,
  organisationName: Type.String(),
  reason: nullable(oneOf(returnReasons)),
  words: Type.String(),
  askedDays: nullable(Type.Integer()),
  planDate: nullable(Instant),
  askedAt: Instant,
  /** The desk that rules. */
  toArea: AreaName,
})
export type OpenRequest = Static<typeof OpenRequest>

export const SupervisionCard = Type.Object({
  id: Id,
  level: oneOf(cardLevels),
  area: AreaName,
  /** By itself, because a limit had passed. */
  automatic: Type.Boolean(),
  instruction: Type.String(),
  raisedAt: Instant,
  answerBy: Instant,
  /** Who has to answer. */
  to: Type.String(),
  answeredAt: nullable(Instant),
  answer: nullable(Type.String()),
  endedAt: nullable(Instant),
})
export type SupervisionCard = Static<typeof SupervisionCard>

/** Another matter that belongs to this one, as far as the reader may see it. */
export const LinkedMatter = Type.Object({
  id: Id,
  number: Type.String(),
  kind: oneOf(matterKinds),
  state: State,
  relation: oneOf([...linkRelations, 'parent', 'main', 'merged'] as const),
})
export type LinkedMatter = Static<typeof LinkedMatter>

export const Matter = Type.Object({
  ...MatterRow.properties,
  ancestors: Type.Array(AreaName),
  point: nullable(Point),
  located: oneOf(['inside', 'nearest', 'by_address']),
  /** Masked (138****1234) and only for the desk; null for everyone else or when none was left. */
  reporterPhoneMasked: nullable(Type.String()),
  isReporter: Type.Boolean(),
  /** The caller joined it, or reported what was merged into it. */
  isFollower: Type.Boolean(),
  /** The desk that answers for it. */
  desk: AreaName,
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
      givenBy: oneOf(ratingGivers),
    }),
  ),
  /** Until when it may be rated; null before verification. */
  rateUntil: nullable(Instant),
  /** Once a day; null when nobody has reminded. */
  remindedAt: nullable(Instant),
  remindCount: Type.Integer(),
  /** Photos, videos and documents, each with the entry of the timeline it came with. */
  files: Type.Array(AttachedFile),
  requests: Type.Array(OpenRequest),
  cards: Type.Array(SupervisionCard),
  links: Type.Array(LinkedMatter),
  /** What the kind asks for beyond a text and a place. */
  form: Type.Record(Type.String(), Type.Unknown()),
  assignments: Type.Array(Assignment),
  clocks: Type.Array(
    Type.Object({
      kind: Word,
      assignmentId: nullable(Id),
      startedAt: Instant,
      dueAt: Instant,
      stoppedAt: nullable(Instant),
      /** While paused the due date is provisional and moves when it goes on. */
      paused: Type.Boolean(),
      extendedDays: Type.Integer(),
      light: oneOf(lights),
      calendarAnnounced: Type.Boolean(),
    }),
  ),
  timeline: Type.Array(TimelineEntry),
  abilities: Type.Array(Ability),
  /** Whom the routing rules propose for dispatch, and why; null when nobody. */
  proposal: nullable(RoutingProposal),
  /** The lead of that proposal. */
  proposedOrganisationId: nullable(Id),
})
export type Matter = Static<typeof Matter>

/** What an action answers: enough to go on, and the same every time the same key is sent. */
export const ActionReceipt = Type.Object({
  matterId: Id,
  number: Type.String(),
  state: State,
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
    /** It cannot wait. Only a desk may say so; from anyone else it changes nothing. */
    urgent: Type.Optional(Type.Boolean()),
    /** The caller wishes to be called back. Only from a desk. */
    callBackWished: Type.Optional(Type.Boolean()),
    fileIds: FileIds,
  },
  { additionalProperties: false },
)
export type ReportInput = Static<typeof ReportInput>

export const matterViews = [
  'open',
  'to_accept',
  'to_dispatch',
  'to_claim',
  'in_progress',
  'to_verify',
  'to_rate',
  'awaiting_reporter',
  'returned',
  'extension_asked',
  'suspension_asked',
  'suspended',
  'whistles',
  'supervised',
  'overdue',
  'mine',
  'followed',
  'ended',
  'all',
] as const
export type MatterView = (typeof matterViews)[number]

export const matterSorts = ['newest', 'oldest', 'due'] as const
export type MatterSort = (typeof matterSorts)[number]

/** What the matters of a list or a map are narrowed to. */
const narrowing = {
  /** `mine`: what I reported. The `to_…` views are what my posts must do now. */
  view: Type.Optional(oneOf(matterViews)),
  areaId: Type.Optional(Id),
  /** The category and those below it. */
  categoryCode: Type.Optional(Type.String({ maxLength: 40 })),
  kind: Type.Optional(oneOf(matterKinds)),
  state: Type.Optional(Word),
  light: Type.Optional(oneOf(lights)),
  source: Type.Optional(oneOf(matterSources)),
  cardLevel: Type.Optional(oneOf(cardLevels)),
  /** An organisation that works or worked on it. */
  organisationId: Type.Optional(Id),
  reportedFrom: Type.Optional(Instant),
  /** Not itself included. */
  reportedTo: Type.Optional(Instant),
}

const listFilters = {
  ...narrowing,
  /** Words of what was said or of its place, the beginning of a number, an area's name; for a desk a phone number or its last four digits. */
  q: Type.Optional(words({ most: 100 })),
  /** `due`: the nearest limit first; only open matters have one, so elsewhere it is `newest`. */
  sort: Type.Optional(oneOf(matterSorts)),
}

/** What narrows and orders a list. */
export const ListFilters = Type.Object(listFilters, { additionalProperties: false })
export type ListFilters = Static<typeof ListFilters>

const longitude = Type.Number({ minimum: -180, maximum: 180 })
const latitude = Type.Number({ minimum: -90, maximum: 90 })

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
      ...listFilters,
      number: Type.Optional(Type.String({ maxLength: 20 })),
      /** A rectangle of the map in degrees, all four or none; `west` beyond `east` crosses the meridian of 180 degrees. */
      west: Type.Optional(longitude),
      south: Type.Optional(latitude),
      east: Type.Optional(longitude),
      north: Type.Optional(latitude),
    },
    { additionalProperties: false },
  ),
  response: page(MatterRow),
  errors: [],
})

/** Matters that stand together on the map, or a single one. */
export const MapCluster = Type.Object({
  /** In the middle of its matters, WGS-84 degrees. */
  longitude: Type.Number(),
  latitude: Type.Number(),
  count: Type.Integer(),
  /** How many of them show each light. */
  lights: Type.Object({ green: Type.Integer(), yellow: Type.Integer(), red: Type.Integer(), none: Type.Integer() }),
  /** The rectangle its matters lie in: west, south, east, north. */
  box: Type.Array(Type.Number(), { minItems: 4, maxItems: 4 }),
  /** The matter when it is a single one. */
  matterId: nullable(Id),
})
export type MapCluster = Static<typeof MapCluster>

export const mapMatters = route({
  id: 'mapMatters',
  method: 'GET',
  path: '/matter-map',
  tag: 'matters',
  who: { permission: 'matters.list' },
  summary: {
    zh: '地图一个范围内我能看到的事项，远看按格聚合，近看逐件',
    en: 'The matters I may see in a rectangle of the map: together in cells from afar, one by one from near',
  },
  query: Type.Object(
    { ...narrowing, west: longitude, south: latitude, east: longitude, north: latitude, zoom: Type.Number({ minimum: 0, maximum: 24 }) },
    { additionalProperties: false },
  ),
  response: Type.Object({
    /** All matters in the rectangle. */
    total: Type.Integer(),
    clusters: Type.Array(MapCluster),
    /** How many of the total are in no cluster, because there would be too many. */
    left: Type.Integer(),
  }),
  errors: ['not_found'],
})

export const countMatters = route({
  id: 'countMatters',
  method: 'GET',
  path: '/matter-counts',
  tag: 'matters',
  who: { permission: 'matters.list' },
  summary: { zh: '各视图的件数（最多数到 1000）', en: 'How many matters each of my views holds, counted up to 1,000' },
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
  state: State,
  at: Instant,
  areaId: Id,
})
export type MatterChanged = Static<typeof MatterChanged>
