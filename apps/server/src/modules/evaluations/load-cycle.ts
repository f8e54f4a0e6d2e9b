import type { Cached } from '../../platform/cached.ts'
import type { Db, Reader } from '../../platform/db.ts'
import type { Clock } from '../../platform/clock.ts'
import type { AreaTree } from '../areas/index.ts'
import { figuresOf, periodBefore } from '../figures/index.ts'
import type { Books } from '../matters/index.ts'
import type { Cycle, Line, Sheet } from './evaluation.ts'
import { findCycles, findEntries, findSheets, type NamedEntry } from './evaluations.queries.ts'
import { awardsOf, scoreLines, type Standing, standingOf } from './score.ts'

export interface EvaluationTools {
  db: Db
  clock: Clock
  books: Books
}

/** A sheet with where its subject stands. */
export interface ScoredSheet {
  sheet: Sheet
  lines: readonly Line[]
  standing: Standing
  place: number | null
  stars: number | null
  entries: readonly NamedEntry[]
}

export interface LoadedCycle {
  cycle: Cycle
  sheets: ScoredSheet[]
  entries: readonly NamedEntry[]
}

/** A cycle with all its sheets: as frozen, or before the review by the figures of this moment. Undefined when there is none. */
export async function loadCycle(
  { db, books }: EvaluationTools,
  cycleId: string,
  reader: Reader = db.read,
): Promise<LoadedCycle | undefined> {
  const [cycle] = await findCycles(reader, books.areas.get(), cycleId)
  if (!cycle) return undefined
  const [sheets, entries] = await Promise.all([findSheets(reader, [cycleId]), findEntries(reader, cycleId)])
  const linesOf = sheets.every(({ lines }) => lines !== null)
    ? (sheet: Sheet) => sheet.lines ?? []
    : await countLines(db, books.areas, cycle, sheets)
  return { cycle, sheets: scoreSheets(cycle, sheets, linesOf, entries), entries }
}

function scoreSheets(
  cycle: Cycle,
  sheets: readonly Sheet[],
  linesOf: (sheet: Sheet) => readonly Line[],
  entries: readonly NamedEntry[],
): ScoredSheet[] {
  const scored = sheets.map((sheet) => {
    const own = entries.filter(({ sheetId }) => sheetId === sheet.id)
    const lines = linesOf(sheet)
    return { sheet, lines, entries: own, standing: standingOf(cycle.rubric, lines, own) }
  })
  const awards = awardsOf(
    cycle.rubric,
    scored.map(({ standing }) => standing),
  )
  return scored.map((each, index) => ({ ...each, ...(awards[index] ?? { place: null, stars: null }) }))
}

/** The lines of every subject, counted now: of the period, and of as many months before. */
export async function countLines(
  db: Db,
  areas: Cached<AreaTree>,
  { rubric, areaId, from, to }: Cycle,
  sheets: readonly Sheet[],
): Promise<(sheet: Sheet) => Line[]> {
  const whose =
    rubric.subject === 'area'
      ? { areaIds: sheets.flatMap((sheet) => (sheet.areaId === null ? [] : [sheet.areaId])) }
      : { organisationsIn: areaId }
  const [now, before] = await Promise.all([
    figuresOf(db, areas, whose, { from, to }),
    figuresOf(db, areas, whose, periodBefore({ from, to }, 'previous')),
  ])
  return (sheet) => {
    const id = sheet.areaId ?? sheet.organisationId ?? ''
    return scoreLines(rubric, now(id), before(id))
  }
}
