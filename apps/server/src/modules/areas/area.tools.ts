import type { Cached } from '../../platform/cached.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Db, Transaction } from '../../platform/db.ts'
import { inTransactionOnce, type Intention } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Pace } from '../../platform/pace.ts'
import type { Wakeup } from '../../platform/wakeup.ts'
import { type Actor, mayAt } from '../access/index.ts'
import type { AreaTree, TreeArea } from './area-tree.ts'
import { lockTree } from './areas.store.ts'
import type { CountOpenMatters, FindMovingMatters, MoveOpenMatters } from './matter-moves.ts'

export interface AreaTools {
  db: Db
  clock: Clock
  wakeup: Wakeup
  areas: Cached<AreaTree>
  moveOpenMatters: MoveOpenMatters
  findMovingMatters: FindMovingMatters
  countOpenMatters: CountOpenMatters
  /** How often outlines may be asked for by whoever is not on the staff. */
  pace: Pace
}

/** An area by its id, ended ones too; throws `not_found`. */
export function requireKnown(tree: AreaTree, areaId: string): TreeArea {
  const area = tree.get(areaId)
  if (!area) throw new LinliError('not_found')
  return area
}

/** An area in use that this caller may change; throws `not_found`. */
export function requireAdministered(tree: AreaTree, caller: Actor, areaId: string): TreeArea {
  const area = requireKnown(tree, areaId)
  if (area.validTo !== null || !mayAt(caller, 'areas.write', area.path)) throw new LinliError('not_found')
  return area
}

/** Writes to the tree one after the other and shows the new tree before answering. */
export async function changeTree<T>(tools: AreaTools, intention: Intention, work: (tx: Transaction, at: Date) => Promise<T>): Promise<T> {
  const at = tools.clock.now()
  const answer = await inTransactionOnce(tools.db, intention, at, async (tx) => {
    await lockTree(tx)
    return work(tx, at)
  })
  await tools.areas.refresh()
  tools.wakeup.signal('areas')
  // Posts may have moved with the areas they were at.
  tools.wakeup.signal('people')
  return answer
}
