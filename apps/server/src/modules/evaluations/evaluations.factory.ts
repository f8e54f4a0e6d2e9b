import type { Rubric } from '@linli/contract'
import type { TestCity } from '../../testing/test-city.ts'

/** How communities are evaluated in tests. */
export const communityRubric: Rubric = {
  nameZh: '社区月度考评',
  nameEn: 'Communities, monthly',
  subject: 'area',
  of: 'community',
  indicators: [
    { figureId: 'completion', weight: 40, full: 0.95, none: 0.5 },
    { figureId: 'satisfaction', weight: 40, full: 0.9, none: 0.4 },
    { figureId: 'first_response', weight: 20, full: 30, none: 600 },
  ],
  caps: [{ figureId: 'satisfaction', worseThan: 0.6, mostPoints: 79 }],
  vetoes: ['弄虚作假', '发生重大责任事故'],
  stars: [50, 60, 70, 80, 90],
}

/** A rubric written by its keeper, and a cycle of it in the supervisor's area over eleven months. */
export async function beginEvaluation(city: TestCity, content: Rubric = communityRubric) {
  const [keeper, supervisor] = await Promise.all([city.as('rules'), city.as('supervisor')])
  const rubric = await keeper.saveRubric({ body: { content, note: '第一版' } })
  const period = { from: '2025-04-01', to: '2026-02-28' }
  const { area } = await supervisor.getFigures({ query: period })
  const cycle = await supervisor.createCycle({ body: { rubricId: rubric.rubricId, areaId: area.id, ...period } })
  const { sheets } = await supervisor.getCycle({ params: { cycleId: cycle.id } })
  return { keeper, supervisor, rubric, cycle, area, sheets }
}
