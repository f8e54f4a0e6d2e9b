import { type CycleMove, publicityDays, type Rubric, routes } from '@linli/contract'
import type { Transaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce } from '../../platform/idempotency.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import type { TreeArea } from '../areas/index.ts'
import { chinaOffsetMinutes } from '../deadlines/index.ts'
import { isPossible, isWholeMonths } from '../figures/index.ts'
import { moveFrom } from './cycle.workflow.ts'
import type { Cycle } from './evaluation.ts'
import { maySeeSheet, movesOf, reviews } from './evaluation.policy.ts'
import { presentCycle, presentEntry, presentRow } from './evaluations.presenter.ts'
import { findCycles, findRubrics, findSheets } from './evaluations.queries.ts'
import { addEntry, freezeSheet, insertCycle, lockCycle, updateCycle } from './evaluations.store.ts'
import { countLines, type EvaluationTools, loadCycle } from './load-cycle.ts'

export function cycleRoutes(serve: Serve<Actor>, tools: EvaluationTools): void {
  const { db, clock, books } = tools

  serve(routes.listCycles, async ({ caller }) => {
    const areas = books.areas.get()
    const cycles = await findCycles(db.read, areas)
    const sheets = Map.groupBy(
      await findSheets(
        db.read,
        cycles.map(({ id }) => id),
      ),
      ({ cycleId }) => cycleId,
    )
    const seen = cycles.filter((cycle) => {
      const subjects = sheets.get(cycle.id) ?? []
      return subjects.some((sheet) => maySeeSheet(caller, cycle, sheet, { areas, subjects }))
    })
    return { items: seen.map((cycle) => presentCycle(cycle, areas)) }
  })

  serve(routes.createCycle, ({ body, caller, intention }) => {
    const { accountId } = caller
    const area = books.areas.get().get(body.areaId)
    if (!area || area.validTo !== null || accountId === null || !reviews(caller, { areaPath: area.path })) throw new LinliError('not_found')
    const period = { from: body.from, to: body.to }
    if (!isPossible(period)) throw new LinliError('period_not_possible')
    // Figures of grids and of organisations are kept by months.
    if (!isWholeMonths(period)) throw new LinliError('whole_months_needed')
    const at = clock.now()
    return inTransactionOnce(db, intention, at, async (tx) => {
      const [rubric] = (await findRubrics(tx, body.rubricId)).toSorted((one, other) => other.version - one.version)
      if (!rubric) throw new LinliError('not_found')
      const subjects = subjectsIn(tools, area, rubric.content)
      if (subjects.length === 0) throw new LinliError('nobody_to_evaluate')
      const id = randomIds.next(at)
      await insertCycle(tx, { id, ...body, rubricVersion: rubric.version, accountId, subjects }, at)
      const [cycle] = await findCycles(tx, books.areas.get(), id)
      if (!cycle) throw new LinliError('not_found')
      return presentCycle(cycle, books.areas.get())
    })
  })

  serve(routes.getCycle, async ({ params, caller }) => {
    const loaded = await loadCycle(tools, params.cycleId)
    if (!loaded) throw new LinliError('not_found')
    const areas = books.areas.get()
    const { cycle, sheets, entries } = loaded
    const subjects = sheets.map(({ sheet }) => sheet)
    const seen = sheets.filter(({ sheet }) => maySeeSheet(caller, cycle, sheet, { areas, subjects }))
    if (seen.length === 0) throw new LinliError('not_found')
    const best = seen.toSorted(
      (one, other) => (one.place ?? Infinity) - (other.place ?? Infinity) || (other.standing.total ?? -1) - (one.standing.total ?? -1),
    )
    return {
      ...presentCycle(cycle, areas),
      content: cycle.rubric,
      sheets: best.map((scored) => presentRow(scored, cycle, books)),
      moves: movesOf(caller, cycle),
      entries: entries.filter(({ sheetId }) => sheetId === null).map(presentEntry),
    }
  })

  serve(routes.moveCycle, ({ params, body, caller, intention }) => {
    const at = clock.now()
    return inTransactionOnce(db, intention, at, async (tx) => {
      await lockCycle(tx, params.cycleId)
      const [cycle] = await findCycles(tx, books.areas.get(), params.cycleId)
      if (!cycle || !reviews(caller, cycle)) throw new LinliError('not_found')
      if (cycle.version !== body.expectedVersion) throw new LinliError('evaluation_changed')
      await move(tools, tx, cycle, { ...body, accountId: caller.accountId, at })
      const [moved = cycle] = await findCycles(tx, books.areas.get(), cycle.id)
      return presentCycle(moved, books.areas.get())
    })
  })
}

interface Move {
  move: CycleMove
  reason?: string | undefined
  accountId: string | null
  at: Date
}

async function move(
  { db, books }: EvaluationTools,
  tx: Transaction,
  cycle: Cycle,
  { move: name, reason, accountId, at }: Move,
): Promise<void> {
  const state = moveFrom(cycle.state, name)
  if (state === null) throw new LinliError('evaluation_not_possible')
  if (name === 'drop' && !reason?.trim())
    throw new LinliError('validation_failed', { fields: [{ pointer: '/reason', message: 'is needed' }] })
  if (name === 'begin_review') {
    if (cycle.to >= dayOf(at)) throw new LinliError('period_not_over')
    const sheets = await findSheets(tx, [cycle.id])
    const linesOf = await countLines(db, books.areas, cycle, sheets)
    for (const sheet of sheets) await freezeSheet(tx, sheet.id, linesOf(sheet))
  }
  const publicity =
    name === 'publish'
      ? {
          publicity_from: at,
          publicity_until: books.deadlines.get().workingDaysAfter(at, publicityDays, { areaPath: cycle.areaPath, organisationId: null }),
        }
      : {}
  await updateCycle(tx, cycle, { state, ...publicity, ...(state === 'dropped' && { ended_at: at }) })
  await addEntry(tx, { cycleId: cycle.id, sheetId: null, action: name, accountId, content: reason ? { words: reason.trim() } : {} }, at)
}

/** Everybody of the rubric's kind who is there now: areas of the level, or organisations of the kind. */
function subjectsIn({ books }: EvaluationTools, area: TreeArea, { subject, of }: Rubric) {
  if (subject === 'area')
    return books.areas
      .get()
      .all()
      .filter(({ level, path }) => level === of && path.startsWith(area.path))
      .map(({ id }) => ({ areaId: id, organisationId: null }))
  return books.organisations
    .get()
    .all()
    .filter(({ kind, endedAt }) => kind === of && endedAt === null)
    .map(({ id }) => ({ areaId: null, organisationId: id }))
}

function dayOf(at: Date): string {
  return new Date(at.getTime() + chinaOffsetMinutes * 60_000).toISOString().slice(0, 10)
}
