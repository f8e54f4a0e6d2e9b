import type { ActionReceipt, MatterAction } from '@linli/contract'
import { type Db, foreignKeyViolation, runAllStatements, runStatement, sqlStateOf, uniqueViolation } from '../../platform/db.ts'
import { findAnswer, type Intention, sameRequest } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import type { AuditEntry } from '../audit/index.ts'
import { type AttachableFile, findAttachable, toldApart, type Uploader } from '../files/index.ts'
import { apply } from './apply.ts'
import { type FiredClock, requireFired } from './actions/limits.ts'
import type { Birth, Change, Decision, Hat } from './change.ts'
import type { DecisionContext } from './decision-context.ts'
import type { Edge, Target } from './kinds/kind.ts'
import type { Matter } from './matter.ts'
import { loadMatter } from './matter.load.ts'
import type { MatterNumbers } from './matter-numbers.ts'
import { findEdge, isUnseen, maySee, sightOf } from './matter.policy.ts'
import { insertMatter, noContact, writeChange } from './matter.store.ts'
import { chainStart, seal, type SealedEntry } from './timeline.ts'

/** What a caller asks of one matter. */
export interface ActionRequest {
  action: MatterAction
  matterId: string
  assignmentId?: string
  cardId?: string
  /** As the contract's schema of the route, or the edge's form, has let it through. */
  input: unknown
  /** The version the actor saw; null for the platform itself. */
  expectedVersion: number | null
  actor: Actor
  intention: Intention | null
  /** As whom the files were uploaded that come with it; the platform itself brings none. */
  uploader?: Uploader
  /** The clock by which the platform itself acts; nothing happens when it does not want this step any more. */
  fired?: FiredClock
  /** What the audit trail keeps of it, written with it or not at all. */
  audit?: AuditEntry
}

/** What an action answers and repetitions get again. */
export interface KeptReceipt extends ActionReceipt {
  /** For who joined: how many they are now. */
  supporterCount?: number
}

/** How often an action is decided anew because a note or a light came in between. */
const tries = 5

/**
 * Takes one edge of a matter's table: load → may they see it → policy → decide → write everything in one statement.
 * Two round trips; a third where another matter changes with it. `numbers` is asked only when matters are born.
 * Throws `not_found`, `not_allowed`, `action_not_possible`, `matter_changed` and what the edge's own rule refuses.
 */
export async function performAction(
  db: Db,
  context: DecisionContext,
  request: ActionRequest,
  numbers?: MatterNumbers,
): Promise<KeptReceipt> {
  const { actor, intention } = request
  for (let attempt = 1; ; attempt++) {
    const loaded = await loadMatter(db, request.matterId, intention, context.now)
    if (loaded.stored && intention) return sameRequest(loaded.stored, intention).answer as KeptReceipt
    const { matter } = loaded
    if (!matter) throw new LinliError('not_found')
    const { edge } = findEdge(actor, matter, request.action, { assignment: null, cardId: null })
    if (!isUnseen(matter.kind, request.action)) requireVisible(actor, matter)
    const prepared = prepareAction(context, matter, {
      ...request,
      other: await otherOf(db, context, request, matter, edge),
      files: await filesOf(db, request, context.now),
    })
    const written = await write(db, context, prepared, request, numbers)
    if (written) return prepared.receipt
    // Someone was faster: either this very request in another process, or another action.
    const answered = intention && (await findAnswer(db.read, intention))
    if (answered) return answered.answer as KeptReceipt
    if (attempt === tries) throw new LinliError('matter_changed', { facts: { version: matter.version, state: matter.state } })
  }
}

/** Everything an action will write, decided without writing: also for the demo city, which writes many at once. */
export interface PreparedAction {
  before: Matter
  after: Matter
  change: Change
  entry: SealedEntry
  accountId: string | null
  receipt: KeptReceipt
  /** What it does to another matter. */
  other: Pick<PreparedAction, 'before' | 'after' | 'change' | 'entry' | 'accountId'> | null
  /** Matters that begin with it, still without their numbers. */
  births: readonly Birth[]
  hat: Hat
}

/** Policy and rule of one edge, without a database. */
export function prepareAction(
  context: DecisionContext,
  matter: Matter,
  request: Pick<ActionRequest, 'action' | 'assignmentId' | 'cardId' | 'input' | 'expectedVersion' | 'actor' | 'fired'> & {
    other?: Matter | null
    files?: readonly AttachableFile[]
  },
): PreparedAction {
  const { actor, action } = request
  if (request.fired) requireFired(matter, request.fired)
  const target = targetOf(matter, request)
  const { edge, hat } = findEdge(actor, matter, action, target)
  // Notes and reminders in between outdate nothing that somebody was deciding on.
  const isStale =
    request.expectedVersion !== null && (request.expectedVersion < matter.substanceVersion || request.expectedVersion > matter.version)
  const facts = { version: matter.version, state: matter.state }
  if (isStale && !edge?.aside) throw new LinliError('matter_changed', { facts })
  if (!edge) throw new LinliError('action_not_possible', { facts })
  if (!hat) throw new LinliError(edge.whyNot?.(actor, matter, target) ?? 'not_allowed')

  const other = request.other ?? null
  const decision: Decision = edge.decide({ matter, ...target, other, input: request.input as never, actor, hat, context })
  if (!edge.to.includes(decision.to)) throw new Error(`${action} led from ${matter.state} to ${decision.to}, which its table does not name`)
  const change = withFiles(decision, request.files ?? [])
  const made = sealed(context, matter, change, { action, actor, hat, aside: edge.aside ?? false })
  return {
    ...made,
    receipt: receiptOf(context, made.after, decision),
    other: decision.other && other ? prepareOther(context, other, decision.other, { actor, hat }) : null,
    births: decision.births ?? [],
    hat,
  }
}

