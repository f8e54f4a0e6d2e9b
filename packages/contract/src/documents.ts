import Type, { type Static } from 'typebox'
import { AreaName, ListFilters } from './matters.ts'
import { figureComparisons, figureGroupings } from './figures.ts'
import { route } from './route.ts'
import { Id, Instant, Locale, nullable, oneOf } from './schema.ts'

/** What a document is made of: a month of an area, a list of matters, or a table of figures. */
export const documentKinds = ['report', 'matters', 'figures'] as const
export type DocumentKind = (typeof documentKinds)[number]

export const reportFormats = ['pdf', 'xlsx'] as const
export const exportFormats = ['xlsx', 'csv'] as const
export const documentFormats = ['pdf', 'xlsx', 'csv'] as const
export type DocumentFormat = (typeof documentFormats)[number]

/**
 * waiting → working → ready → expired; on the way it may be cancelled, or fail for good. A run that died is taken up again,
 * so `working` may begin anew.
 */
export const documentStates = ['waiting', 'working', 'ready', 'failed', 'cancelled', 'expired'] as const
export type DocumentState = (typeof documentStates)[number]

/** What a sheet holds in every spreadsheet program; longer lists go on in a further sheet. */
export const mostSheetRows = 1_048_576

/** A month of the calendar. */
const Month = Type.String({ pattern: '^20\\d\\d-(?:0[1-9]|1[0-2])$' })

/** How long a document is kept before its file is deleted. */
const KeptDays = Type.Integer({ minimum: 1, maximum: 90, default: 7 })

/** What can be ordered without asking for more than this at a time. */
export const mostUnfinishedDocuments = 5

export const DocumentEntry = Type.Object({
  id: Id,
  kind: oneOf(documentKinds),
  format: oneOf(documentFormats),
  locale: Locale,
  state: oneOf(documentStates),
  /** What it is called, with its ending. */
  name: Type.String(),
  /** The area of a report or of figures; null for a list of matters. */
  area: nullable(AreaName),
  /** Of a report. */
  month: nullable(Month),
  /** Rows written, or parts of a report made. */
  done: Type.Integer(),
  /** Out of how many; null while nobody knows. */
  total: nullable(Type.Integer()),
  bytes: nullable(Type.Integer()),
  orderedAt: Instant,
  /** Null for one that a plan has ordered. */
  orderedBy: nullable(Type.String()),
  isMine: Type.Boolean(),
  endedAt: nullable(Instant),
  /** When its file is deleted; null while there is none. */
  expiresAt: nullable(Instant),
})
export type DocumentEntry = Static<typeof DocumentEntry>

const how = { locale: Locale, keptDays: Type.Optional(KeptDays) }

export const orderReport = route({
  id: 'orderReport',
  method: 'POST',
  path: '/documents/reports',
  tag: 'documents',
  who: { permission: 'figures.read' },
  idempotent: true,
  status: 202,
  summary: { zh: '生成一个区域一个月的月报', en: 'Have the report of an area and a month made' },
  body: Type.Object({ areaId: Id, month: Month, format: oneOf(reportFormats), ...how }, { additionalProperties: false }),
  response: DocumentEntry,
  errors: ['not_found', 'period_not_possible', 'too_many_documents'],
})

export const exportMatters = route({
  id: 'exportMatters',
  method: 'POST',
  path: '/documents/matter-lists',
  tag: 'documents',
  who: { permission: 'matters.list' },
  idempotent: true,
  status: 202,
  summary: { zh: '导出一份事项清单，个人信息已脱敏', en: 'Export a list of matters, with personal data masked' },
  body: Type.Object({ filters: ListFilters, format: oneOf(exportFormats), ...how }, { additionalProperties: false }),
  response: DocumentEntry,
  errors: ['not_found', 'too_many_documents'],
})

/** What is asked of the figures, as `getFigures` takes it. */
export const FigureQuestion = Type.Object(
  {
    areaId: Type.Optional(Id),
    from: Type.String({ format: 'date' }),
    to: Type.String({ format: 'date' }),
    by: Type.Optional(oneOf(figureGroupings)),
    categoryCode: Type.Optional(Type.String({ maxLength: 40 })),
    kind: Type.Optional(Type.String({ pattern: '^[a-z]{1,20}$' })),
    against: Type.Optional(oneOf(figureComparisons)),
  },
  { additionalProperties: false },
)
export type FigureQuestion = Static<typeof FigureQuestion>

