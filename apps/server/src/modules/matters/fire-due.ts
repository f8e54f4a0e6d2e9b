import { LinliError } from '../../platform/problem.ts'
import { systemActor } from '../access/index.ts'
import type { MatterAction, MatterKind } from '@linli/contract'
import { dueStep, timeOfStep } from './due-step.ts'
import { contextAt, type MatterTools } from './matter.tools.ts'
import { performAction } from './perform-action.ts'

/** How many clocks are taken at a time, and how many of them are worked on at once. */
const batch = 200
const atOnce = 4

/**
 * Fires every clock whose time has come: lights, cards, closing, resuming. What was due while nobody ran fires once, with
 * the time it was due. Safe to run in several processes and to be killed: each step of a clock is one statement that the
 * matter's version guards. The cost follows what is due, not what is open. Returns how many fired.
 */
export async function fireDue(tools: MatterTools): Promise<number> {
  let fired = 0
  while (true) {
    const now = tools.clock.now()
    const due = await findDue(tools, now)
    let progress = 0
    for (let index = 0; index < due.length; index += atOnce) {
      const done = await Promise.all(due.slice(index, index + atOnce).map((clock) => fire(tools, clock, now)))
      progress += done.filter(Boolean).length
    }
    fired += progress
    if (progress > 0) tools.wakeup.signal('matters')
    // The rest, if any, is another process's or for the next run: never turn on the spot.
    if (due.length < batch || progress === 0) break
  }
  return fired + (await closeParents(tools))
}

interface DueClock {
  id: string
  matter_id: string
  matter_kind: string
  kind: string
  step: number
  due_at: Date
}

function findDue(tools: MatterTools, now: Date): Promise<DueClock[]> {
  return tools.db.read
    .selectFrom('clocks as c')
    .innerJoin('matters as m', 'm.id', 'c.matter_id')
    .select(['c.id', 'c.matter_id', 'm.kind as matter_kind', 'c.kind', 'c.step', 'c.due_at'])
    .where('c.next_at', '<=', now)
    .orderBy('c.next_at')
    .limit(batch)
    .execute()
}

async function fire(tools: MatterTools, clock: DueClock, now: Date): Promise<boolean> {
  const action = dueStep(clock.matter_kind as MatterKind, { kind: clock.kind, step: clock.step, dueAt: clock.due_at }, now)
  return act(tools, action, clock.matter_id, { clockId: clock.id, step: clock.step }, timeOfStep(action, clock.due_at, now))
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
export async function act(tools: MatterTools, action: MatterAction, matterId: string, input: unknown, at: Date): Promise<boolean> {
  try {
    await performAction(tools.db, contextAt(tools.books, at), {
      action,
      matterId,
      input,
      expectedVersion: null,
      actor: systemActor,
      intention: null,
    })
    return true
  } catch (error) {
    if (error instanceof LinliError && ['matter_changed', 'action_not_possible'].includes(error.code)) return false
    throw error
  }
}
