import Type, { type Static } from 'typebox'
import { type FigureId, figureIds } from './figure-definitions.ts'
import { AreaName } from './matters.ts'
import { route } from './route.ts'
import { Id, Instant, nullable, oneOf, words } from './schema.ts'

export const cycleStates = ['drafted', 'self_view', 'review', 'publicity', 'awarded', 'dropped'] as const
export type CycleState = (typeof cycleStates)[number]

/** What somebody does with a whole cycle. `award` happens by itself when the publicity is over and no appeal is open. */
export const cycleMoves = ['open_self_view', 'begin_review', 'publish', 'drop'] as const
export type CycleMove = (typeof cycleMoves)[number]

/** What somebody does with the sheet of one subject. */
export const sheetActions = ['comment', 'correct', 'veto', 'lift_veto', 'appeal', 'answer_appeal'] as const
export type SheetAction = (typeof sheetActions)[number]

/** Working days for which the result is shown before it stands (domain.md §5). */
export const publicityDays = 5

const Day = Type.String({ format: 'date' })
const Said = Type.Object({ zh: Type.String(), en: Type.String() })
const Figure = oneOf(figureIds as [FigureId])
const Points = Type.Number({ minimum: 0, maximum: 100 })

/** Points from a figure by a straight line: all of them at `full`, none at `none`, nothing beyond either. */
export const Indicator = Type.Object(
  {
    figureId: Figure,
    /** The most points there are for it. Those of a rubric add up to 100. */
    weight: Type.Integer({ minimum: 1, maximum: 100 }),
    /** A share between 0 and 1, or minutes. */
    full: Type.Number(),
    none: Type.Number(),
  },
  { additionalProperties: false },
)
export type Indicator = Static<typeof Indicator>

/** How areas of a level or organisations of a kind are evaluated. Never people. */
export const Rubric = Type.Object(
  {
    nameZh: words({ most: 60 }),
    nameEn: words({ most: 120 }),
    subject: oneOf(['area', 'organisation'] as const),
    /** A level's code, or a kind of organisation. */
    of: Type.String({ pattern: '^[a-z_]{1,40}$' }),
    indicators: Type.Array(Indicator, { minItems: 1, maxItems: 12 }),
    /** Whose figure is worse than this gets no more points in all than that. */
    caps: Type.Array(Type.Object({ figureId: Figure, worseThan: Type.Number(), mostPoints: Points }, { additionalProperties: false }), {
      maxItems: 6,
    }),
    /** What excludes from stars and places, found by people and not by figures. */
    vetoes: Type.Array(words({ most: 200 }), { maxItems: 10, uniqueItems: true }),
    /** The points needed for one to five stars, rising. */
    stars: Type.Array(Points, { minItems: 5, maxItems: 5 }),
  },
  { additionalProperties: false },
)
export type Rubric = Static<typeof Rubric>

export const RubricVersion = Type.Object({
  rubricId: Id,
  version: Type.Integer(),
  content: Rubric,
  note: Type.String(),
  savedBy: Type.String(),
  savedAt: Instant,
  /** What can be evaluated, by name: the level or the kind of organisation. */
  ofName: Said,
})
export type RubricVersion = Static<typeof RubricVersion>

/** A figure as it was frozen, with the points it gives. */
const Counted = Type.Object({
  value: nullable(Type.Number()),
  n: Type.Integer(),
  of: nullable(Type.Integer()),
  points: nullable(Type.Number()),
})

export const SheetLine = Type.Object({
  ...Counted.properties,
  figureId: Figure,
  weight: Type.Integer(),
  full: Type.Number(),
  none: Type.Number(),
  /** Of the period before, by the same line. */
  before: Counted,
  /** What a reviewer has put in place of the computed points. */
  corrected: nullable(Type.Number()),
})
export type SheetLine = Static<typeof SheetLine>

