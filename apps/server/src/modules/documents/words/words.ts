import type { CardLevel, FigureGrouping, Light, Locale, MatterSource, MatterView, Severity } from '@linli/contract'
import { en } from './en.ts'
import { zh } from './zh.ts'

/** Everything documents say, in one language. Figures and kinds bring their own words. */
export interface DocumentWords {
  names: {
    matters: string
    report(area: string, month: string): string
    figures(area: string, from: string, to: string): string
  }
  about: {
    what: string
    conditions: string
    noConditions: string
    by: string
    byPlan(desk: string): string
    at: string
    atValue(time: string): string
    masked: string
    maskedValue: string
    kept: string
    keptValue(day: string): string
    sheets: string
    sheetsValue: string
    figures: string
    figuresValue: string
  }
  filters: Record<
    | 'view'
    | 'areaId'
    | 'categoryCode'
    | 'kind'
    | 'state'
    | 'light'
    | 'source'
    | 'cardLevel'
    | 'organisationId'
    | 'reportedFrom'
    | 'reportedTo'
    | 'q'
    | 'sort',
    string
  >
  sorts: Record<'newest' | 'oldest' | 'due', string>
  views: Record<MatterView, string>
  footer(by: string, time: string, what: string): string
  matterColumns: readonly string[]
  sources: Record<MatterSource, string>
  severities: Record<Severity, string>
  lights: Record<Light, string>
  cards: Record<CardLevel, string>
  groupings: Record<FigureGrouping, string>
  figureColumns: Record<'before' | 'n' | 'of' | 'median' | 'p90', string>
  total: string
  none: string
  report: ReportWords
}

/** What a monthly report says besides. */
export interface ReportWords {
  title(month: string): string
  made(time: string, by: string): string
  notOver: string
  glance: string
  againstBefore: string
  againstYear: string
  points: string
  same: string
  noneBefore: string
  figure: string
  thisMonth: string
  monthBefore: string
  yearBefore: string
  madeOf: string
  p90: string
  p90Of(time: string): string
  trend: string
  trendRates: string
  trendNote: string
  funnel: string
  funnelNote: string
  steps: Record<'reported' | 'accepted' | 'dispatched' | 'handled' | 'closed' | 'rated', string>
  times: string
  timesNote: string
  categories: string
  category: string
  uncategorised: string
  others: string
  areas: string
  areasNote(least: number): string
  noAreas: string
  rank: string
  area: string
  reported: string
  notRanked(least: number): string
  definitions: string
  definitionsNote: string
  page(number: number, all: number): string
  minutes(minutes: number): string
  sheets: Record<'overview' | 'trend' | 'categories' | 'areas' | 'definitions', string>
  monthName(month: string): string
}

export function wordsOfDocuments(locale: Locale): DocumentWords {
  return locale === 'zh' ? zh : en
}
