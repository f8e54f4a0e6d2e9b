import { sql } from 'kysely'
import type { Cached } from '../../platform/cached.ts'
import { type Db, inTransaction, type Reader, sqlStateOf, type Transaction } from '../../platform/db.ts'
import type { AreaTree } from '../areas/index.ts'
import { loadMattersWithin, talliesOf } from '../matters/index.ts'
import { addSums } from './figures.store.ts'
import { findRebuild, takeTurn, treeWith } from './fold.ts'
import { sumTallies } from './sum-tallies.ts'

/** Some tenths of a second. */
const usualPage = 1000

export interface Rebuilding {
  db: Db
  areas: Cached<AreaTree>
  now: () => Date
  /** How many matters are counted in one transaction. */
  page?: number
  /** Waits while somebody else counts; otherwise it is left to them. */
  isPatient?: boolean
  /** Asked before each page; what is left is gone on with by whoever comes next. */
  goOn?: () => boolean
  progress?: (counted: number) => void
}

/** Leaves it to be done: all figures are counted anew, from the first matter on. Until then none is told. */
export async function leaveRebuild(tx: Transaction): Promise<void> {
  await sql`insert into figure_rebuilds (counted_to) values (null)
    on conflict (single) do update set counted_to = null, counted = 0`.execute(tx)
}

/**
 * Goes on counting every matter anew, if that was left to be done, while work goes on. A page of matters is counted as of one
 * moment, and what had been noted to be folded of them until then is taken away by the same transaction: each action counts once,
 * whoever is killed when. Returns how many matters have been counted when this was the end of it, else null.
 */
export async function continueRebuild(rebuilding: Rebuilding): Promise<number | null> {
  const { db, goOn = () => true, progress } = rebuilding
  if (!(await findRebuild(db.read))) return null
  while (goOn()) {
    const outcome = await countPage(rebuilding)
    if (outcome === null || outcome.isLast) return outcome?.counted ?? null
    progress?.(outcome.counted)
  }
  return null
}

/** Null when there is nothing to be done, or somebody else is at it. */
async function countPage({ db, areas, now, page, isPatient = false }: Rebuilding): Promise<{ counted: number; isLast: boolean } | null> {
  try {
    return await inTransaction(db, async (tx) => {
      await sql`set transaction isolation level repeatable read`.execute(tx)
      await sql`set local statement_timeout = 0`.execute(tx)
      await takeTurn(tx, isPatient)
      const rebuild = await findRebuild(tx)
      if (!rebuild) return null
      if (rebuild.counted_to === null) await clearKept(tx)
      const ids = await nextIds(tx, rebuild.counted_to, page)
      const last = ids.at(-1)
      const counted = rebuild.counted + ids.length
      if (last === undefined) {
        await tx.deleteFrom('figure_rebuilds').execute()
        return { counted, isLast: true }
      }
      const tallies = (await loadMattersWithin(tx, ids, now())).flatMap(talliesOf)
      await addSums(tx, sumTallies(tallies, await treeWith(areas, tallies)))
      await tx.deleteFrom('tally_changes').where('matter_id', 'in', ids).execute()
      await tx.updateTable('figure_rebuilds').set({ counted_to: last, counted }).execute()
      return { counted, isLast: false }
    })
  } catch (error) {
    if (sqlStateOf(error) === lockNotAvailable) return null
    throw error
  }
}

const lockNotAvailable = '55P03'

async function clearKept(tx: Transaction): Promise<void> {
  for (const table of ['figure_months', 'figure_days', 'figure_organisations', 'figure_times'] as const)
    await tx.deleteFrom(table).execute()
}

/** The ids of all matters, page by page, as a transaction sees them. */
export async function* pagesOfIds(tx: Reader): AsyncGenerator<string[]> {
  let after: string | null = null
  while (true) {
    const ids: string[] = await nextIds(tx, after)
    after = ids.at(-1) ?? null
    if (after === null) return
    yield ids
  }
}

async function nextIds(tx: Reader, after: string | null, page = usualPage): Promise<string[]> {
  const rows = await tx
    .selectFrom('matters')
    .select('id')
    .where('id', '>', after ?? '00000000-0000-0000-0000-000000000000')
    .orderBy('id')
    .limit(page)
    .execute()
  return rows.map(({ id }) => id)
}
