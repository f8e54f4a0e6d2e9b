import Type, { type Static } from 'typebox'
import { cardLevels, lights } from './matter-words.ts'
import { ActionReceipt, AreaName, MatterRow } from './matters.ts'
import { route } from './route.ts'
import { Id, Instant, nullable, oneOf, page, PageQuery, Point, words } from './schema.ts'

/** What stands out: more than usual in an area, more than its share at a place, or the same at a place for the third time. */
export const alertKinds = ['surge', 'hot_spot', 'repeat'] as const
export type AlertKind = (typeof alertKinds)[number]

export const alertStates = ['open', 'taken', 'set_aside'] as const
export type AlertState = (typeof alertStates)[number]

/** What an alert was turned into. */
export const alertOutcomes = ['task', 'supervision'] as const

/** A day of the city's calendar. */
const Day = Type.String({ format: 'date' })

export const Alert = Type.Object({
  id: Id,
  kind: oneOf(alertKinds),
  area: AreaName,
  categoryCode: Type.String(),
  state: oneOf(alertStates),
  /** Red where at least three times the expected was seen, or the same came back the fifth time; green when it is over. */
  light: oneOf(lights),
  since: Day,
  /** Until when it was last found. */
  lastFound: Day,
  /** False when it was not found any more. */
  goesOn: Type.Boolean(),
  /** The days that were counted, and how many reports they had. */
  countedFrom: Day,
  countedTo: Day,
  seen: Type.Integer(),
  /** How many were to be expected; null for what came back, which is a rule. */
  expected: nullable(Type.Number()),
  foundAt: Instant,
})
export type Alert = Static<typeof Alert>

/** What an explanation is made of; the words are the screen's. */
export const AlertExplanation = Type.Object({
  /** Nineteen in twenty such counts lie between these. */
  low: nullable(Type.Integer()),
  high: nullable(Type.Integer()),
  /** The days it was compared with. */
  past: nullable(Type.Object({ from: Day, to: Day })),
  /** Whether last year's season went into what was expected. */
  knowsSeason: Type.Boolean(),
  /** A surge's weeks, oldest first. */
  weeks: Type.Array(
    Type.Object({
      from: Day,
      to: Day,
      seen: Type.Integer(),
      expected: Type.Number(),
      low: Type.Integer(),
      high: Type.Integer(),
    }),
  ),
  /** Each time it was reported and closed. */
  times: Type.Array(Type.Object({ reported: Day, closed: nullable(Day) })),
  /** H3 cells of the place. */
  cells: Type.Array(Type.String()),
})
export type AlertExplanation = Static<typeof AlertExplanation>

export const AlertDetail = Type.Object({
  ...Alert.properties,
  explanation: AlertExplanation,
  /** How likely so many are where nothing is out of the ordinary, between 0 and 1; null for what came back. */
  chance: nullable(Type.Number()),
  /** Corners of each cell of the place; empty for a surge. */
  outlines: Type.Array(Type.Array(Point)),
  /** Those behind it, newest first, at most 100. */
  matters: Type.Array(MatterRow),
  matterCount: Type.Integer(),
  /** What became of it; null while it is open. */
  outcome: nullable(
    Type.Object({
      as: oneOf([...alertOutcomes, 'set_aside'] as const),
      matter: nullable(Type.Object({ id: Id, number: Type.String() })),
      reason: nullable(Type.String()),
      at: Instant,
    }),
  ),
  abilities: Type.Array(oneOf([...alertOutcomes, 'set_aside'] as const)),
})
export type AlertDetail = Static<typeof AlertDetail>

/** How far what can be told reaches: when each kind was looked for, and whether there was past enough to tell. */
export const AlertLook = Type.Object({
  kind: oneOf(alertKinds),
  at: Instant,
  pastDays: Type.Integer(),
  isEnough: Type.Boolean(),
  knowsSeason: Type.Boolean(),
})
export type AlertLook = Static<typeof AlertLook>

const read = { permission: 'alerts.read' } as const
const handle = { permission: 'alerts.handle' } as const
const params = Type.Object({ alertId: Id })
const repeated = ['idempotency_in_progress', 'idempotency_key_reused', 'idempotency_key_missing'] as const

export const listAlerts = route({
  id: 'listAlerts',
  method: 'GET',
  path: '/alerts',
  tag: 'alerts',
  who: read,
  summary: { zh: '辖区内的异常提示，最新的在前', en: 'What stands out in my areas, newest first' },
  query: Type.Object(
    {
      ...PageQuery,
      /** This area and those below it. */
      areaId: Type.Optional(Id),
      kind: Type.Optional(oneOf(alertKinds)),
      state: Type.Optional(oneOf(alertStates)),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ ...page(Alert).properties, looks: Type.Array(AlertLook) }),
  errors: ['not_found'],
})

export const getAlert = route({
  id: 'getAlert',
  method: 'GET',
  path: '/alerts/:alertId',
  tag: 'alerts',
  who: read,
  summary: {
    zh: '一条异常提示：与什么相比、背后的事项、可以怎么办',
    en: 'One alert: what it was compared with, the matters behind it, what can be done',
  },
  params,
  response: AlertDetail,
  errors: ['not_found'],
})

export const setAlertAside = route({
  id: 'setAlertAside',
  method: 'POST',
  path: '/alerts/:alertId/setting-aside',
  tag: 'alerts',
  who: handle,
  idempotent: true,
  summary: { zh: '搁置一条异常提示，写明原因', en: 'Set an alert aside, with the reason' },
  params,
  body: Type.Object({ reason: words({ most: 500 }) }, { additionalProperties: false }),
  response: null,
  errors: ['not_found', 'alert_settled', 'validation_failed', ...repeated],
})

export const turnAlertIntoTask = route({
  id: 'turnAlertIntoTask',
  method: 'POST',
  path: '/alerts/:alertId/task',
  tag: 'alerts',
  who: handle,
  idempotent: true,
  status: 201,
  summary: { zh: '由异常提示下达任务', en: 'Issue a task from an alert' },
  params,
  body: Type.Object(
    {
      text: words({ most: 2000 }),
      /** Who does it: an organisation or an area, one of the two. */
      toOrganisationId: Type.Optional(Id),
      toAreaId: Type.Optional(Id),
      dueAt: Type.Optional(Instant),
    },
    { additionalProperties: false },
  ),
  response: ActionReceipt,
  errors: [
    'not_found',
    'alert_settled',
    'not_allowed',
    'unknown_organisation',
    'unknown_area',
    'date_not_ahead',
    'matter_changed',
    'validation_failed',
    ...repeated,
  ],
})

export const turnAlertIntoSupervision = route({
  id: 'turnAlertIntoSupervision',
  method: 'POST',
  path: '/alerts/:alertId/supervision',
  tag: 'alerts',
  who: handle,
  idempotent: true,
  summary: { zh: '对异常提示背后的一件事项督办', en: 'Raise a card on one of the matters behind an alert' },
  params,
  body: Type.Object(
    {
      /** One of those behind it, still open. */
      matterId: Id,
      level: oneOf(cardLevels),
      instruction: words({ most: 2000 }),
      answerBy: Type.Optional(Instant),
    },
    { additionalProperties: false },
  ),
  response: ActionReceipt,
  errors: [
    'not_found',
    'alert_settled',
    'not_allowed',
    'action_not_possible',
    'card_only_rises',
    'date_not_ahead',
    'matter_changed',
    'validation_failed',
    ...repeated,
  ],
})
