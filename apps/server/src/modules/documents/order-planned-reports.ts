import { inTransaction } from '../../platform/db.ts'
import type { DocumentTools } from './document.ts'
import { nameOfDocument } from './document-name.ts'
import { insertDocument } from './documents.store.ts'
import { dueMonth } from './plan-days.ts'
import { endPlan, findPlans } from './report-plans.store.ts'

/**
 * Orders the reports whose day has come, of the month before. A server that was down on the day makes good for it later in the
 * month; of two that look at once one orders, since a plan and a month are one document.
 */
export async function orderPlannedReports({ matters: { db, clock, books } }: DocumentTools): Promise<number> {
  const now = clock.now()
  let ordered = 0
  for (const plan of await findPlans(db.read)) {
    const month = dueMonth({ day: plan.day, createdAt: plan.created_at }, now)
    if (month === null) continue
    const area = books.areas.get().get(plan.area_id)
    const request = { kind: 'report', areaId: plan.area_id, month } as const
    const how = { format: plan.format as 'pdf' | 'xlsx', locale: plan.locale as 'zh' | 'en', keptDays: plan.kept_days }
    const isNew = await inTransaction(db, async (tx) => {
      // An area that was merged or split has no reports any more; those it became have their own.
      if (!area) return endPlan(tx, plan.id, now).then(() => false)
      const document = { request, ...how, accountId: plan.account_id, planId: plan.id, areaId: area.id }
      const id = await insertDocument(tx, db.city, { ...document, name: nameOfDocument({ request, ...how }, area.name, now) }, now)
      return id !== null
    })
    if (isNew) ordered += 1
  }
  return ordered
}
