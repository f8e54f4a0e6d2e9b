import type { Serve } from '../../platform/http.ts'
import type { Actor } from '../access/index.ts'
import { cycleRoutes } from './cycles.routes.ts'
import type { EvaluationTools } from './load-cycle.ts'
import { rubricRoutes } from './rubrics.routes.ts'
import { sheetRoutes } from './sheets.routes.ts'

export { awardDue } from './award-due.ts'

/** How areas and organisations are evaluated, cycle by cycle. */
export function evaluationRoutes(serve: Serve<Actor>, tools: EvaluationTools): void {
  rubricRoutes(serve, tools)
  cycleRoutes(serve, tools)
  sheetRoutes(serve, tools)
}
