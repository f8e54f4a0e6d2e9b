import Type, { type Static } from 'typebox'
import { cardLevels } from './matter-words.ts'
import { AreaName, MatterRow, SupervisionCard } from './matters.ts'
import { route } from './route.ts'
import { Id, Instant, nullable, oneOf, page, PageQuery, Word } from './schema.ts'

/** Cards that wait for an answer, those of them past their date, and those that were answered. */
export const cardStates = ['open', 'late', 'answered'] as const
export type CardState = (typeof cardStates)[number]

/** What the platform does next by itself: only what presses harder, or also what ends a wait. */
export const nextStepKinds = ['pressing', 'all'] as const
export type NextStepKind = (typeof nextStepKinds)[number]

/** A card with the matter it was raised on. */
export const SupervisedCard = Type.Object({
  ...SupervisionCard.properties,
  /** Who answered, for those who may read it. */
  answeredBy: nullable(Type.String()),
  matter: MatterRow,
})
export type SupervisedCard = Static<typeof SupervisedCard>

const CardCounts = Type.Object({
  ordinary: Type.Integer(),
  yellow: Type.Integer(),
  red: Type.Integer(),
  /** Past their date, of whatever level. */
  late: Type.Integer(),
  /** When the oldest of them was raised; null when there is none. */
  oldestAt: nullable(Instant),
})
export type CardCounts = Static<typeof CardCounts>

export const CardSummary = Type.Object({
  /** Null when the posts of the caller are at several areas and none was chosen. */
  area: nullable(AreaName),
  total: CardCounts,
  /** The areas below, those with the oldest card first; areas without a card are left out. */
  areas: Type.Array(Type.Object({ area: AreaName, counts: CardCounts })),
})
export type CardSummary = Static<typeof CardSummary>

/** A step that happens by itself unless somebody acts. */
export const NextStep = Type.Object({
  clockId: Id,
  at: Instant,
  /** `limit_near`, `limit_passed`, `limit_climbed`, or what ends the wait: `close`, `resume`, … */
  step: Word,
  clock: Word,
  dueAt: Instant,
  /** The card that will be raised; null when none is. */
  level: nullable(oneOf(cardLevels)),
  /** The area that will raise it, or that will be told; null when nobody above is. */
  area: nullable(AreaName),
  matter: MatterRow,
})
export type NextStep = Static<typeof NextStep>

const who = { permission: 'supervision.read' } as const

export const listCards = route({
  id: 'listCards',
  method: 'GET',
  path: '/supervision/cards',
  tag: 'matters',
  who,
  summary: { zh: '辖区内的督办', en: 'The supervision cards of my areas: open ones oldest first, answered ones newest first' },
  query: Type.Object(
    {
      ...PageQuery,
      areaId: Type.Optional(Id),
      level: Type.Optional(oneOf(cardLevels)),
      state: Type.Optional(oneOf(cardStates)),
    },
    { additionalProperties: false },
  ),
  response: page(SupervisedCard),
  errors: ['not_found'],
})

export const summariseCards = route({
  id: 'summariseCards',
  method: 'GET',
  path: '/supervision/summary',
  tag: 'matters',
  who,
  summary: { zh: '各区域待答复的督办件数', en: 'How many cards wait for an answer, area by area' },
  query: Type.Object({ areaId: Type.Optional(Id) }, { additionalProperties: false }),
  response: CardSummary,
  errors: ['not_found'],
})

export const listNextSteps = route({
  id: 'listNextSteps',
  method: 'GET',
  path: '/supervision/next-steps',
  tag: 'matters',
  who,
  summary: { zh: '接下来将自动发生的升级', en: 'What will escalate by itself next, in order of time' },
  query: Type.Object(
    { ...PageQuery, areaId: Type.Optional(Id), matterId: Type.Optional(Id), kind: Type.Optional(oneOf(nextStepKinds)) },
    { additionalProperties: false },
  ),
  response: page(NextStep),
  errors: ['not_found'],
})