/** Where a subject stands. */
const Standing = {
  /** Corrected points and caps included; null when there is nothing to count. */
  total: nullable(Type.Number()),
  /** By the computed points alone. */
  computed: nullable(Type.Number()),
  /** What the same rubric gives for the period before. */
  before: nullable(Type.Number()),
  /** Why it has neither place nor stars: excluded, or counted of fewer than 30; null when it has. */
  unranked: nullable(oneOf(['veto', 'few'] as const)),
  place: nullable(Type.Integer()),
  stars: nullable(Type.Integer()),
  appealOpen: Type.Boolean(),
}

export const SheetRow = Type.Object({ id: Id, subject: Type.Object({ id: Id, name: Said }), ...Standing })
export type SheetRow = Static<typeof SheetRow>

export const EvaluationEntry = Type.Object({
  id: Id,
  action: Type.String(),
  by: nullable(Type.String()),
  at: Instant,
  words: nullable(Type.String()),
  figureId: nullable(Figure),
  points: nullable(Type.Number()),
  veto: nullable(Type.String()),
  evidence: nullable(Type.String()),
  upheld: nullable(Type.Boolean()),
})
export type EvaluationEntry = Static<typeof EvaluationEntry>

export const CycleHead = Type.Object({
  id: Id,
  rubric: Type.Object({ rubricId: Id, version: Type.Integer(), nameZh: Type.String(), nameEn: Type.String() }),
  area: AreaName,
  from: Day,
  to: Day,
  state: oneOf(cycleStates),
  version: Type.Integer(),
  publicityFrom: nullable(Instant),
  /** The end of the publicity by the city's calendar. */
  publicityUntil: nullable(Instant),
  endedAt: nullable(Instant),
})
export type CycleHead = Static<typeof CycleHead>

export const Cycle = Type.Object({
  ...CycleHead.properties,
  content: Rubric,
  /** Those of the sheets the reader may see; the best first. */
  sheets: Type.Array(SheetRow),
  moves: Type.Array(oneOf(cycleMoves)),
  entries: Type.Array(EvaluationEntry),
})
export type Cycle = Static<typeof Cycle>

export const Sheet = Type.Object({
  ...SheetRow.properties,
  version: Type.Integer(),
  cycle: CycleHead,
  content: Rubric,
  /** Where the matters behind an area's or an organisation's figures are found. */
  behind: Type.Object({ areaId: Id, organisationId: nullable(Id) }),
  /** Whether figures and points stand still, or are those of this moment. */
  frozen: Type.Boolean(),
  lines: Type.Array(SheetLine),
  /** Veto items that hold. */
  vetoes: Type.Array(Type.String()),
  entries: Type.Array(EvaluationEntry),
  actions: Type.Array(oneOf(sheetActions)),
})
export type Sheet = Static<typeof Sheet>

const expectedVersion = Type.Integer({ minimum: 1 })
const note = words({ most: 500 })
const readers = { permission: 'evaluations.read' } as const

export const listRubrics = route({
  id: 'listRubrics',
  method: 'GET',
  path: '/evaluation-rubrics',
  tag: 'evaluations',
  who: readers,
  summary: { zh: '考评办法，每个列出现行版本', en: 'Rubrics, each in its newest version' },
  response: Type.Object({ items: Type.Array(RubricVersion) }),
  errors: [],
})

export const listRubricVersions = route({
  id: 'listRubricVersions',
  method: 'GET',
  path: '/evaluation-rubrics/:rubricId/versions',
  tag: 'evaluations',
  who: readers,
  summary: { zh: '一个考评办法的全部版本', en: 'Every version of a rubric' },
  params: Type.Object({ rubricId: Id }),
  response: Type.Object({ items: Type.Array(RubricVersion) }),
  errors: ['not_found'],
})

export const saveRubric = route({
  id: 'saveRubric',
  method: 'POST',
  path: '/evaluation-rubrics',
  tag: 'evaluations',
  who: { permission: 'evaluations.rubrics' },
  idempotent: true,
  status: 201,
  summary: { zh: '新建考评办法，或保存为新版本', en: 'Write a rubric, or a new version of one' },
  body: Type.Object(
    {
      /** Which it follows; left out for a new one. */
      follows: Type.Optional(Type.Object({ rubricId: Id, version: Type.Integer({ minimum: 1 }) }, { additionalProperties: false })),
      content: Rubric,
      note,
    },
    { additionalProperties: false },
  ),
  response: RubricVersion,
  errors: ['not_found', 'rule_changed', 'validation_failed'],
})

