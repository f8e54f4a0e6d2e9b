import { type LimitRow, routes } from '@linli/contract'
import type { Transaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { writeAudit } from '../audit/index.ts'
import { readCalendars } from './calendars.store.ts'
import { createDeadlines } from './deadlines.ts'
import type { LimitRule } from './limits.ts'
import { type ChangeMark, findLimits, insertLimit, isNeeded, requireLimit, updateLimit } from './limits.store.ts'
import { changeRules, requireCityWide, type RuleTools } from './rule.tools.ts'

/** Limits count for the whole city: who keeps the rules of one area reads them and may not change them. */
export function limitRoutes(serve: Serve<Actor>, tools: RuleTools): void {
  serve(routes.listLimits, async () => ({ items: await findLimits(tools.db.read) }))

  serve(routes.addLimit, async ({ body, caller, intention }) =>
    changeRules(tools, intention, 'limit_changed', async (tx, at) => {
      requireCityWide(caller, tools.areas.get())
      const { reason, ...rule } = body
      if (rule.categoryCode !== null && !tools.categories.get().get(rule.categoryCode)) throw new LinliError('unknown_category')
      const id = randomIds.next(at)
      const by = { accountId: caller.accountId, at }
      await insertLimit(tx, id, rule, by)
      await tell(tx, by, 'limit_added', id, { reason, after: rule })
      return requireLimit(tx, id)
    }),
  )

  serve(routes.changeLimit, async ({ params, body, caller, intention }) =>
    changeRules(tools, intention, 'limit_changed', async (tx, at) => {
      requireCityWide(caller, tools.areas.get())
      const before = await requireLimit(tx, params.limitId)
      const { amount, unit } = body
      const by = { accountId: caller.accountId, at }
      await updateLimit(tx, before, body.expectedVersion, { amount, unit }, by)
      await tell(tx, by, 'limit_changed', before.id, {
        reason: body.reason,
        clock: before.clock,
        before: { amount: before.amount, unit: before.unit },
        after: { amount, unit },
      })
      return requireLimit(tx, before.id)
    }),
  )

  serve(routes.endLimit, async ({ params, body, caller, intention }) =>
    changeRules(tools, intention, 'limit_changed', async (tx, at) => {
      requireCityWide(caller, tools.areas.get())
      const before = await requireLimit(tx, params.limitId)
      if (isNeeded(await findLimits(tx), before)) throw new LinliError('rule_needed')
      const by = { accountId: caller.accountId, at }
      await updateLimit(tx, before, body.expectedVersion, { ended_at: at }, by)
      await tell(tx, by, 'limit_ended', before.id, { reason: body.reason, before })
      return requireLimit(tx, before.id)
    }),
  )

  serve(routes.previewLimit, async ({ body }) => {
    const area = tools.areas.get().get(body.areaId)
    if (!area) throw new LinliError('not_found')
    const deadlines = tools.deadlines.get()
    const { clock, categoryCode, severity, amount, unit } = body
    const present = deadlines.limit({ clock, categoryCode, severity, areaClass: area.areaClass })
    const workplace = { areaPath: area.path, organisationId: body.organisationId ?? null }
    const items = body.starts.map((start, index) => {
      const startedAt = new Date(start)
      const year = startedAt.getUTCFullYear()
      if (year < 2000 || year > 2100)
        throw new LinliError('validation_failed', { fields: [{ pointer: `/starts/${index}`, message: 'must be from 2000 to 2100' }] })
      const run = { startedAt, extendedDays: 0, pauses: [], workplace }
      const { dueAt, yellowAt, announced } = deadlines.deadline({ ...run, limit: { amount, unit } })
      return {
        startedAt: startedAt.toISOString(),
        dueAt: dueAt.toISOString(),
        yellowAt: yellowAt.toISOString(),
        announced,
        presentDueAt: present && deadlines.deadline({ ...run, limit: present }).dueAt.toISOString(),
      }
    })
    return { items }
  })

  serve(routes.foreseeLimit, async ({ body: { limit, ...limitCase }, caller }) => {
    requireCityWide(caller, tools.areas.get())
    const [limits, calendars] = await Promise.all([findLimits(tools.db.read), readCalendars(tools.db.read)])
    const present = limits.find((one) => isFor(one, limitCase))
    if (limit === null && present && isNeeded(limits, present)) throw new LinliError('rule_needed')
    const others: LimitRule[] = limits.filter((one) => one !== present)
    return tools.foreseeClocks(limitCase, createDeadlines(limit ? [...others, { ...limitCase, ...limit }] : others, calendars))
  })
}

type Case = Pick<LimitRow, 'clock' | 'categoryCode' | 'severity' | 'areaClass'>

function isFor(limit: LimitRow, { clock, categoryCode, severity, areaClass }: Case): boolean {
  return limit.clock === clock && limit.categoryCode === categoryCode && limit.severity === severity && limit.areaClass === areaClass
}

async function tell(tx: Transaction, by: ChangeMark, action: string, limitId: string, detail: Record<string, unknown>): Promise<void> {
  await writeAudit(tx, { accountId: by.accountId, action, objectKind: 'limit', objectId: limitId, detail }, by.at)
}
