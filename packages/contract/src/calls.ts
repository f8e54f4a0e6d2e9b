import Type, { type Static } from 'typebox'
import { eventStates } from './matter-words.ts'
import { route } from './route.ts'
import { Id, Instant, nullable, oneOf, Point, words } from './schema.ts'
import { PhoneNumber } from './sessions.ts'

const MatterParams = Type.Object({ matterId: Id })

/** Another matter of the same person, as far as the desk sees it by its own post. Says nothing of who the person is. */
export const PersonsMatter = Type.Object({
  matterId: Id,
  number: Type.String(),
  state: oneOf(eventStates),
  categoryCode: nullable(Type.String()),
  areaName: Type.String(),
  /** How it begins. */
  text: Type.String(),
  reportedAt: Instant,
  ended: Type.Boolean(),
})
export type PersonsMatter = Static<typeof PersonsMatter>

export const listReporterMatters = route({
  id: 'listReporterMatters',
  method: 'GET',
  path: '/matters/:matterId/reporter-matters',
  tag: 'matters',
  who: { permission: 'calls.take' },
  summary: {
    zh: '同一反映人的其他在办事项；只给持有或负责这件事项的受理台，查看会记入审计',
    en: 'Other open matters of the same reporter, for the desk that holds or answers for this one; reading is written to the audit trail',
  },
  params: MatterParams,
  response: Type.Object({ items: Type.Array(PersonsMatter) }),
  errors: ['not_found'],
})

/** An open event near another one. */
export const NearbyMatter = Type.Object({
  matterId: Id,
  number: Type.String(),
  state: oneOf(eventStates),
  categoryCode: nullable(Type.String()),
  text: Type.String(),
  distanceM: Type.Integer(),
})
export type NearbyMatter = Static<typeof NearbyMatter>

export const getSurroundings = route({
  id: 'getSurroundings',
  method: 'GET',
  path: '/matters/:matterId/surroundings',
  tag: 'matters',
  who: { permission: 'matters.list' },
  summary: { zh: '周围 200 米内我能看到的在办事项', en: 'Open events within 200 m that I may see' },
  params: MatterParams,
  response: Type.Object({
    radiusM: Type.Integer(),
    /** Null when the matter has no coordinates. */
    count: nullable(Type.Integer()),
    /** The five nearest. */
    items: Type.Array(NearbyMatter),
  }),
  errors: ['not_found'],
})

export const lookUpCaller = route({
  id: 'lookUpCaller',
  method: 'POST',
  path: '/caller-look-ups',
  tag: 'matters',
  who: { permission: 'calls.take' },
  summary: {
    zh: '来电人以前反映过的事项（本台管辖范围内），查询会记入审计；号码不保存',
    en: 'What a caller has reported before, as far as the desk sees it; written to the audit trail, the number is not kept',
  },
  body: Type.Object({ phone: PhoneNumber }, { additionalProperties: false }),
  response: Type.Object({ phoneMasked: Type.String(), items: Type.Array(PersonsMatter) }),
  errors: ['too_many_attempts'],
})

/** A place that fits the words: an area by its name, or an address that was reported before. */
export const PlaceSuggestion = Type.Object({
  kind: oneOf(['area', 'address']),
  /** To be written as the address. */
  label: Type.String(),
  areaName: Type.String(),
  /** Where an address reported before lies; null for areas and where it was never known. */
  point: nullable(Point),
})
export type PlaceSuggestion = Static<typeof PlaceSuggestion>

export const suggestPlaces = route({
  id: 'suggestPlaces',
  method: 'GET',
  path: '/place-suggestions',
  tag: 'areas',
  who: { permission: 'calls.take' },
  summary: {
    zh: '按文字找地点：区域名称和本台以前的地址',
    en: 'Places by words: names of areas, and addresses reported to the desk before',
  },
  query: Type.Object({ search: Type.Optional(words({ most: 60 })) }, { additionalProperties: false }),
  response: Type.Object({ items: Type.Array(PlaceSuggestion) }),
  errors: [],
})

export const joinForCaller = route({
  id: 'joinForCaller',
  method: 'POST',
  path: '/matters/:matterId/callers',
  tag: 'matters',
  who: { permission: 'calls.take' },
  idempotent: true,
  status: 201,
  summary: {
    zh: '代来电人加入已有事项，不再另立一件；会记入审计',
    en: 'Add a caller to a matter instead of reporting it again; written to the audit trail',
  },
  params: MatterParams,
  body: Type.Object(
    {
      /** So that who calls twice counts once. It is not kept, only a keyed hash of it. */
      phone: Type.Optional(PhoneNumber),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    matterId: Id,
    number: Type.String(),
    supporterCount: Type.Integer(),
    /** To be read out: it opens the matter for the caller. */
    receiptCode: Type.String(),
  }),
  errors: [
    'not_found',
    'action_not_possible',
    'caller_counted',
    'idempotency_key_reused',
    'idempotency_key_missing',
    'idempotency_in_progress',
  ],
})