export const exportFigures = route({
  id: 'exportFigures',
  method: 'POST',
  path: '/documents/figure-tables',
  tag: 'documents',
  who: { permission: 'figures.read' },
  idempotent: true,
  status: 202,
  summary: { zh: '导出一张指标表，附指标定义', en: 'Export a table of figures with their definitions' },
  body: Type.Object({ question: FigureQuestion, format: oneOf(exportFormats), ...how }, { additionalProperties: false }),
  response: DocumentEntry,
  errors: ['not_found', 'whole_months_needed', 'period_not_possible', 'figures_too_many', 'figures_being_counted', 'too_many_documents'],
})

export const listDocuments = route({
  id: 'listDocuments',
  method: 'GET',
  path: '/documents',
  tag: 'documents',
  who: 'staff',
  summary: { zh: '我的文件和我能看到的月报，最新的在前', en: 'My documents, and the planned reports I may see, newest first' },
  query: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 100 })) }, { additionalProperties: false }),
  response: Type.Object({ items: Type.Array(DocumentEntry) }),
  errors: [],
})

const params = Type.Object({ documentId: Id })

export const downloadDocument = route({
  id: 'downloadDocument',
  method: 'GET',
  path: '/documents/:documentId/content',
  tag: 'documents',
  who: 'staff',
  stream: 'application/octet-stream',
  summary: { zh: '下载文件；每次下载都会记录', en: 'The bytes of a document; each download is written down' },
  params,
  response: Type.String(),
  errors: ['not_found', 'document_expired', 'document_not_ready', 'file_store_unavailable'],
})

export const cancelDocument = route({
  id: 'cancelDocument',
  method: 'POST',
  path: '/documents/:documentId/cancellation',
  tag: 'documents',
  who: 'staff',
  idempotent: true,
  summary: { zh: '取消一份还没做完的文件', en: 'Cancel a document that is not ready yet' },
  params,
  response: DocumentEntry,
  errors: ['not_found', 'document_not_open'],
})

/** A report that is made by itself each month, of the month before. */
export const ReportPlan = Type.Object({
  id: Id,
  area: AreaName,
  /** The desk that is told; null when it is one person. */
  desk: nullable(AreaName),
  /** Who set it up. */
  setUpBy: Type.String(),
  /** The day of the month it is made on. */
  day: Type.Integer(),
  format: oneOf(reportFormats),
  locale: Locale,
  keptDays: Type.Integer(),
  /** The next day it is made on. */
  nextOn: Type.String({ format: 'date' }),
})
export type ReportPlan = Static<typeof ReportPlan>

export const listReportPlans = route({
  id: 'listReportPlans',
  method: 'GET',
  path: '/report-plans',
  tag: 'documents',
  who: { permission: 'figures.read' },
  summary: { zh: '按月自动生成的月报', en: 'The reports that are made by themselves each month' },
  response: Type.Object({ items: Type.Array(ReportPlan) }),
  errors: [],
})

export const addReportPlan = route({
  id: 'addReportPlan',
  method: 'POST',
  path: '/report-plans',
  tag: 'documents',
  who: { permission: 'figures.read' },
  idempotent: true,
  status: 201,
  summary: { zh: '订阅一个区域的月报', en: 'Subscribe to the monthly report of an area' },
  body: Type.Object(
    {
      areaId: Id,
      /** Not later than the 28th, which every month has. */
      day: Type.Integer({ minimum: 1, maximum: 28 }),
      format: oneOf(reportFormats),
      locale: Locale,
      keptDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 90 })),
    },
    { additionalProperties: false },
  ),
  response: ReportPlan,
  errors: ['not_found', 'already_exists'],
})

export const endReportPlan = route({
  id: 'endReportPlan',
  method: 'DELETE',
  path: '/report-plans/:planId',
  tag: 'documents',
  who: { permission: 'figures.read' },
  summary: { zh: '取消订阅', en: 'End a subscription' },
  params: Type.Object({ planId: Id }),
  response: null,
  errors: ['not_found'],
})
