import type { MatterAction, MatterKind } from '@linli/contract'
import { type Reader, runStatement } from '../../platform/db.ts'
import type { FiredClock } from './actions/limits.ts'
import { LinliError } from '../../platform/problem.ts'
import { systemActor } from '../access/index.ts'
import { dueStep, timeOfStep } from './due-step.ts'
import type { Matter } from './matter.ts'
import { loadMatters } from './matter.load.ts'
import { writeChange } from './matter.store.ts'
import { contextAt, type MatterTools } from './matter.tools.ts'
import { performAction, prepareAction } from './perform-action.ts'

/** How many clocks are taken at a time, and how many of them are written at once; the pool serves people, too. */
const batch = 200
const atOnce = 8

/**
 * Fires every clock whose time has come: lights, cards, closing, resuming. What was due while nobody ran fires once, with
 * the time it was due. Safe to run in several processes and to be killed: each step of a clock is one statement that the
 * matter's version guards. The cost follows what is due, not what is open. Returns how many fired.
 */
export async function fireDue(tools: MatterTools): Promise<number> {
  let fired = 0
  const failures: unknown[] = []
  while (true) {
    const now = tools.clock.now()
    const due = await dueClocks(tools.db.read, now).execute()
    const matters = await mattersOf(tools, due, now)
    let next = 0
    let progress = 0
    const lane = async () => {
      for (let clock = due[next++]; clock; clock = due[next++]) {
        const matter = matters.get(clock.matter_id)
        // Its other clocks of this batch are decided on what this one has made of it.
        matters.delete(clock.matter_id)
        try {
          if (await fire(tools, clock, matter, now)) progress += 1
        } catch (error) {
          failures.push(error)
        }
      }
    }
    await Promise.all(Array.from({ length: atOnce }, lane))
    fired += progress
    if (progress > 0) tools.wakeup.signal('matters')
    // The rest, if any, is another process's or for the next run: never turn on the spot.
    if (due.length < batch || progress === 0) break
  }
  fired += await closeParents(tools)
  // One matter that fails holds nothing else up, but is not passed over in silence.
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} clocks could not be fired, ${fired} were`)
  return fired
}

interface DueClock {
  id: string
  matter_id: string
  matter_kind: string
  kind: string
  step: number
  due_at: Date
}

/** The clocks whose time has come, the longest due first, as many as are taken at a time. */
export function dueClocks(read: Reader, now: Date) {
  return read
    .selectFrom('clocks as c')
    .innerJoin('matters as m', 'm.id', 'c.matter_id')
    .select(['c.id', 'c.matter_id', 'm.kind as matter_kind', 'c.kind', 'c.step', 'c.due_at'])
    .where('c.next_at', '<=', now)
    .orderBy('c.next_at')
    .limit(batch)
}

/** All matters of a batch in one round trip; a second one a clock would be half of what firing costs. */
async function mattersOf(tools: MatterTools, due: readonly DueClock[], now: Date): Promise<Map<string, Matter>> {
  if (due.length === 0) return new Map()
  const ids = [...new Set(due.map((clock) => clock.matter_id))]
  return new Map((await loadMatters(tools.db, ids, now)).map((matter) => [matter.id, matter]))
}

async function fire(tools: MatterTools, clock: DueClock, matter: Matter | undefined, now: Date): Promise<boolean> {
  const action = dueStep(clock.matter_kind as MatterKind, { kind: clock.kind, step: clock.step, dueAt: clock.due_at }, now)
  const fired: FiredClock = { clockId: clock.id, step: clock.step }
  const at = timeOfStep(action, clock.due_at, now)
  if (matter && (await writeStep(tools, action, matter, fired, at))) return true
  return act(tools, action, clock.matter_id, fired, at, fired)
}

/** The step on a matter that has just been read: false when somebody acted since, or it is not to be taken any more. */
async function writeStep(tools: MatterTools, action: MatterAction, matter: Matter, fired: FiredClock, at: Date): Promise<boolean> {
  try {
    const prepared = prepareAction(contextAt(tools.books, at), matter, {
      action,
      input: fired,
      actor: systemActor,
      expectedVersion: null,
      fired,
    })
    const [written] = await runStatement<{ changed: number }>(tools.db, writeChange({ ...prepared, intention: null }))
    return written?.changed === 1
  } catch (error) {
    if (error instanceof LinliError && error.code === 'action_not_possible') return false
    throw error
  }
}

/** Parents whose time for rating is over and that only waited for their children. */
async function closeParents(tools: MatterTools): Promise<number> {
  const waiting = await tools.db.read
    .selectFrom('clocks as c')
    .innerJoin('matters as m', 'm.id', 'c.matter_id')
    .select('c.matter_id')
    .where('c.kind', '=', 'rate')
    .where('c.stopped_at', 'is', null)
    .where('c.next_at', 'is', null)
    .where('m.state', '=', 'verified')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('matters as child')
            .select('child.id')
            .whereRef('child.parent_id', '=', 'm.id')
            .where('child.closed_at', 'is', null),
        ),
      ),
    )
    .limit(batch)
    .execute()
  let closed = 0
  for (const { matter_id } of waiting) if (await act(tools, 'close', matter_id, {}, tools.clock.now())) closed += 1
  if (closed > 0) tools.wakeup.signal('matters')
  return closed
}

/** Takes a step as the platform itself; false when somebody acted in this very moment. */
export async function act(
  tools: MatterTools,
  action: MatterAction,
  matterId: string,
  input: unknown,
  at: Date,
  fired?: FiredClock,
): Promise<boolean> {
  try {
    await performAction(tools.db, contextAt(tools.books, at), {
      action,
      matterId,
      input,
      expectedVersion: null,
      actor: systemActor,
      intention: null,
      ...(fired && { fired }),
    })
    return true
  } catch (error) {
    if (error instanceof LinliError && ['matter_changed', 'action_not_possible'].includes(error.code)) return false
    throw error
  }
}
