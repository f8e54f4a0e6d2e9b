import type { ErrorCode, MatterAction, MatterKind, MatterState } from '@linli/contract'
import type { Actor } from '../../access/index.ts'
import type { Change, Hat } from '../change.ts'
import type { DecisionContext } from '../decision-context.ts'
import type { Assignment, Matter } from '../matter.ts'

/**
 * Who may take an edge: the hat (post) by which this actor may, or null. For edges on an assignment the assignment
 * is given. Each is a named function in rights.ts, so that the table reads like domain.md.
 */
export type Right = (actor: Actor, matter: Matter, assignment: Assignment | null) => Hat | null

/** An edge's rule: what the action does to this matter. Pure: time, ids and look-ups come from the context. */
export type Decide<Input> = (given: {
  matter: Matter
  assignment: Assignment | null
  input: Input
  actor: Actor
  hat: Hat
  context: DecisionContext
}) => Change

/** One row of a kind's table (domain.md §2). */
export interface Edge {
  action: MatterAction
  from: readonly MatterState[]
  /** Every state it can lead to; the picture of the graph is drawn from it, and the engine checks it. */
  to: readonly MatterState[]
  by: Right
  /** A better word than `not_allowed` for why this actor may not; null when there is none. */
  whyNot?: (actor: Actor, matter: Matter) => ErrorCode | null
  /** True when it acts on one assignment, offered for each that `by` allows. */
  onAssignment?: boolean
  /** Where the rule stands. */
  rule: string
  // The input's shape is the contract's; the route that leads here has validated it.
  decide: Decide<never>
}

/** A kind of matter: one file that states its table. */
export interface Kind {
  kind: MatterKind
  edges: readonly Edge[]
}
