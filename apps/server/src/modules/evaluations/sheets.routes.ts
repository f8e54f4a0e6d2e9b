import { type BodyOf, routes } from '@linli/contract'
import type { Transaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { awardIfDue } from './award-due.ts'
import { actionsIn } from './cycle.workflow.ts'
import type { Cycle, EntryContent } from './evaluation.ts'
import { maySeeSheet, sidesOf } from './evaluation.policy.ts'
import { presentSheet } from './evaluations.presenter.ts'
import { findCycleOfSheet } from './evaluations.queries.ts'
import { addEntry, lockCycle, raiseSheet } from './evaluations.store.ts'
import { type EvaluationTools, loadCycle, type ScoredSheet } from './load-cycle.ts'

export function sheetRoutes(serve: Serve<Actor>, tools: EvaluationTools): void {
  const { db, clock, books } = tools

  serve(routes.getSheet, async ({ params, caller }) => {
    const { loaded, scored, actions } = await requireSheet(tools, caller, params.sheetId)
    return presentSheet(scored, loaded, books, actions)
  })

  serve(routes.actOnSheet, ({ params: { sheetId }, body, caller, intention }) => {
    const at = clock.now()
    return inTransactionOnce(db, intention, at, async (tx) => {
      const cycleId = await findCycleOfSheet(tx, sheetId)
      if (cycleId !== undefined) await lockCycle(tx, cycleId)
      const { loaded, scored, actions } = await requireSheet(tools, caller, sheetId, tx)
      if (scored.sheet.version !== body.expectedVersion) throw new LinliError('evaluation_changed')
      if (!actions.includes(body.action)) throw new LinliError('evaluation_not_possible')
      const { cycle } = loaded
      const content = contentOf(body, cycle, scored)
      await raiseSheet(tx, scored.sheet)
      await addEntry(tx, { cycleId: cycle.id, sheetId, action: body.action, accountId: caller.accountId, content }, at)
      // The last answer may come after the publicity has ended.
      if (body.action === 'answer_appeal') await awardIfDue(tools, tx, cycle.id)
      const after = await requireSheet(tools, caller, sheetId, tx)
      return presentSheet(after.scored, after.loaded, books, after.actions)
    })
  })
}

async function requireSheet(tools: EvaluationTools, caller: Actor, sheetId: string, tx?: Transaction) {
  const { db, books, clock } = tools
  const areas = books.areas.get()
  const cycleId = await findCycleOfSheet(tx ?? db.read, sheetId)
  const loaded = cycleId === undefined ? undefined : await loadCycle(tools, cycleId, tx)
  const scored = loaded?.sheets.find(({ sheet }) => sheet.id === sheetId)
  if (!loaded || !scored) throw new LinliError('not_found')
  const subjects = loaded.sheets.map(({ sheet }) => sheet)
  if (!maySeeSheet(caller, loaded.cycle, scored.sheet, { areas, subjects })) throw new LinliError('not_found')
  const sides = sidesOf(caller, loaded.cycle, scored.sheet, areas)
  return { loaded, scored, actions: actionsIn(loaded.cycle, { sides, ...scored.standing, now: clock.now() }) }
}

/** What is kept of an action, with what it needs. Throws `validation_failed` where something is missing or not of this rubric. */
function contentOf(body: BodyOf<typeof routes.actOnSheet>, { rubric }: Cycle, { standing }: ScoredSheet): EntryContent {
  const words = body.words.trim()
  if (words === '') refuse('/words')
  switch (body.action) {
    case 'correct': {
      const indicator = rubric.indicators.find(({ figureId }) => figureId === body.figureId)
      if (!indicator) return refuse('/figureId')
      if (body.points === undefined || (body.points !== null && body.points > indicator.weight)) return refuse('/points')
      return { words, figureId: indicator.figureId, points: body.points }
    }
    case 'veto': {
      const { veto } = body
      const evidence = body.evidence?.trim()
      if (veto === undefined || !rubric.vetoes.includes(veto) || standing.vetoes.includes(veto)) return refuse('/veto')
      return evidence ? { words, veto, evidence } : refuse('/evidence')
    }
    case 'lift_veto':
      return body.veto !== undefined && standing.vetoes.includes(body.veto) ? { words, veto: body.veto } : refuse('/veto')
    case 'answer_appeal':
      return body.upheld === undefined ? refuse('/upheld') : { words, upheld: body.upheld }
    default:
      return { words }
  }
}

function refuse(pointer: string): never {
  throw new LinliError('validation_failed', { fields: [{ pointer, message: 'is missing or not possible' }] })
}
