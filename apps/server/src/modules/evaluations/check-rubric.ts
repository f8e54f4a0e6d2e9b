import { figureDefinitions, type FigureDefinition, organisationKinds, type Rubric } from '@linli/contract'
import type { AreaTree } from '../areas/index.ts'
import { isCountedOfOrganisations } from '../figures/index.ts'

/** What is wrong with a rubric, each with its place in it; empty when it can be used. */
export function faultsOfRubric(rubric: Rubric, areas: Pick<AreaTree, 'levels'>): { pointer: string; message: string }[] {
  const faults: { pointer: string; message: string }[] = []
  const fault = (pointer: string, message: string) => faults.push({ pointer: `/content${pointer}`, message })
  const { subject, of, indicators, caps, stars } = rubric
  const known = subject === 'area' ? areas.levels.map(({ code }) => code) : (organisationKinds as readonly string[])
  if (!known.includes(of)) fault('/of', 'is not known')
  if (indicators.reduce((sum, { weight }) => sum + weight, 0) !== 100) fault('/indicators', 'weights do not add up to 100')
  if (new Set(indicators.map(({ figureId }) => figureId)).size < indicators.length) fault('/indicators', 'names a figure twice')
  for (const [index, { figureId, full, none }] of indicators.entries()) {
    const definition: FigureDefinition = figureDefinitions[figureId]
    const at = `/indicators/${index}`
    // Counts depend on how large an area is; what is neither better nor worse says nothing of anybody.
    if (definition.unit === 'count' || definition.better === null) fault(at, 'is not a figure to compare by')
    else if ((definition.better === 'more') !== full > none || full === none) fault(at, 'full and none are the wrong way round')
    if (subject === 'organisation' && !isCountedOfOrganisations(definition)) fault(at, 'is not counted of organisations')
    if (definition.unit === 'share' && [full, none].some((share) => share < 0 || share > 1)) fault(at, 'is no share')
  }
  for (const [index, { figureId }] of caps.entries())
    if (!indicators.some((indicator) => indicator.figureId === figureId)) fault(`/caps/${index}`, 'is of no indicator')
  if (stars.some((points, index) => index > 0 && points < (stars[index - 1] ?? 0))) fault('/stars', 'do not rise')
  return faults
}
