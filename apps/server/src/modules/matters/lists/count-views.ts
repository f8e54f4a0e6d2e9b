import type { MatterView } from '@linli/contract'
import { sql } from 'kysely'
import { type Db, queryAfresh } from '../../../platform/db.ts'
import type { Actor } from '../../access/index.ts'
import type { CountOpenMatters } from '../../areas/index.ts'
import { sightOf } from '../matter.policy.ts'
import { armsOf, asCondition } from './arms.ts'
import { inView, type ListWorld } from './views.ts'

const countedViews: readonly MatterView[] = [
  'to_accept',
  'to_dispatch',
  'to_claim',
  'in_progress',
  'to_verify',
  'awaiting_reporter',
  'returned',
  'extension_asked',
  'suspension_asked',
  'suspended',
  'whistles',
  'supervised',
  'overdue',
  'open',
]
/** One more than is told exactly; beyond it a screen says "999+". */
const countedUpTo = 1000

/** How many matters each view holds for this actor, counted up to 1,000 so that a large city costs no more than a small one. */
export function countViews(db: Db, actor: Actor, world: ListWorld): Promise<{ view: MatterView; count: number }[]> {
  return count(db, actor, countedViews, undefined, world)
}

/** Open matters at an area and below that the actor may see, and those over their limit, each counted up to 1,000. */
export const countOpenBelow: CountOpenMatters = async (db, actor, areaPath, world) => {
  const counts = await count(db, actor, ['open', 'overdue'], areaPath, world)
  const of = (view: MatterView) => counts.find((each) => each.view === view)?.count ?? 0
  return { open: of('open'), overLimit: of('overdue') }
}

async function count(db: Db, actor: Actor, views: readonly MatterView[], areaPath: string | undefined, world: ListWorld) {
  const most = sql.lit(countedUpTo)
  const counts = views.map((view) => {
    const arms = armsOf(sightOf(actor), { view, areaPath, readings: null }, world)
    const conditions = inView(view, actor, world.now)
    const ways = arms.map(
      (arm) => sql`(select matters.id from matters where ${sql.join([asCondition(arm), ...conditions], sql` and `)} limit ${most})`,
    )
    if (arms.length === 0) return sql`select ${sql.lit(view)} as view, 0 as count`
    return sql`select ${sql.lit(view)} as view, (select count(*)::integer from (select id from (${sql.join(ways, sql` union `)}) as seen limit ${most}) as counted) as count`
  })
  return queryAfresh<{ view: MatterView; count: number }>(db, sql`${sql.join(counts, sql` union all `)}`)
}
