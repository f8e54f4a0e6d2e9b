import { type FigureComparison, figureComparisons, type FigureId, figureIds } from '@linli/contract'
import { textsOf } from '../../app/search-texts.ts'
import { type PeriodUnit, periodUnits } from './period.ts'

/** By what the figures of an area are told apart. */
export const breakdowns = ['area', 'category', 'organisation', 'source', 'severity'] as const
export type Breakdown = (typeof breakdowns)[number]

export const figurePages = ['numbers', 'portrait'] as const
export type FigurePage = (typeof figurePages)[number]

/** What the address of the figures says: where, when, of what, against what, and which table is ordered by which figure. */
export interface FiguresSearch {
  show?: FigurePage | undefined
  area?: string | undefined
  unit?: PeriodUnit | undefined
  /** A day in the period; today when absent. */
  on?: string | undefined
  category?: string | undefined
  against?: FigureComparison | undefined
  by?: Breakdown | undefined
  figure?: FigureId | undefined
}

/** Takes from an address what is right in it. */
export function readFiguresSearch(search: Record<string, unknown>): FiguresSearch {
  const { on, ...words } = textsOf(search, 'area', 'category', 'on')
  const show = figurePages.find((one) => one === search['show'])
  const unit = periodUnits.find((one) => one === search['unit'])
  const against = figureComparisons.find((one) => one === search['against'])
  const by = breakdowns.find((one) => one === search['by'])
  const figure = figureIds.find((one) => one === search['figure'])
  return {
    ...words,
    ...(on && isDay(on) && { on }),
    ...(show && { show }),
    ...(unit && { unit }),
    ...(against && { against }),
    ...(by && { by }),
    ...(figure && { figure }),
  }
}

/** A day between the years that figures can be asked for. */
function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return /^(19|20|21)\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
