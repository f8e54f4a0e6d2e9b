import { LinliError } from '../../platform/problem.ts'
import { systemActor } from '../access/index.ts'
import { contextAt, type MatterTools } from './matter.tools.ts'
import { performAction } from './perform-action.ts'

/** How many are taken at a time. */
const batch = 200

/**
 * Closes matters whose time for rating has passed, with the time it was due, not the time it is noticed. Safe to run in
 * several processes and to be killed: the matter's version lets only one close it. Returns how many it closed.
 */
export async function closeDue(tools: MatterTools): Promise<number> {
  let closed = 0
  while (true) {
    const due = await tools.db.read
      .selectFrom('clocks')
      .select(['matter_id', 'due_at'])
      .where('kind', '=', 'rate')
      .where('stopped_at', 'is', null)
      .where('fired_at', 'is', null)
      .where('due_at', '<=', tools.clock.now())
      .orderBy('due_at')
      .limit(batch)
      .execute()
    const before = closed
    for (const clock of due) {
      try {
        await performAction(tools.db, contextAt(tools.books, clock.due_at), {
          action: 'close',
          matterId: clock.matter_id,
          input: {},
          expectedVersion: null,
          actor: systemActor,
          intention: null,
        })
        closed += 1
      } catch (error) {
        // Somebody rated, or another process closed it, in this very moment.
        if (!(error instanceof LinliError && ['matter_changed', 'action_not_possible'].includes(error.code))) throw error
      }
    }
    if (closed > 0) tools.wakeup.signal('matters')
    // The rest, if any, is another process's or for the next run: never turn on the spot.
    if (due.length < batch || closed === before) return closed
  }
}
