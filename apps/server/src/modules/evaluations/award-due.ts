import { inTransaction, type Transaction } from '../../platform/db.ts'
import { awardSheet, addEntry, findDueCycles, lockCycle, updateCycle } from './evaluations.store.ts'
import { type EvaluationTools, loadCycle } from './load-cycle.ts'

/**
 * Awards the cycles whose publicity has ended, each once however many processes look; one with an open appeal waits for its
 * answer. The award is of the time the publicity ended, not of the time somebody looked. Returns how many were awarded.
 */
export async function awardDue(tools: EvaluationTools): Promise<number> {
  let awarded = 0
  for (const cycleId of await findDueCycles(tools.db.read, tools.clock.now()))
    if (await inTransaction(tools.db, (tx) => awardIfDue(tools, tx, cycleId))) awarded += 1
  return awarded
}

/** Within a transaction that may just have answered the last appeal. False when it is not time, or somebody else was faster. */
export async function awardIfDue(tools: EvaluationTools, tx: Transaction, cycleId: string): Promise<boolean> {
  await lockCycle(tx, cycleId)
  const now = tools.clock.now()
  const loaded = await loadCycle(tools, cycleId, tx)
  if (!loaded) return false
  const { cycle, sheets, entries } = loaded
  const until = cycle.publicityUntil
  if (cycle.state !== 'publicity' || until === null || until > now || sheets.some(({ standing }) => standing.appealOpen)) return false
  const lastAnswer = entries.findLast(({ action }) => action === 'answer_appeal')?.at ?? until
  await updateCycle(tx, cycle, { state: 'awarded', ended_at: lastAnswer > until ? lastAnswer : until })
  for (const { sheet, standing, place, stars } of sheets) await awardSheet(tx, sheet.id, { total: standing.total, place, stars })
  await addEntry(tx, { cycleId, sheetId: null, action: 'award', accountId: null, content: {} }, now)
  return true
}
