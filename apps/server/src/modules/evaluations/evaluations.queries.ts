import type { CycleState, Rubric, RubricVersion } from '@linli/contract'
import type { Reader } from '../../platform/db.ts'
import type { AreaTree } from '../areas/index.ts'
import type { Cycle, Entry, Sheet } from './evaluation.ts'

export type StoredRubric = Omit<RubricVersion, 'ofName'>

/** Versions of rubrics, the newest first; of one rubric or of all. */
export async function findRubrics(db: Reader, rubricId?: string): Promise<StoredRubric[]> {
  const rows = await db
    .selectFrom('evaluation_rubrics as r')
    .innerJoin('accounts as a', 'a.id', 'r.saved_by')
    .select(['r.rubric_id', 'r.version', 'r.content', 'r.note', 'r.saved_at', 'a.display_name'])
    .$if(rubricId !== undefined, (query) => query.where('r.rubric_id', '=', rubricId ?? ''))
    .orderBy('r.saved_at', 'desc')
    .orderBy('r.version', 'desc')
    .execute()
  return rows.map((row) => ({
    rubricId: row.rubric_id,
    version: row.version,
    content: row.content as Rubric,
    note: row.note,
    savedBy: row.display_name,
    savedAt: row.saved_at.toISOString(),
  }))
}

/** The cycles of a city, the newest period first; one when its id is given. */
export async function findCycles(db: Reader, areas: AreaTree, cycleId?: string): Promise<Cycle[]> {
  const rows = await db
    .selectFrom('evaluation_cycles as c')
    .innerJoin('evaluation_rubrics as r', (join) =>
      join.onRef('r.rubric_id', '=', 'c.rubric_id').onRef('r.version', '=', 'c.rubric_version'),
    )
    .selectAll('c')
    .select('r.content')
    .$if(cycleId !== undefined, (query) => query.where('c.id', '=', cycleId ?? ''))
    .orderBy('c.last_day', 'desc')
    .orderBy('c.created_at', 'desc')
    .execute()
  return rows.flatMap((row): Cycle[] => {
    const area = areas.get(row.area_id)
    if (!area) return []
    return [
      {
        id: row.id,
        rubricId: row.rubric_id,
        rubricVersion: row.rubric_version,
        rubric: row.content as Rubric,
        areaId: row.area_id,
        areaPath: area.path,
        from: row.first_day,
        to: row.last_day,
        state: row.state as CycleState,
        version: row.version,
        publicityFrom: row.publicity_from,
        publicityUntil: row.publicity_until,
        endedAt: row.ended_at,
      },
    ]
  })
}

/** The sheets of some cycles. */
export async function findSheets(db: Reader, cycleIds: readonly string[]): Promise<Sheet[]> {
  if (cycleIds.length === 0) return []
  const rows = await db.selectFrom('evaluation_sheets').selectAll().where('cycle_id', 'in', cycleIds).orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    cycleId: row.cycle_id,
    areaId: row.area_id,
    organisationId: row.organisation_id,
    version: row.version,
    lines: row.lines as Sheet['lines'],
    total: row.total,
    place: row.place,
    stars: row.stars,
  }))
}

/** The cycle a sheet is of; undefined when there is no such sheet. */
export async function findCycleOfSheet(db: Reader, sheetId: string): Promise<string | undefined> {
  return (await db.selectFrom('evaluation_sheets').select('cycle_id').where('id', '=', sheetId).executeTakeFirst())?.cycle_id
}

export type NamedEntry = Entry & { name: string | null }

/** What was done and said in a cycle, in order. */
export async function findEntries(db: Reader, cycleId: string): Promise<NamedEntry[]> {
  const rows = await db
    .selectFrom('evaluation_entries as e')
    .leftJoin('accounts as a', 'a.id', 'e.account_id')
    .select(['e.id', 'e.sheet_id', 'e.action', 'e.account_id', 'e.at', 'e.content', 'a.display_name'])
    .where('e.cycle_id', '=', cycleId)
    .orderBy('e.seq')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    sheetId: row.sheet_id,
    action: row.action,
    accountId: row.account_id,
    at: row.at,
    content: row.content as Entry['content'],
    name: row.display_name,
  }))
}
