import {
  type AreaMeasure,
  type FigureDefinition,
  figureDefinitions,
  type FigureId,
  figureIds,
  type FigureValue,
  type OrganisationMeasure,
  organisationMeasures,
} from '@linli/contract'
import { minutesOf } from '../matters/index.ts'
import type { Counted } from './figures.queries.ts'

/** The values of every figure that can be made of these counts, by its definition and nothing else. */
export function figureValues(counted: Counted, isOfOrganisation = false): Record<string, FigureValue> {
  const ids = isOfOrganisation ? figureIds.filter((id) => isCountedOfOrganisations(figureDefinitions[id])) : figureIds
  return Object.fromEntries(ids.flatMap((id: FigureId) => valueOf(figureDefinitions[id], counted).map((value) => [id, value])))
}

function valueOf({ counts, outOf, without, unit }: FigureDefinition, counted: Counted): FigureValue[] {
  if (typeof counts === 'string') return counted.times ? [timeValue(counted.times[counts])] : []
  const n = sum(counted, counts)
  if (unit === 'count') return [{ value: n, n, of: null }]
  const of = sum(counted, outOf ?? []) - sum(counted, without ?? [])
  return [{ value: of > 0 ? n / of : null, n, of }]
}

function timeValue(steps: readonly number[]): FigureValue {
  const n = steps.reduce((total, amount) => total + (amount ?? 0), 0)
  return { value: quantile(steps, n, 0.5), n, of: null, p90: quantile(steps, n, 0.9) }
}

/** The minutes that this share of all stay under; null of none. */
function quantile(steps: readonly number[], n: number, share: number): number | null {
  if (n === 0) return null
  let passed = 0
  for (const [step, amount] of steps.entries()) {
    passed += amount ?? 0
    if (passed >= share * n) return minutesOf(step)
  }
  return null
}

function sum({ counts }: Counted, measures: readonly AreaMeasure[]): number {
  return measures.reduce((total, measure) => total + (counts[measure] ?? 0), 0)
}

/** Whether a figure can be told of one organisation's work. */
export function isCountedOfOrganisations({ counts, outOf = [], without = [] }: FigureDefinition): boolean {
  const kept = organisationMeasures as readonly string[]
  return (
    typeof counts !== 'string' &&
    [...counts, ...outOf, ...without].every((measure: AreaMeasure | OrganisationMeasure) => kept.includes(measure))
  )
}
