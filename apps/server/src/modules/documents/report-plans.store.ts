import type { Reader, Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'

export interface NewPlan {
  areaId: string
  deskAreaId: string | null
  accountId: string
  day: number
  format: string
  locale: string
  keptDays: number
}

export async function insertPlan(tx: Transaction, plan: NewPlan, at: Date): Promise<string> {
  const id = randomIds.next(at)
  await tx
    .insertInto('report_plans')
    .values({
      id,
      area_id: plan.areaId,
      desk_area_id: plan.deskAreaId,
      account_id: plan.accountId,
      day: plan.day,
      format: plan.format,
      locale: plan.locale,
      kept_days: plan.keptDays,
      created_at: at,
    })
    .execute()
  return id
}

/** The plans in force, with who set them up. */
export function findPlans(db: Reader) {
  return db
    .selectFrom('report_plans as p')
    .innerJoin('accounts as a', 'a.id', 'p.account_id')
    .selectAll('p')
    .select('a.display_name as set_up_by')
    .where('p.ended_at', 'is', null)
    .orderBy('p.id')
    .execute()
}
export type PlanRow = Awaited<ReturnType<typeof findPlans>>[number]

export async function endPlan(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.updateTable('report_plans').set({ ended_at: at }).where('id', '=', id).where('ended_at', 'is', null).execute()
}
