import { type FigureDefinition, leastRanked } from './figure-definitions.ts'
import type { FigureRow, FigureValue } from './figures.ts'

/** A row of a table with its place; null for who is not ranked. */
export interface Placed {
  row: FigureRow
  rank: number | null
}

/** How many matters a value rests on. */
export function basisOf(value: FigureValue | undefined): number {
  return value === undefined ? 0 : (value.of ?? value.n)
}

/**
 * The rows in the order of a figure: the best first, equal values with the same rank, and after them those that rest on fewer
 * than 30 matters or have no value, which no rank is given (domain.md §5). Counts are only ordered, by size: many is no merit.
 */
export function placed(rows: readonly FigureRow[], figure: string, { unit, better }: Pick<FigureDefinition, 'unit' | 'better'>): Placed[] {
  const valueOf = (row: FigureRow) => row.figures[figure]?.value ?? null
  const bySize = [...rows].toSorted((a, b) => (valueOf(b) ?? -1) - (valueOf(a) ?? -1))
  if (unit === 'count' || better === null) return bySize.map((row) => ({ row, rank: null }))
  const ranked = bySize.filter((row) => valueOf(row) !== null && basisOf(row.figures[figure]) >= leastRanked)
  if (better === 'less') ranked.reverse()
  const others = bySize.filter((row) => !ranked.includes(row)).toSorted((a, b) => basisOf(b.figures[figure]) - basisOf(a.figures[figure]))
  return [
    ...ranked.map((row) => ({ row, rank: 1 + ranked.findIndex((other) => valueOf(other) === valueOf(row)) })),
    ...others.map((row) => ({ row, rank: null })),
  ]
}
