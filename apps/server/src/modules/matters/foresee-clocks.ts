import type { LimitForesight } from '@linli/contract'
import { sql } from 'kysely'
import type { ForeseeClocks } from '../deadlines/index.ts'
import { recomputeClock } from './clocks.ts'
import { loadMatters } from './matter.load.ts'
import { contextAt, type MatterTools } from './matter.tools.ts'

/** How many open matters are looked at, newest first, and how many of them at a time. */
const most = 5000
const page = 500

/** Counts how the clocks of open matters would move under other limits, as `recomputeClocks` will move them; writes nothing. */
export function foreseeClocksOf({ db, clock, books }: Pick<MatterTools, 'db' | 'clock' | 'books'>): ForeseeClocks {
  return async (limitCase, changed) => {
    const now = clock.now()
    const context = contextAt(books, now)
    const other = { ...context, deadlines: changed }
    const ids = await openMatters(db, limitCase)
    const looked = ids.slice(0, most)
    const counts: LimitForesight = { open: 0, earlier: 0, later: 0, pastDue: 0, noLongerPastDue: 0, isCut: ids.length > most }
    for (let start = 0; start < looked.length; start += page) {
      for (const matter of await loadMatters(db, looked.slice(start, start + page), now)) {
        for (const running of matter.clocks.filter((one) => one.kind === limitCase.clock && one.limit !== null)) {
          const before = recomputeClock(context, matter, running).dueAt
          const after = recomputeClock(other, matter, running).dueAt
          counts.open += 1
          if (after < before) counts.earlier += 1
          if (after > before) counts.later += 1
          if (before > now && after <= now) counts.pastDue += 1
          if (before <= now && after > now) counts.noLongerPastDue += 1
        }
      }
    }
    return counts
  }
}

async function openMatters(db: MatterTools['db'], limitCase: Parameters<ForeseeClocks>[0]): Promise<string[]> {
  const { clock, categoryCode, severity, areaClass } = limitCase
  const rows = await db.read
    .selectFrom('matters as m')
    .select('m.id')
    .where('m.closed_at', 'is', null)
    .$if(categoryCode !== null, (query) => query.where('m.category_code', '=', categoryCode))
    .$if(severity !== null, (query) => query.where('m.severity', '=', severity))
    .$if(areaClass !== null, (query) =>
      query.where('m.area_id', 'in', (from) => from.selectFrom('areas').select('id').where('area_class', '=', areaClass)),
    )
    .where((where) =>
      where.exists((from) =>
        from
          .selectFrom('clocks as c')
          .select('c.id')
          .whereRef('c.matter_id', '=', 'm.id')
          .where('c.kind', '=', clock)
          .where('c.stopped_at', 'is', null),
      ),
    )
    .orderBy('m.reported_at', 'desc')
    .orderBy('m.id')
    .limit(sql.lit(most + 1))
    .execute()
  return rows.map((row) => row.id)
}
