import type { ErrorCode, MatterAction, MatterKind, MatterState, TObject } from '@linli/contract'
import type { Actor } from '../../access/index.ts'
import type { TreeArea } from '../../areas/index.ts'
import type { LimitRule } from '../../deadlines/index.ts'
import type { Decision, Hat } from '../change.ts'
import type { DecisionContext } from '../decision-context.ts'
import type { Assignment, Matter } from '../matter.ts'

/** What an edge acts on besides the matter: one assignment, or one supervision card. */
export interface Target {
  assignment: Assignment | null
  cardId: string | null
}

/**
 * Who may take an edge: the hat (post) by which this actor may, or null. For edges on an assignment the assignment
 * is given. Each is a named function in rights.ts, so that the table reads like domain.md.
 */
export type Right = (actor: Actor, matter: Matter, target: Target) => Hat | null

/** An edge's rule: what the action does to this matter. Pure: time, ids and look-ups come from the context. */
export type Decide<Input> = (given: {
  matter: Matter
  assignment: Assignment | null
  cardId: string | null
  /** The other matter of an edge that names one. */
  other: Matter | null
  input: Input
  actor: Actor
  hat: Hat
  context: DecisionContext
}) => Decision

/** One row of a kind's table (domain.md §2). */
export interface Edge<State extends MatterState = MatterState> {
  action: MatterAction
  from: readonly State[]
  /** Every state it can lead to; the picture of the graph is drawn from it, and the engine checks it. */
  to: readonly State[]
  by: Right
  /** A better word than `not_allowed` for why this actor may not; null when there is none. */
  whyNot?: (actor: Actor, matter: Matter, target: Target) => ErrorCode | null
  /** What it acts on besides the matter; it is offered for each that `by` allows. */
  on?: 'assignment' | 'card'
  /** The matter it changes besides this one: named by what was asked, or the one this was merged into. */
  other?: 'main' | ((input: never) => string)
  /** True when it changes nothing others decide on (a note, a reminder): it outdates no form that somebody is filling in. */
  aside?: boolean
  /** True where a resident may act on what they were only shown a hint of; such actions are not among the abilities. */
  unseen?: boolean
  /** Where the rule stands. */
  rule: string
  /** What must be said, for actions without a route of their own. */
  form?: TObject
  // The input's shape is the contract's, or the form's; it has been validated when it gets here.
  decide: Decide<never>
}

/** What happens by itself when a clock of this name is due. */
export interface Regime {
  /** Who is told at 80 %; null: nobody. */
  near: 'holder' | 'reporter' | null
  /** An action the platform takes when it is due, or the climb: red, then a card, then one level higher each working day. */
  due: MatterAction | 'climb' | 'tell_superior'
}

/** How a matter of this kind begins, when it is not by a report. */
export interface Beginning {
  action: MatterAction
  words: Words
  /** The first state. */
  to: MatterState
  /** Who may begin one that belongs to this area. */
  by: (actor: Actor, area: TreeArea) => Hat | null
  /** Another matter it comes from, which must be seen; its timeline tells of it. */
  origin?: (form: never) => string | null
  form: TObject
  rule: string
  decide: (given: {
    matter: Matter
    form: never
    origin: Matter | null
    actor: Actor
    hat: Hat
    context: DecisionContext
  }) => Decision & { begun?: Partial<Matter> }
}

export interface Words {
  zh: string
  en: string
}

/** A kind of matter: one file that states its table, forms, limits and notices. */
export interface Kind<State extends MatterState = MatterState> {
  kind: MatterKind
  words: Words
  /** True: seen only by its desk and the organisations that work on it. */
  private: boolean
  begin: Beginning | null
  /** What each state is called and which clocks run in it: one of each group must. An end state has none. */
  states: Record<State, Words & { clocks: readonly (readonly string[])[]; ended: boolean }>
  /** What its own actions are called; those of the event table are called the same everywhere. */
  actions: Record<string, Words>
  edges: readonly Edge<State>[]
  regimes: Record<string, Regime>
  /** The limits a city starts with. */
  limits: readonly LimitRule[]
}

/** States a kind; the compiler checks that its edges use its own states. */
export function defineKind<const State extends string>(kind: Kind<State>): Kind {
  return kind as unknown as Kind
}
