import type { FigureId, Rubric } from '@linli/contract'
import { isShare } from './figure-words.ts'

/** A rubric as it is typed: shares in percent, veto items a line each. */
export interface RubricValues {
  nameZh: string
  nameEn: string
  subject: Rubric['subject']
  of: string
  indicators: { figureId: FigureId; weight: number; full: number; none: number }[]
  caps?: { figureId: FigureId; worseThan: number; mostPoints: number }[]
  vetoes?: string
  stars: number[]
  note: string
}

/** What the form begins with: the version before, or the usual stars. */
export function valuesOf(rubric: Rubric | null): Partial<RubricValues> {
  if (!rubric) return { subject: 'area', indicators: [], caps: [], stars: [50, 60, 70, 80, 90] }
  return {
    ...rubric,
    indicators: rubric.indicators.map((indicator) => ({
      ...indicator,
      full: shown(indicator.figureId, indicator.full),
      none: shown(indicator.figureId, indicator.none),
    })),
    caps: rubric.caps.map((cap) => ({ ...cap, worseThan: shown(cap.figureId, cap.worseThan) })),
    vetoes: rubric.vetoes.join('\n'),
  }
}

export function rubricOf({ note: _note, ...values }: RubricValues): Rubric {
  return {
    ...values,
    nameZh: values.nameZh.trim(),
    nameEn: values.nameEn.trim(),
    indicators: values.indicators.map((indicator) => ({
      ...indicator,
      full: kept(indicator.figureId, indicator.full),
      none: kept(indicator.figureId, indicator.none),
    })),
    caps: (values.caps ?? []).map((cap) => ({ ...cap, worseThan: kept(cap.figureId, cap.worseThan) })),
    vetoes: [...new Set((values.vetoes ?? '').split('\n').flatMap((line) => line.trim() || []))],
  }
}

function shown(figureId: FigureId, value: number): number {
  return isShare(figureId) ? Math.round(value * 1000) / 10 : value
}

function kept(figureId: FigureId, value: number): number {
  return isShare(figureId) ? value / 100 : value
}
