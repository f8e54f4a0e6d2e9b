import type { CycleState, Rubric } from '@linli/contract'
import { type Reader, sqlStateOf, type Transaction, uniqueViolation } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import { writeAudit } from '../audit/index.ts'
import type { EntryContent, Line } from './evaluation.ts'

export interface SavedRubric {
  rubricId: string
  version: number
  content: Rubric
  note: string
  accountId: string
}

/** Throws `rule_changed` when somebody has saved this version already. */
export async function insertRubric(tx: Transaction, saved: SavedRubric, at: Date): Promise<void> {
  const { rubricId, version, accountId, note } = saved
  try {
    await tx
      .insertInto('evaluation_rubrics')
      .values({ rubric_id: rubricId, version, content: JSON.stringify(saved.content), note, saved_by: accountId, saved_at: at })
      .execute()
  } catch (error) {
    throw sqlStateOf(error) === uniqueViolation ? new LinliError('rule_changed', { cause: error }) : error
  }
  await writeAudit(
    tx,
    { accountId, action: 'rubric_saved', objectKind: 'rubric', objectId: rubricId, detail: { version, name: saved.content.nameZh, note } },
    at,
  )
}

export interface NewCycle {
  id: string
  rubricId: string
  rubricVersion: number
  areaId: string
  from: string
  to: string
  accountId: string
  subjects: readonly { areaId: string | null; organisationId: string | null }[]
}

/** Throws `already_exists` when the same is being evaluated over the same period. */
export async function insertCycle(tx: Transaction, cycle: NewCycle, at: Date): Promise<void> {
  const { id, rubricId, rubricVersion, areaId, from, to, accountId } = cycle
  try {
    await tx
      .insertInto('evaluation_cycles')
      .values({
        id,
        rubric_id: rubricId,
        rubric_version: rubricVersion,
        area_id: areaId,
        first_day: from,
        last_day: to,
        state: 'drafted',
        version: 1,
        created_by: accountId,
        created_at: at,
      })
      .execute()
  } catch (error) {
    throw sqlStateOf(error) === uniqueViolation ? new LinliError('already_exists', { cause: error }) : error
  }
  const sheets = cycle.subjects.map((subject) => ({
    id: randomIds.next(at),
    cycle_id: id,
    area_id: subject.areaId,
    organisation_id: subject.organisationId,
    version: 1,
  }))
  await tx.insertInto('evaluation_sheets').values(sheets).execute()
  await addEntry(tx, { cycleId: id, sheetId: null, action: 'begin', accountId, content: {} }, at)
}

export interface NewEntry {
  cycleId: string
  sheetId: string | null
  action: string
  accountId: string | null
  content: EntryContent
}

/** Writes down what was done, in the evaluation and in the audit; whoever writes holds the cycle. The audit has no words: they may name somebody. */
export async function addEntry(tx: Transaction, entry: NewEntry, at: Date): Promise<void> {
  const { cycleId, sheetId, action, accountId, content } = entry
  const last = await tx
    .selectFrom('evaluation_entries')
    .select('seq')
    .where('cycle_id', '=', cycleId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  await tx
    .insertInto('evaluation_entries')
    .values({
      id: randomIds.next(at),
      cycle_id: cycleId,
      seq: (last?.seq ?? 0) + 1,
      sheet_id: sheetId,
      action,
      account_id: accountId,
      at,
      content: JSON.stringify(content),
    })
    .execute()
  const { words: _words, evidence: _evidence, ...detail } = content
  const about = sheetId === null ? { objectKind: 'evaluation', objectId: cycleId } : { objectKind: 'evaluation_sheet', objectId: sheetId }
  await writeAudit(tx, { accountId, action: `evaluation_${action}`, ...about, detail }, at)
}

/** Moves a cycle on from the version its mover saw. Throws `evaluation_changed` when somebody was faster. */
export async function updateCycle(
  tx: Transaction,
  { id, version }: { id: string; version: number },
  set: { state: CycleState; publicity_from?: Date; publicity_until?: Date; ended_at?: Date },
): Promise<void> {
  const done = await tx
    .updateTable('evaluation_cycles')
    .set({ ...set, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw new LinliError('evaluation_changed')
}

/** The same of a sheet. */
export async function raiseSheet(tx: Transaction, { id, version }: { id: string; version: number }): Promise<void> {
  const done = await tx
    .updateTable('evaluation_sheets')
    .set({ version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw new LinliError('evaluation_changed')
}

/** Keeps a sheet's figures and points for good. */
export async function freezeSheet(tx: Transaction, sheetId: string, lines: readonly Line[]): Promise<void> {
  await tx
    .updateTable('evaluation_sheets')
    .set({ lines: JSON.stringify(lines) })
    .where('id', '=', sheetId)
    .execute()
}

export async function awardSheet(
  tx: Transaction,
  sheetId: string,
  award: { total: number | null; place: number | null; stars: number | null },
): Promise<void> {
  await tx.updateTable('evaluation_sheets').set(award).where('id', '=', sheetId).execute()
}

/** Holds a cycle still until the transaction ends: an entry and a move never cross. */
export async function lockCycle(tx: Transaction, cycleId: string): Promise<void> {
  await tx.selectFrom('evaluation_cycles').select('id').where('id', '=', cycleId).forUpdate().executeTakeFirst()
}

/** Cycles whose publicity has ended; those with an open appeal too. */
export async function findDueCycles(db: Reader, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('evaluation_cycles')
    .select('id')
    .where('state', '=', 'publicity')
    .where('publicity_until', '<=', now)
    .orderBy('publicity_until')
    .execute()
  return rows.map(({ id }) => id)
}
