import { type FigureId, type FigureValue, type Indicator, leastRanked, type Rubric } from '@linli/contract'
import type { Entry, Line } from './evaluation.ts'

/** Where a subject stands after what reviewers have done. */
export interface Standing {
  /** By the computed points alone, without caps. Null when nothing could be counted. */
  computed: number | null
  total: number | null
  before: number | null
  /** The points put in place of computed ones, by figure. */
  corrected: ReadonlyMap<FigureId, number>
  vetoes: readonly string[]
  appealOpen: boolean
  unranked: 'veto' | 'few' | null
}

/** Points by a straight line between none and full, to a tenth; null of nothing. */
export function pointsOf({ weight, full, none }: Indicator, value: number | null): number | null {
  if (value === null) return null
  return rounded(weight * Math.min(1, Math.max(0, (value - none) / (full - none))))
}

type Figures = Partial<Record<FigureId, FigureValue>>

/** The lines of a subject's sheet, from its figures of the period and of the one before. */
export function scoreLines({ indicators }: Rubric, now: Figures, before: Figures): Line[] {
  return indicators.map((indicator) => {
    const counted = (figures: Figures) => {
      const { value, n, of } = figures[indicator.figureId] ?? { value: null, n: 0, of: null }
      return { value, n, of, points: pointsOf(indicator, value) }
    }
    return { figureId: indicator.figureId, ...counted(now), before: counted(before) }
  })
}

/** What the entries of a sheet make of its lines. */
export function standingOf(rubric: Rubric, lines: readonly Line[], entries: readonly Entry[]): Standing {
  const corrected = correctionsOf(entries)
  const vetoes = vetoesOf(entries)
  const few = lines.some(({ n, of }) => (of ?? n) < leastRanked)
  return {
    computed: sum(lines.map(({ points }) => points)),
    total: capped(rubric, lines, sum(lines.map(({ figureId, points }) => corrected.get(figureId) ?? points))),
    before: capped(
      rubric,
      lines.map((line) => ({ ...line, ...line.before })),
      sum(lines.map(({ before }) => before.points)),
    ),
    corrected,
    vetoes,
    appealOpen: hasOpenAppeal(entries),
    unranked: vetoes.length > 0 ? 'veto' : few ? 'few' : null,
  }
}

export interface Award {
  place: number | null
  stars: number | null
}

/** Places and stars of all who are ranked: equal totals share a place. The points for the stars rise. */
export function awardsOf({ stars }: Rubric, standings: readonly Standing[]): Award[] {
  const ranked = standings.flatMap(({ unranked, total }) => (unranked === null && total !== null ? [total] : []))
  return standings.map(({ unranked, total }) => {
    if (unranked !== null || total === null) return { place: null, stars: null }
    return { place: 1 + ranked.filter((other) => other > total).length, stars: stars.filter((points) => total >= points).length }
  })
}

function correctionsOf(entries: readonly Entry[]): Map<FigureId, number> {
  const corrected = new Map<FigureId, number>()
  for (const { action, content } of entries) {
    if (action !== 'correct' || content.figureId === undefined) continue
    if (content.points == null) corrected.delete(content.figureId)
    else corrected.set(content.figureId, content.points)
  }
  return corrected
}

function vetoesOf(entries: readonly Entry[]): string[] {
  const held = new Set<string>()
  for (const { action, content } of entries) {
    if (content.veto === undefined) continue
    if (action === 'veto') held.add(content.veto)
    if (action === 'lift_veto') held.delete(content.veto)
  }
  return [...held]
}

function hasOpenAppeal(entries: readonly Entry[]): boolean {
  return entries.findLast(({ action }) => action === 'appeal' || action === 'answer_appeal')?.action === 'appeal'
}

/** No more than the smallest cap whose figure is worse than it may be. */
function capped({ caps, indicators }: Rubric, lines: readonly Line[], total: number | null): number | null {
  if (total === null) return null
  const holding = caps.filter(({ figureId, worseThan }) => {
    const value = lines.find((line) => line.figureId === figureId)?.value ?? null
    const indicator = indicators.find((each) => each.figureId === figureId)
    if (value === null || !indicator) return false
    return indicator.full > indicator.none ? value < worseThan : value > worseThan
  })
  return Math.min(total, ...holding.map(({ mostPoints }) => mostPoints))
}

/** Null when none of them is known. */
function sum(points: readonly (number | null)[]): number | null {
  const known = points.filter((each) => each !== null)
  return known.length === 0 ? null : rounded(known.reduce((total, each) => total + each, 0))
}

function rounded(points: number): number {
  return Math.round(points * 10) / 10
}
