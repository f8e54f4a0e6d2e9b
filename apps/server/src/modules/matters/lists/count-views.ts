import type { Light, MatterView } from '@linli/contract'
import { sql } from 'kysely'
import { type Db, queryAfresh } from '../../../platform/db.ts'
import type { Actor } from '../../access/index.ts'
import type { CountOpenMatters } from '../../areas/index.ts'
import { sightOf } from '../matter.policy.ts'
import { armsOf, asCondition } from './arms.ts'
import { shows } from './conditions.ts'
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
export async function countViews(db: Db, actor: Actor, world: ListWorld): Promise<{ view: MatterView; count: number }[]> {
  const counts = await count(
    db,
    actor,
    countedViews.map((view) => ({ view })),
    undefined,
    world,
  )
  return countedViews.map((view, at) => ({ view, count: counts[at] ?? 0 }))
}

/** Open matters at an area and below that the actor may see, those due soon and those over their limit, each counted up to 1,000. */
export const countOpenBelow: CountOpenMatters = async (db, actor, areaPath, world) => {
  const asked: Counted[] = [{ view: 'open' }, { view: 'open', light: 'yellow' }, { view: 'overdue' }]
  const [open = 0, dueSoon = 0, overLimit = 0] = await count(db, actor, asked, areaPath, world)
  return { open, dueSoon, overLimit }
}

/** What is counted: a view, or those of it that show a light. */
interface Counted {
  view: MatterView
  light?: Light
}

/** In the order asked. */
async function count(db: Db, actor: Actor, asked: readonly Counted[], areaPath: string | undefined, world: ListWorld): Promise<number[]> {
  const most = sql.lit(countedUpTo)
  const counts = asked.map(({ view, light }, at) => {
    const arms = armsOf(sightOf(actor), { view, areaPath, readings: null }, world)
    const conditions = [...inView(view, actor, world.now), ...(light === undefined ? [] : [shows(light, world.now)])]
    const ways = arms.map(
      (arm) => sql`(select matters.id from matters where ${sql.join([asCondition(arm), ...conditions], sql` and `)} limit ${most})`,
    )
    if (arms.length === 0) return sql`select ${sql.lit(at)} as at, 0 as count`
    return sql`select ${sql.lit(at)} as at, (select count(*)::integer from (select id from (${sql.join(ways, sql` union `)}) as seen limit ${most}) as counted) as count`
  })
  const rows = await queryAfresh<{ at: number; count: number }>(db, sql`${sql.join(counts, sql` union all `)}`)
  return asked.map((_, at) => rows.find((row) => row.at === at)?.count ?? 0)
}
