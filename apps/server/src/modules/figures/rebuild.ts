import { sql } from 'kysely'
import { type Db, inTransaction, type Reader } from '../../platform/db.ts'
import type { AreaTree } from '../areas/index.ts'
import { loadMattersWithin, talliesOf } from '../matters/index.ts'
import { addSums } from './figures.store.ts'
import { oneAtATime } from './fold.ts'
import { sumTallies } from './sum-tallies.ts'

/** How many matters are counted at a time. */
const page = 2000

export interface Rebuilding {
  db: Db
  areas: AreaTree
  now: Date
  progress?: (counted: number) => void
}

/**
 * Counts every matter anew in place of what is kept. Work goes on meanwhile: all is counted as of one moment, and what
 * happens after it waits to be folded. Returns how many matters were counted.
 */
export function rebuildFigures({ db, areas, now, progress }: Rebuilding): Promise<number> {
  return inTransaction(db, async (tx) => {
    await sql`set transaction isolation level repeatable read`.execute(tx)
    await sql`set local statement_timeout = 0`.execute(tx)
    await oneAtATime(tx)
    for (const table of ['tally_changes', 'figure_months', 'figure_days', 'figure_organisations', 'figure_times'] as const)
      await tx.deleteFrom(table).execute()
    let counted = 0
    for await (const ids of pagesOfIds(tx)) {
      const matters = await loadMattersWithin(tx, ids, now)
      await addSums(tx, sumTallies(matters.flatMap(talliesOf), areas))
      counted += ids.length
      progress?.(counted)
    }
    return counted
  })
}

/** The ids of all matters, page by page, as a transaction sees them. */
export async function* pagesOfIds(tx: Reader): AsyncGenerator<string[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  while (true) {
    const rows = await tx.selectFrom('matters').select('id').where('id', '>', after).orderBy('id').limit(page).execute()
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(({ id }) => id)
    after = last.id
  }
}
