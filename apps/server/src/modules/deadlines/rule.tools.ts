import type { LimitForesight, LimitRow } from '@linli/contract'
import { sql } from 'kysely'
import type { Cached } from '../../platform/cached.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Db, Transaction } from '../../platform/db.ts'
import { inTransactionOnce, type Intention } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Wakeup } from '../../platform/wakeup.ts'
import { type Actor, mayAt } from '../access/index.ts'
import { type AreaTree, pathOfCity } from '../areas/index.ts'
import type { CategoryBook } from '../categories/index.ts'
import type { OrganisationBook } from '../people/index.ts'
import type { Deadlines } from './deadlines.ts'

/** What limits and calendars are kept with. */
export interface RuleTools {
  db: Db
  clock: Clock
  wakeup: Wakeup
  areas: Cached<AreaTree>
  organisations: Cached<OrganisationBook>
  categories: Cached<CategoryBook>
  deadlines: Cached<Deadlines>
  /** Called in the transaction of every change, so that open clocks are counted anew if and only if it commits. */
  leaveRecompute: LeaveRecompute
  foreseeClocks: ForeseeClocks
}

/** Counts how the clocks that run in a case would move if the deadlines were others; handed over, so that limits know no matters. */
export type ForeseeClocks = (
  limitCase: Pick<LimitRow, 'clock' | 'categoryCode' | 'severity' | 'areaClass'>,
  changed: Deadlines,
) => Promise<LimitForesight>

export type LeaveRecompute = (tx: Transaction, what: { because: 'limit_changed' | 'calendar_changed' }) => Promise<void>

/**
 * Changes rules, one change after the other, and has the deadlines of all processes follow: this one's before it answers,
 * the others' a signal later.
 */
export async function changeRules<T>(
  tools: RuleTools,
  intention: Intention,
  because: 'limit_changed' | 'calendar_changed',
  work: (tx: Transaction, at: Date) => Promise<T>,
): Promise<T> {
  const at = tools.clock.now()
  const answer = await inTransactionOnce(tools.db, intention, at, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(current_schema()), 3)`.execute(tx)
    const done = await work(tx, at)
    await tools.leaveRecompute(tx, { because })
    return done
  })
  await tools.deadlines.refresh()
  tools.wakeup.signal('rules')
  return answer
}

/** Whether someone may change what counts for the whole city: from an organisation, or from an area that all others lie in or above. */
export function mayChangeCity(actor: Actor, tree: AreaTree): boolean {
  return mayAt(actor, 'rules.write', pathOfCity(tree))
}

/** Refuses whoever may not change what counts for the whole city. */
export function requireCityWide(actor: Actor, tree: AreaTree): void {
  if (!mayChangeCity(actor, tree)) throw new LinliError('not_allowed')
}
