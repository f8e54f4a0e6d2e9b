import { type Locale, type ReportPlan, routes } from '@linli/contract'
import { inTransaction, type Reader } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import { type Actor, mayAt } from '../access/index.ts'
import { writeAudit } from '../audit/index.ts'
import { figureAreaOf } from '../figures/index.ts'
import type { DocumentTools } from './document.ts'
import { monthBefore, nextDay } from './plan-days.ts'
import { endPlan, findPlans, insertPlan, type PlanRow } from './report-plans.store.ts'
import { cityDay } from './document.ts'

const keptDays = 90

/** Reports that are made each month by themselves. A clerk subscribes for their desk, anybody else for themselves. */
export function reportPlanRoutes(serve: Serve<Actor>, { matters }: Pick<DocumentTools, 'matters'>): void {
  const { db, clock, books } = matters

  const seen = async (reader: Reader, caller: Actor) => {
    const areas = books.areas.get()
    const mine = (await findPlans(reader)).filter(
      (plan) => isOf(plan, caller) && mayAt(caller, 'figures.read', areas.get(plan.area_id)?.path ?? '?'),
    )
    const made = await madeThisMonth(reader, mine, clock.now())
    return mine.map((plan) => presentPlan(plan, made.has(plan.id)))
  }
  const presentPlan = (plan: PlanRow, hasMade: boolean): ReportPlan => {
    const named = (id: string | null) => {
      const area = id === null ? undefined : books.areas.get().get(id)
      return area ? { id: area.id, name: area.name, level: area.level } : null
    }
    return {
      id: plan.id,
      area: named(plan.area_id) ?? { id: plan.area_id, name: '', level: '' },
      desk: named(plan.desk_area_id),
      setUpBy: plan.set_up_by,
      day: plan.day,
      format: plan.format as ReportPlan['format'],
      locale: plan.locale as Locale,
      keptDays: plan.kept_days,
      nextOn: nextDay(plan.day, clock.now(), hasMade),
    }
  }

  serve(routes.listReportPlans, async ({ caller }) => ({ items: await seen(db.read, caller) }))

  serve(routes.addReportPlan, ({ body, caller, intention }) => {
    const area = figureAreaOf(caller, books.areas.get(), body.areaId)
    const { accountId } = caller
    if (accountId === null) throw new LinliError('not_allowed')
    // The narrowest desk of theirs that answers for the area.
    const desk = caller.posts
      .filter((post) => post.role === 'desk_clerk' && post.areaPath !== null && area.path.startsWith(post.areaPath))
      .toSorted((a, b) => (b.areaPath?.length ?? 0) - (a.areaPath?.length ?? 0))[0]
    const at = clock.now()
    return inTransactionOnce(db, intention, at, async (tx) => {
      const deskAreaId = desk?.areaId ?? null
      const id = await insertPlan(tx, { ...body, areaId: area.id, deskAreaId, accountId, keptDays: body.keptDays ?? keptDays }, at)
      const detail = { areaId: area.id, day: body.day, format: body.format }
      await writeAudit(tx, { accountId, action: 'report_planned', objectKind: 'document', objectId: id, detail }, at)
      const plan = (await seen(tx, caller)).find((one) => one.id === id)
      if (!plan) throw new LinliError('not_found')
      return plan
    })
  })

  serve(routes.endReportPlan, async ({ params, caller }) => {
    const plan = (await findPlans(db.read)).find((one) => one.id === params.planId && isOf(one, caller))
    if (!plan) throw new LinliError('not_found')
    const at = clock.now()
    await inTransaction(db, async (tx) => {
      await endPlan(tx, plan.id, at)
      const detail = { areaId: plan.area_id }
      await writeAudit(
        tx,
        { accountId: caller.accountId, action: 'report_plan_ended', objectKind: 'document', objectId: plan.id, detail },
        at,
      )
    })
    return undefined
  })
}

/** A desk's plan is of everybody who sits there. */
function isOf(plan: PlanRow, caller: Actor): boolean {
  if (plan.desk_area_id === null) return plan.account_id === caller.accountId
  return caller.posts.some((post) => post.role === 'desk_clerk' && post.areaId === plan.desk_area_id)
}

async function madeThisMonth(db: Reader, plans: readonly PlanRow[], now: Date): Promise<Set<string>> {
  if (plans.length === 0) return new Set()
  const rows = await db
    .selectFrom('documents')
    .select('plan_id')
    .where(
      'plan_id',
      'in',
      plans.map(({ id }) => id),
    )
    .where('month', '=', `${monthBefore(cityDay(now))}-01`)
    .execute()
  return new Set(rows.flatMap(({ plan_id }) => (plan_id === null ? [] : [plan_id])))
}
