import type { Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import type { ColumnValue } from './statement-text.ts'
import type { Tally } from './tally.ts'

/** The rows of what changes in the figures, beside the matter's own in the statement of an action. */
export function tallyRows(tallies: readonly Tally[], at: Date): ColumnValue[][] {
  return tallies.map((tally) => [
    ['id', 'uuid', randomIds.next(at)],
    ['area_id', 'uuid', tally.areaId],
    ['day', 'date', tally.day],
    ['category_code', 'text', tally.categoryCode],
    ['source', 'text', tally.source],
    ['severity', 'text', tally.severity],
    ['kind', 'text', tally.kind],
    ['organisation_id', 'uuid', tally.organisationId],
    ['counts', 'jsonb', JSON.stringify(tally.counts)],
  ])
}

/** The same rows in a transaction that changes a matter without an action, such as the split of an area. */
export async function writeTallies(tx: Transaction, matterId: string, tallies: readonly Tally[], at: Date): Promise<void> {
  if (tallies.length === 0) return
  await tx
    .insertInto('tally_changes')
    .values(
      tallies.map((tally) => ({
        id: randomIds.next(at),
        matter_id: matterId,
        area_id: tally.areaId,
        day: tally.day,
        category_code: tally.categoryCode,
        source: tally.source,
        severity: tally.severity,
        kind: tally.kind,
        organisation_id: tally.organisationId,
        counts: JSON.stringify(tally.counts),
      })),
    )
    .execute()
}