export const listCycles = route({
  id: 'listCycles',
  method: 'GET',
  path: '/evaluation-cycles',
  tag: 'evaluations',
  who: readers,
  summary: { zh: '与我有关的考评周期', en: 'The cycles that concern me' },
  response: Type.Object({ items: Type.Array(CycleHead) }),
  errors: [],
})

export const createCycle = route({
  id: 'createCycle',
  method: 'POST',
  path: '/evaluation-cycles',
  tag: 'evaluations',
  who: { permission: 'evaluations.review' },
  idempotent: true,
  status: 201,
  summary: { zh: '新建考评周期', en: 'Begin a cycle' },
  body: Type.Object({ rubricId: Id, areaId: Id, from: Day, to: Day }, { additionalProperties: false }),
  response: CycleHead,
  errors: ['not_found', 'whole_months_needed', 'period_not_possible', 'already_exists', 'nobody_to_evaluate'],
})

export const getCycle = route({
  id: 'getCycle',
  method: 'GET',
  path: '/evaluation-cycles/:cycleId',
  tag: 'evaluations',
  who: readers,
  summary: { zh: '一个考评周期', en: 'One cycle with its subjects' },
  params: Type.Object({ cycleId: Id }),
  response: Cycle,
  errors: ['not_found', 'figures_being_counted'],
})

export const moveCycle = route({
  id: 'moveCycle',
  method: 'POST',
  path: '/evaluation-cycles/:cycleId/moves',
  tag: 'evaluations',
  who: { permission: 'evaluations.review' },
  idempotent: true,
  summary: { zh: '推进考评周期', en: 'Take a cycle a step further' },
  params: Type.Object({ cycleId: Id }),
  body: Type.Object(
    {
      expectedVersion,
      move: oneOf(cycleMoves),
      /** Needed to drop it. */
      reason: Type.Optional(note),
    },
    { additionalProperties: false },
  ),
  response: CycleHead,
  errors: ['not_found', 'figures_being_counted', 'evaluation_changed', 'evaluation_not_possible', 'period_not_over', 'validation_failed'],
})

export const getSheet = route({
  id: 'getSheet',
  method: 'GET',
  path: '/evaluation-sheets/:sheetId',
  tag: 'evaluations',
  who: readers,
  summary: { zh: '一个考评对象的评分表', en: 'The score sheet of one subject' },
  params: Type.Object({ sheetId: Id }),
  response: Sheet,
  errors: ['not_found', 'figures_being_counted'],
})

export const actOnSheet = route({
  id: 'actOnSheet',
  method: 'POST',
  path: '/evaluation-sheets/:sheetId/entries',
  tag: 'evaluations',
  who: readers,
  idempotent: true,
  summary: { zh: '自评意见、更正、一票否决、申诉与答复', en: 'Comment, correct, exclude, appeal or answer' },
  params: Type.Object({ sheetId: Id }),
  body: Type.Object(
    {
      expectedVersion,
      action: oneOf(sheetActions),
      /** What is said; of a correction or a veto the reason. */
      words: words({ most: 1000 }),
      /** Of a correction: which points, and how many in their place; null takes the correction back. */
      figureId: Type.Optional(Figure),
      points: Type.Optional(nullable(Points)),
      /** Of a veto: the item of the rubric, and what shows it. */
      veto: Type.Optional(words({ most: 200 })),
      evidence: Type.Optional(words({ most: 1000 })),
      /** Of an answer: whether the appeal is upheld. */
      upheld: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  response: Sheet,
  errors: ['not_found', 'figures_being_counted', 'evaluation_changed', 'evaluation_not_possible', 'validation_failed'],
})
