import type { MatterSource, RoutingConditions, RoutingProposal as Proposal, RoutingRule, Severity } from '@linli/contract'

export type { RoutingConditions, RoutingRule }

/** What the rules look at when a matter is to be dispatched. */
export interface RoutingFacts {
  categoryCode: string | null
  severity: Severity
  /** The place in the tree, as `areas.path`. */
  areaPath: string
  areaClass: string
  source: MatterSource
  text: string
  /** When it would be dispatched; rules with a time look at this in China time. */
  at: Date
}

export type RoutingProposal = Readonly<Omit<Proposal, 'coHandlerOrganisationIds'>> & {
  readonly coHandlerOrganisationIds: readonly string[]
}

/** The rules in force, compiled against the areas, organisations and categories of the city. */
export interface RoutingBook {
  /** 0 as long as nothing has been published. */
  version: number
  /**
   * Who the first rule that holds proposes, else the category's default department (or its class's); null when there is neither.
   * A rule whose lead has ended is passed over. Pure and quick: everything that can be worked out before is (domain.md §4).
   */
  propose(facts: RoutingFacts): RoutingProposal | null
}

/** A rule set that has been published. */
export interface PublishedRules {
  number: number
  rules: readonly RoutingRule[]
}
