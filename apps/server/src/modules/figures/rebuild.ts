import { sql } from 'kysely'
import type { Cached } from '../../platform/cached.ts'
import { type Db, inTransaction, type Reader, type Transaction } from '../../platform/db.ts'
import type { AreaTree } from '../areas/index.ts'
import { loadTallied, type Tally, talliesOf } from '../matters/index.ts'
import { addSums } from './figures.store.ts'
import { findRebuild, ifTurn, takeTurn, treeWith } from './fold.ts'
import { type Sums, Summing } from './sum-tallies.ts'

/** Some seconds. Matters that lie close in time count in the same rows, which a larger page writes once. */
const usualPage = 10_000
/** How many are read and added up at a stretch, so that a server answers in between. */
const stretch = 500

export interface Rebuilding {
  db: Db
  areas: Cached<AreaTree>
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
function countPage({
  db,
  areas,
  page: size = usualPage,
  isPatient = false,
}: Rebuilding): Promise<{ counted: number; isLast: boolean } | null> {
  return ifTurn(() =>
    inTransaction(db, async (tx) => {
      await sql`set transaction isolation level repeatable read`.execute(tx)
      await sql`set local statement_timeout = 0`.execute(tx)
      await takeTurn(tx, isPatient ? 'wait' : 'or leave it')
      const rebuild = await findRebuild(tx)
      if (!rebuild) return null
      if (rebuild.counted_to === null) await clearKept(tx)
      const page = await sumPage(tx, areas, rebuild.counted_to, size)
      const counted = rebuild.counted + page.ids.length
      const last = page.ids.at(-1)
      if (last === undefined) {
        await tx.deleteFrom('figure_rebuilds').execute()
        return { counted, isLast: true }
      }
      await addSums(tx, page.sums)
      await sql`delete from tally_changes where matter_id = any(${page.ids}::uuid[])`.execute(tx)
      await tx.updateTable('figure_rebuilds').set({ counted_to: last, counted }).execute()
      return { counted, isLast: false }
    }),
  )
}

async function clearKept(tx: Transaction): Promise<void> {
  for (const table of ['figure_months', 'figure_days', 'figure_organisations', 'figure_classes'] as const)
    await tx.deleteFrom(table).execute()
}

interface Page {
  ids: string[]
  sums: Sums
}

async function sumPage(tx: Transaction, areas: Cached<AreaTree>, countedTo: string | null, size: number): Promise<Page> {
  const summing = new Summing()
  const ids: string[] = []
  for await (const { tallies, matterIds } of stretchesOf(tx, countedTo, size)) {
    ids.push(...matterIds)
    summing.add(tallies, await treeWith(areas, tallies))
  }
  return { ids, sums: summing.sums() }
}

/** What is counted of all matters after this one, as a transaction sees them, so many matters at most, a stretch at a time. */
export async function* stretchesOf(
  tx: Reader,
  after: string | null = null,
  most = Infinity,
): AsyncGenerator<{ tallies: Tally[]; matterIds: string[] }> {
  let [from, left] = [after, most]
  while (left > 0) {
    const matters = await loadTallied(tx, from, Math.min(stretch, left))
    const last = matters.at(-1)
    if (!last) return
    yield { tallies: matters.flatMap(talliesOf), matterIds: matters.map(({ id }) => id) }
    from = last.id
    left -= matters.length
  }
}
