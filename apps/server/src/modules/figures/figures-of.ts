import type { FigureId, FigureValue } from '@linli/contract'
import type { Cached } from '../../platform/cached.ts'
import type { Db } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import type { AreaTree } from '../areas/index.ts'
import { figureValues } from './figure-values.ts'
import { countGroups, nothing, tableFor } from './figures.queries.ts'
import type { Period } from './period.ts'

/** Whose figures are asked for, side by side: of some areas, or of all organisations in one. */
export type Whose = { areaIds: readonly string[] } | { organisationsIn: string }

/** The figures of each over whole months (else `whole_months_needed`), by the id of the area or organisation; of one that did nothing they are empty. */
export async function figuresOf(
  db: Db,
  areas: Cached<AreaTree>,
  whose: Whose,
  period: Period,
): Promise<(id: string) => Partial<Record<FigureId, FigureValue>>> {
  const ofAreas = 'areaIds' in whose
  const what = ofAreas ? { areaIds: whose.areaIds, by: 'area' as const } : { areaIds: [whose.organisationsIn], by: 'organisation' as const }
  const asked = { ...what, period, categoryCode: undefined, kind: undefined }
  const table = tableFor(asked, false)
  if (table === null) throw new LinliError('whole_months_needed')
  const groups = await countGroups(db, areas, table, asked)
  return (id) => figureValues(groups.get(id) ?? { ...nothing, times: ofAreas ? { response: [], handling: [] } : null }, !ofAreas)
}
