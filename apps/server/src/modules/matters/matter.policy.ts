import type { Ability, MatterAction } from '@linli/contract'
import type { Actor } from '../access/index.ts'
import type { Hat } from './change.ts'
import { kinds } from './kinds/index.ts'
import type { Edge } from './kinds/kind.ts'
import type { Assignment, Matter } from './matter.ts'

/** Whose matters someone may see: areas by path, organisations, themselves, or one receipt. The same facts limit every query. */
export interface Sight {
  areaPaths: readonly string[]
  organisationIds: readonly string[]
  accountId: string | null
  receiptMatterId: string | null
}

const readsAreaMatters: readonly string[] = ['grid_worker', 'desk_clerk', 'supervisor']
const readsOrganisationMatters: readonly string[] = ['dispatcher', 'handler']

/** What this actor may see (domain.md §2 rule 6). Administrators and rule keepers see no matters by their post. */
export function sightOf(actor: Actor): Sight {
  return {
    areaPaths: actor.posts.flatMap((post) => (post.areaPath !== null && readsAreaMatters.includes(post.role) ? [post.areaPath] : [])),
    organisationIds: actor.posts.flatMap((post) =>
      post.organisationId !== null && readsOrganisationMatters.includes(post.role) ? [post.organisationId] : [],
    ),
    accountId: actor.accountId,
    receiptMatterId: actor.receiptMatterId,
  }
}

/** The facts by which a matter is seen or not. */
export interface Visibility {
  id: string
  areaPath: string
  organisationIds: readonly string[]
  reporterAccountId: string | null
}

/** Whether the matter exists for whoever has this sight. */
export function maySee(sight: Sight, matter: Visibility): boolean {
  return (
    sight.receiptMatterId === matter.id ||
    (sight.accountId !== null && sight.accountId === matter.reporterAccountId) ||
    sight.areaPaths.some((path) => matter.areaPath.startsWith(path)) ||
    sight.organisationIds.some((id) => matter.organisationIds.includes(id))
  )
}

/** Every action this actor may take on this matter now; sent to the screens, and asked again by each command. */
export function abilities(actor: Actor, matter: Matter): Ability[] {
  const allowed: Ability[] = []
  for (const edge of edgesFrom(matter)) {
    for (const assignment of edge.onAssignment ? matter.assignments : [null]) {
      if (edge.by(actor, matter, assignment)) allowed.push({ action: edge.action, assignmentId: assignment?.id ?? null })
    }
  }
  return allowed
}

/**
 * The edge of an action and the hat by which this actor may take it. Null `edge`: not from this state.
 * Null `hat`: not by this actor.
 */
export function findEdge(
  actor: Actor,
  matter: Matter,
  action: MatterAction,
  assignment: Assignment | null,
): { edge: Edge | null; hat: Hat | null } {
  const edge = edgesFrom(matter).find((candidate) => candidate.action === action) ?? null
  return { edge, hat: edge ? edge.by(actor, matter, assignment) : null }
}

function edgesFrom(matter: Matter): Edge[] {
  return kinds[matter.kind].edges.filter((edge) => edge.from.includes(matter.state))
}
