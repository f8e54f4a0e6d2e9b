import { type LimitRow, type LimitUnit, severities } from '@linli/contract'
import type { Reader, Transaction } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import { type LimitRule, mostSpecific } from './limits.ts'

/** The limits in force, as rules. */
export async function readLimits(db: Reader): Promise<LimitRule[]> {
  return findLimits(db)
}

/** The limits in force with who changed them when, in order of clock and then of how special they are. */
export async function findLimits(db: Reader, limitId?: string): Promise<LimitRow[]> {
  let query = db
    .selectFrom('limits as l')
    .leftJoin('accounts as a', 'a.id', 'l.changed_by')
    .selectAll('l')
    .select('a.display_name')
    .orderBy('l.clock')
    .orderBy('l.category_code', (order) => order.asc().nullsFirst())
    .orderBy('l.severity', (order) => order.asc().nullsFirst())
    .orderBy('l.area_class', (order) => order.asc().nullsFirst())
  query = limitId === undefined ? query.where('l.ended_at', 'is', null) : query.where('l.id', '=', limitId)
  return (await query.execute()).map((row) => ({
    id: row.id,
    clock: row.clock,
    categoryCode: row.category_code,
    severity: row.severity as LimitRow['severity'],
    areaClass: row.area_class as LimitRow['areaClass'],
    amount: row.amount,
    unit: row.unit as LimitUnit,
    version: row.version,
    changedAt: row.changed_at?.toISOString() ?? null,
    changedBy: row.display_name,
  }))
}

/** One limit, also when it has ended; throws `not_found`. */
export async function requireLimit(db: Reader, limitId: string): Promise<LimitRow> {
  const [limit] = await findLimits(db, limitId)
  if (!limit) throw new LinliError('not_found')
  return limit
}

/** Who changes a rule, and when. */
export interface ChangeMark {
  accountId: string | null
  at: Date
}

/** Two limits with the same conditions are a unique violation, which the caller is told as `already_exists`. */
export async function insertLimit(tx: Transaction, id: string, rule: LimitRule, by: ChangeMark): Promise<void> {
  await tx
    .insertInto('limits')
    .values({
      id,
      clock: rule.clock,
      category_code: rule.categoryCode,
      severity: rule.severity,
      area_class: rule.areaClass,
      amount: rule.amount,
      unit: rule.unit,
      changed_at: by.at,
      changed_by: by.accountId,
    })
    .execute()
}

/** Changes a limit that still has the version the caller saw. Throws `rule_changed`, with what it says now, otherwise. */
export async function updateLimit(
  tx: Transaction,
  present: LimitRow,
  expectedVersion: number,
  set: { amount: number; unit: LimitUnit } | { ended_at: Date },
  by: ChangeMark,
): Promise<void> {
  const done = await tx
    .updateTable('limits')
    .set({ ...set, version: present.version + 1, changed_at: by.at, changed_by: by.accountId })
    .where('id', '=', present.id)
    .where('version', '=', expectedVersion)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (Number(done.numUpdatedRows) === 1) return
  const { amount, unit, version, changedAt, changedBy } = present
  throw new LinliError('rule_changed', { facts: { amount, unit, version, changedAt, changedBy } })
}

/** Whether some matters would be left without any limit for the clock of this one, if it ended. No clock may be without one (domain.md §2 rule 7). */
export function isNeeded(limits: readonly LimitRow[], ending: LimitRow): boolean {
  const covers = (rules: readonly LimitRule[]) =>
    severities.filter((severity) => mostSpecific(rules, { clock: ending.clock, categoryCode: null, severity, areaClass: 'any other' }))
  return covers(limits.filter((limit) => limit.id !== ending.id)).length < covers(limits).length
}
