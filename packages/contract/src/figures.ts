import Type, { type Static } from 'typebox'
import { figureIds } from './figure-definitions.ts'
import { matterSources, severities } from './matter-words.ts'
import { AreaName, MatterRow } from './matters.ts'
import { route } from './route.ts'
import { Id, Instant, nullable, oneOf, PageQuery } from './schema.ts'

/** By what figures are told apart: not at all, by time, or by what was reported, where, how and whose work it was. A chosen category is told apart by those directly below it. */
export const figureGroupings = ['none', 'day', 'month', 'area', 'category', 'source', 'severity', 'kind', 'organisation'] as const
export type FigureGrouping = (typeof figureGroupings)[number]

/** What figures are held against: the same length of time before, or the same days a year ago. */
export const figureComparisons = ['previous', 'year_before'] as const
export type FigureComparison = (typeof figureComparisons)[number]

/** A day of the city's calendar. */
const Day = Type.String({ format: 'date' })

/** A figure's value with what it is made of. Of a count `value` is the count; of a share between 0 and 1; of a time the median in minutes. */
export const FigureValue = Type.Object({
  /** Null when there is nothing to count: no share of nothing. */
  value: nullable(Type.Number()),
  /** Of a share: how many, out of how many. Of a time: of how many matters. */
  n: Type.Integer(),
  of: nullable(Type.Integer()),
  /** Of a time: what nine in ten stay under, in minutes. */
  p90: Type.Optional(nullable(Type.Number())),
})
export type FigureValue = Static<typeof FigureValue>

/** By the keys of `figureDefinitions`; those that a grouping does not have are left out. */
const FigureValues = Type.Record(Type.String(), FigureValue)

export const FigureRow = Type.Object({
  /** The day, month, area, code or organisation; '' for what has no category. */
  key: Type.String(),
  name: nullable(Type.Object({ zh: Type.String(), en: Type.String() })),
  figures: FigureValues,
  /** The same of the period it is held against. */
  before: nullable(FigureValues),
})
export type FigureRow = Static<typeof FigureRow>

export const FigureTable = Type.Object({
  area: AreaName,
  from: Day,
  to: Day,
  /** The period it is held against; null when none was asked for. */
  before: nullable(Type.Object({ from: Day, to: Day })),
  total: FigureRow,
  rows: Type.Array(FigureRow),
})
export type FigureTable = Static<typeof FigureTable>

/**
 * While all is counted anew, after an upgrade or by command, there is no answer but `figures_being_counted`, whose fact `counted` says
 * how many matters have been: half a sum would look like a figure.
 */
export const getFigures = route({
  id: 'getFigures',
  method: 'GET',
  path: '/figures',
  tag: 'figures',
  who: { permission: 'figures.read' },
  summary: { zh: '一个区域在一段时间内的指标', en: 'The figures of an area in a period' },
  query: Type.Object(
    {
      /** The area of one’s own post when left out. */
      areaId: Type.Optional(Id),
      /** Both days count. Telling apart by source, severity or organisation, one category below the uppermost, and areas without a desk take whole months. */
      from: Day,
      to: Day,
      by: Type.Optional(oneOf(figureGroupings)),
      categoryCode: Type.Optional(Type.String({ maxLength: 40 })),
      kind: Type.Optional(Type.String({ pattern: '^[a-z]{1,20}$' })),
      against: Type.Optional(oneOf(figureComparisons)),
    },
    { additionalProperties: false },
  ),
  response: FigureTable,
  errors: ['not_found', 'whole_months_needed', 'period_not_possible', 'figures_too_many', 'figures_being_counted'],
})

/** How an area stands among those of the same level below the same one, by one figure. Nobody else's number is told. */
export const FigureStanding = Type.Object({
  figure: Type.String(),
  value: nullable(Type.Number()),
  /** What the value rests on. */
  n: Type.Integer(),
  /** 1 is the best; null with fewer than 30 matters (domain.md §5). */
  rank: nullable(Type.Integer()),
  /** How many areas are ranked, and what the one in their middle has; null when none is. */
  ranked: Type.Integer(),
  median: nullable(Type.Number()),
})
export type FigureStanding = Static<typeof FigureStanding>

export const getFigureStandings = route({
  id: 'getFigureStandings',
  method: 'GET',
  path: '/figures/standings',
  tag: 'figures',
  who: { permission: 'figures.read' },
  summary: { zh: '一个区域在同级区域中的位置', en: 'Where an area stands among those of its level' },
  query: Type.Object({ areaId: Id, from: Day, to: Day }, { additionalProperties: false }),
  /** Without `parent` and with nothing to compare for the top of the tree. */
  response: Type.Object({ parent: nullable(AreaName), siblings: Type.Integer(), standings: Type.Array(FigureStanding) }),
  errors: ['not_found', 'whole_months_needed', 'period_not_possible', 'figures_too_many', 'figures_being_counted'],
})

/** Of a share: what is counted, or what else it is out of. Of a count or a time there is only what is counted. */
export const figureParts = ['counted', 'others'] as const
export type FigurePart = (typeof figureParts)[number]

/** A matter that a figure counts: a row of the desk's list, and what made it count. */
export const MatterBehind = Type.Object({
  ...MatterRow.properties,
  /** What is counted: the matter, or one assignment of it; a matter dispatched twice counts twice. */
  countedId: Id,
  /** When it counts: its report, acceptance, handling, rating or dispatch. */
  countedAt: Instant,
  /** Of a time: how long it took, in minutes. */
  minutes: nullable(Type.Number()),
  /** Of an assignment: whose it was. */
  organisationName: nullable(Type.Object({ zh: Type.String(), en: Type.String() })),
})
export type MatterBehind = Static<typeof MatterBehind>

export const listMattersOfFigure = route({
  id: 'listMattersOfFigure',
  method: 'GET',
  path: '/figures/:figureId/matters',
  tag: 'figures',
  who: { permission: 'figures.read' },
  summary: { zh: '一个指标背后的事项', en: 'The matters behind a figure' },
  params: Type.Object({ figureId: oneOf(figureIds as [(typeof figureIds)[number]]) }),
  query: Type.Object(
    {
      ...PageQuery,
      /** The area of one’s own post when left out. */
      areaId: Type.Optional(Id),
      /** Both days count. */
      from: Day,
      to: Day,
      part: Type.Optional(oneOf(figureParts)),
      /** The category and those below it; '' for what has none. */
      categoryCode: Type.Optional(Type.String({ maxLength: 40 })),
      kind: Type.Optional(Type.String({ pattern: '^[a-z]{1,20}$' })),
      source: Type.Optional(oneOf(matterSources)),
      severity: Type.Optional(oneOf(severities)),
      /** Whose work it was; only of a figure that is told apart by organisation, and then of every kind, as there. */
      organisationId: Type.Optional(Id),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    area: AreaName,
    /** Newest first; of a time the slowest first. */
    items: Type.Array(MatterBehind),
    next: nullable(Type.String()),
    /** How many there are of each part, equal to the figure; told with the first page. */
    numbers: nullable(Type.Object({ counted: Type.Integer(), others: nullable(Type.Integer()) })),
  }),
  errors: ['not_found', 'period_not_possible', 'figure_has_no_such_part', 'figures_being_counted'],
})
