import { sql } from 'kysely'
import { type Db, inTransaction, type Reader, type Transaction } from '../../platform/db.ts'
import type { Cached } from '../../platform/cached.ts'
import type { AreaTree } from '../areas/index.ts'
import type { Tally } from '../matters/index.ts'
import { addSums } from './figures.store.ts'
import { sumTallies } from './sum-tallies.ts'

/** How many changes are folded in one transaction. */
const batch = 10_000

/**
 * Folds what actions have added since into the tables of the figures. A change is taken away by the transaction that adds it,
 * so it counts once, whoever is killed when. Returns how many were folded: none while all is counted anew, which takes them along.
 */
export async function foldTallies(db: Db, areas: Cached<AreaTree>): Promise<number> {
  let folded = 0
  while (true) {
    const taken = await inTransaction(db, async (tx) => {
      await takeTurn(tx)
      if (await findRebuild(tx)) return 0
      const changes = await takeChanges(tx)
      await addSums(tx, sumTallies(changes, await treeWith(areas, changes)))
      return changes.length
    })
    folded += taken
    if (taken < batch) return folded
  }
}

/** The tree that knows the areas of these tallies: one that was made a moment ago in another process may not be in this one's yet. */
export async function treeWith(areas: Cached<AreaTree>, tallies: readonly Tally[]): Promise<AreaTree> {
  if (tallies.some(({ areaId }) => !areas.get().get(areaId))) await areas.refresh()
  const stranger = tallies.find(({ areaId }) => !areas.get().get(areaId))
  if (stranger) throw new Error(`a tally of area ${stranger.areaId}, which is not in the tree`)
  return areas.get()
}

/**
 * Who changes what is kept waits for whoever does, in every process, until the transaction ends. The lock is of a table and not an
 * advisory one, because it is taken before a transaction sees anything: what it sees is what the one before has left.
 */
export async function takeTurn(tx: Transaction, isPatient = true): Promise<void> {
  await sql`lock table figure_rebuilds in exclusive mode${isPatient ? sql`` : sql` nowait`}`.execute(tx)
}

/** How far all is counted anew; undefined when nobody has to. Meanwhile what is kept is not all there is. */
export function findRebuild(tx: Reader): Promise<{ counted_to: string | null; counted: number } | undefined> {
  return tx.selectFrom('figure_rebuilds').select(['counted_to', 'counted']).executeTakeFirst()
}

/** What actions have changed on the days of a period and nobody has folded yet. */
export async function findUnfolded(tx: Reader, { from, to }: { from: string; to: string }): Promise<Tally[]> {
  const { rows } = await sql<TallyRow>`select area_id, day, category_code, source, severity, kind, organisation_id, counts
    from tally_changes where day between ${from}::date and ${to}::date`.execute(tx)
  return rows.map(tallyOf)
}

async function takeChanges(tx: Transaction): Promise<Tally[]> {
  const { rows } = await sql<TallyRow>`
    delete from tally_changes where id in (select id from tally_changes order by id limit ${sql.lit(batch)})
    returning area_id, day, category_code, source, severity, kind, organisation_id, counts`.execute(tx)
  return rows.map(tallyOf)
}

interface TallyRow {
  area_id: string
  day: string
  category_code: string | null
  source: string
  severity: string
  kind: string
  organisation_id: string | null
  counts: Record<string, number>
}

function tallyOf(row: TallyRow): Tally {
  return {
    areaId: row.area_id,
    day: row.day,
    categoryCode: row.category_code,
    source: row.source as Tally['source'],
    severity: row.severity as Tally['severity'],
    kind: row.kind as Tally['kind'],
    organisationId: row.organisation_id,
    counts: row.counts,
  }
}