/** A matter's first change, with its number. */
export function prepareBirth(context: DecisionContext, birth: Birth, by: { actor: Actor; hat: Hat }, number: string) {
  const made = sealed(context, { ...birth.matter, number }, birth.change, { action: birth.action, ...by, aside: false })
  return { ...made, receipt: receiptOf(context, made.after, birth.change) }
}

/** What an action does to another matter, ready to be written. */
export function prepareOther(context: DecisionContext, other: Matter, change: Change & { action: string }, by: { actor: Actor; hat: Hat }) {
  return sealed(context, other, change, { action: change.action, ...by, aside: true })
}

/** The change with the files that come with it; the entry names each by the hash of its bytes, so that the chain covers the evidence. */
export function withFiles<C extends Change>(change: C, files: readonly AttachableFile[]): C {
  if (files.length === 0) return change
  const named = files.map((file) => ({ id: file.id, kind: file.kind, sha256: file.sha256.toString('hex') }))
  return { ...change, attach: files, entry: { ...change.entry, content: { ...change.entry.content, files: named } } }
}

interface Deed {
  action: MatterAction
  actor: Actor
  hat: Hat
  aside: boolean
}

function sealed(context: DecisionContext, before: Matter, change: Change, { action, actor, hat, aside }: Deed) {
  const after = apply(before, change, context.now)
  const entry = seal(
    {
      matterId: before.id,
      seq: after.version,
      at: context.now,
      accountId: actor.accountId,
      hat,
      action,
      fromState: before.version === 0 ? null : before.state,
      toState: after.state,
      holder: after.holder,
      visibility: change.entry.visibility,
      content: change.entry.content,
    },
    before.version === 0 ? chainStart : before.chainHead,
  )
  const substanceVersion = aside ? before.substanceVersion : after.version
  return { before, after: { ...after, chainHead: entry.hash, substanceVersion }, change, entry, accountId: actor.accountId }
}

export function receiptOf(context: DecisionContext, after: Matter, change: Pick<Change, 'addAssignments' | 'addFollower'>): KeptReceipt {
  return {
    matterId: after.id,
    number: after.number,
    state: after.state,
    version: after.version,
    at: context.now.toISOString(),
    promisedAt: after.promisedAt?.toISOString() ?? null,
    dueAt: after.dueAt?.toISOString() ?? null,
    assignmentIds: (change.addAssignments ?? []).map((added) => added.id),
    ...(change.addFollower && { supporterCount: after.supporterCount }),
  }
}

function targetOf(matter: Matter, { assignmentId, cardId }: Pick<ActionRequest, 'assignmentId' | 'cardId'>): Target {
  const assignment = assignmentId === undefined ? null : (matter.assignments.find((each) => each.id === assignmentId) ?? null)
  if (assignmentId !== undefined && !assignment) throw new LinliError('not_found')
  return { assignment, cardId: cardId ?? null }
}

function requireVisible(actor: Actor, matter: Matter | null): Matter {
  if (!matter || (actor.owner !== 'system' && !maySee(sightOf(actor), matter))) throw new LinliError('not_found')
  return matter
}

async function filesOf(db: Db, { input, uploader }: ActionRequest, now: Date): Promise<readonly AttachableFile[]> {
  const { fileIds, beforeCount } = (input ?? {}) as { fileIds?: string[]; beforeCount?: number }
  return fileIds?.length && uploader ? toldApart(await findAttachable(db.read, uploader, fileIds, now), beforeCount) : []
}

/** The other matter of an edge that has one: one the actor may see, or the one this was merged into. */
async function otherOf(
  db: Db,
  context: DecisionContext,
  { actor, input }: ActionRequest,
  matter: Matter,
  edge: Edge | null,
): Promise<Matter | null> {
  if (!edge?.other) return null
  const id = edge.other === 'main' ? matter.mergedIntoId : edge.other(input as never)
  if (id === null) return null
  const { matter: other } = await loadMatter(db, id, null, context.now)
  return edge.other === 'main' ? other : requireVisible(actor, other)
}

/** False when someone was faster, and then nothing is written. */
async function write(
  db: Db,
  context: DecisionContext,
  prepared: PreparedAction,
  { intention, audit }: Pick<ActionRequest, 'intention' | 'audit'>,
  numbers: MatterNumbers | undefined,
): Promise<boolean> {
  const { other, births, receipt } = prepared
  const statement = writeChange({ ...prepared, intention, audit })
  try {
    if (!other && births.length === 0) {
      const [written] = await runStatement<{ changed: number }>(db, statement)
      return written?.changed === 1
    }
    const born = []
    for (const birth of births) {
      if (!numbers) throw new Error('matters are born, but nobody gives them numbers')
      const by = { actor: { accountId: prepared.accountId } as Actor, hat: prepared.hat }
      born.push(insertMatter({ ...prepareBirth(context, birth, by, await numbers.next(context.now)), intention: null, receipt }, noContact))
    }
    const also = other ? [writeChange({ ...other, intention: null, receipt })] : []
    // In the order of their ids, so that two mergers in opposite directions wait instead of blocking each other.
    const changes = other && other.before.id < prepared.before.id ? [...also, statement] : [statement, ...also]
    return await runAllStatements(db, [...born, ...changes])
  } catch (error) {
    // A file that nobody attached for a day was collected in this very moment.
    if (sqlStateOf(error) === foreignKeyViolation && prepared.change.attach) throw new LinliError('unknown_file', { cause: error })
    if (sqlStateOf(error) !== uniqueViolation) throw error
    return false
  }
}
