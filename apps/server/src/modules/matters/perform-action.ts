import type { ActionReceipt, MatterAction } from '@linli/contract'
import { type Db, runStatement, sqlStateOf, uniqueViolation } from '../../platform/db.ts'
import { findAnswer, type Intention, sameRequest } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import type { Change } from './change.ts'
import type { DecisionContext } from './decision-context.ts'
import type { Matter, RunningClock } from './matter.ts'
import { loadMatter } from './matter.load.ts'
import { findEdge, maySee, sightOf } from './matter.policy.ts'
import { writeChange } from './matter.store.ts'
import { seal } from './timeline.ts'

/** What a caller asks of one matter. */
export interface ActionRequest {
  action: MatterAction
  matterId: string
  assignmentId?: string
  /** As the contract's schema of the route has let it through. */
  input: unknown
  /** The version the actor saw; null for the platform itself. */
  expectedVersion: number | null
  actor: Actor
  intention: Intention | null
}

/**
 * Takes one edge of a matter's table: load → may they see it → policy → decide → write everything in one statement.
 * Two round trips. Throws `not_found`, `not_allowed`, `action_not_possible`, `matter_changed` and what the edge's own rule refuses.
 */
export async function performAction(db: Db, context: DecisionContext, request: ActionRequest): Promise<ActionReceipt> {
  const { actor, intention } = request
  const loaded = await loadMatter(db, request.matterId, intention, context.now)
  if (loaded.stored && intention) return sameRequest(loaded.stored, intention).answer as ActionReceipt
  const { matter } = loaded
  if (!matter || (actor.owner !== 'system' && !maySee(sightOf(actor), matter))) throw new LinliError('not_found')

  const prepared = prepareAction(context, matter, request)
  try {
    const [written] = await runStatement<{ changed: number }>(db, writeChange({ ...prepared, intention }))
    if (written?.changed === 1) return prepared.receipt
  } catch (error) {
    if (sqlStateOf(error) !== uniqueViolation) throw error
  }
  // Someone was faster: either this very request in another process, or another action.
  const answered = intention && (await findAnswer(db.read, intention))
  if (answered) return answered.answer as ActionReceipt
  throw await conflict(db, request, context)
}

/** Everything an action will write, decided without writing: also for the demo city, which writes many at once. */
export interface PreparedAction {
  before: Matter
  after: Matter
  change: Change
  entry: ReturnType<typeof seal>
  accountId: string | null
  receipt: ActionReceipt
}

/** Policy and rule of one edge, without a database. */
export function prepareAction(
  context: DecisionContext,
  matter: Matter,
  request: Pick<ActionRequest, 'action' | 'assignmentId' | 'input' | 'expectedVersion' | 'actor'>,
): PreparedAction {
  const { actor, action } = request
  const assignment =
    request.assignmentId === undefined ? null : (matter.assignments.find((each) => each.id === request.assignmentId) ?? null)
  if (request.assignmentId !== undefined && !assignment) throw new LinliError('not_found')
  const isStale = request.expectedVersion !== null && request.expectedVersion !== matter.version
  const { edge, hat } = findEdge(actor, matter, action, assignment)
  if (isStale) throw new LinliError('matter_changed', { facts: { version: matter.version, state: matter.state } })
  if (!edge) throw new LinliError('action_not_possible', { facts: { version: matter.version, state: matter.state } })
  if (!hat) throw new LinliError(edge.whyNot?.(actor, matter) ?? 'not_allowed')

  const change = edge.decide({ matter, assignment, input: request.input as never, actor, hat, context })
  if (!edge.to.includes(change.to)) throw new Error(`${action} led from ${matter.state} to ${change.to}, which its table does not name`)
  const after = apply(matter, change)
  const at = context.now
  const entry = seal(
    {
      matterId: matter.id,
      seq: after.version,
      at,
      accountId: actor.accountId,
      hat,
      action,
      fromState: matter.state,
      toState: after.state,
      holder: after.holder,
      visibility: change.entry.visibility,
      content: change.entry.content,
    },
    matter.chainHead,
  )
  const receipt: ActionReceipt = {
    matterId: matter.id,
    number: matter.number,
    state: after.state,
    version: after.version,
    at: at.toISOString(),
    promisedAt: after.promisedAt?.toISOString() ?? null,
    dueAt: after.dueAt?.toISOString() ?? null,
    assignmentIds: (change.addAssignments ?? []).map((added) => added.id),
  }
  return { before: matter, after: { ...after, chainHead: entry.hash }, change, entry, accountId: actor.accountId, receipt }
}

/** The matter as it is after a change. */
export function apply(matter: Matter, change: Change): Matter {
  const reshaped = new Map((change.setAssignments ?? []).map((assignment) => [assignment.id, assignment]))
  const stopped = new Set((change.stopClocks ?? []).map((clock) => clock.id))
  const clocks: RunningClock[] = [...matter.clocks.filter((clock) => !stopped.has(clock.id)), ...(change.startClocks ?? [])]
  return {
    ...matter,
    ...change.set,
    state: change.to,
    version: matter.version + 1,
    assignments: [...matter.assignments.map((assignment) => reshaped.get(assignment.id) ?? assignment), ...(change.addAssignments ?? [])],
    clocks,
    ...nearestLimit(clocks),
  }
}

/** The limit that runs out next; the reporter's time to rate presses nobody. */
function nearestLimit(clocks: readonly RunningClock[]): { dueAt: Date | null; yellowAt: Date | null } {
  let nearest: RunningClock | null = null
  for (const clock of clocks) if (clock.kind !== 'rate' && (nearest === null || clock.dueAt < nearest.dueAt)) nearest = clock
  if (nearest === null) return { dueAt: null, yellowAt: null }
  return { dueAt: nearest.dueAt, yellowAt: nearest.yellowAt }
}

async function conflict(db: Db, request: ActionRequest, context: DecisionContext): Promise<LinliError> {
  const { matter } = await loadMatter(db, request.matterId, null, context.now)
  return new LinliError('matter_changed', { facts: matter ? { version: matter.version, state: matter.state } : {} })
}
