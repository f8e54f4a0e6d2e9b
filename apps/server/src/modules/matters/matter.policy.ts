import type { Ability, MatterAction, MatterKind, MatterState } from '@linli/contract'
import type { Actor } from '../access/index.ts'
import type { Hat } from './change.ts'
import { kinds } from './kinds/index.ts'
import type { Edge, Target } from './kinds/kind.ts'
import type { Matter } from './matter.ts'

/** Whose matters someone may see: areas by path, organisations, themselves, or one receipt. The same facts limit every query. */
export interface Sight {
  areaPaths: readonly string[]
  organisationIds: readonly string[]
  accountId: string | null
  receiptMatterId: string | null
  /** As whom they follow: their account, or what their receipt stands for. */
  followerIds: readonly string[]
  /** The desks somebody sits at: the only areas whose private matters they see. */
  deskAreaIds: readonly string[]
  /** Where those desks are: the areas whose reporters' masked phone numbers they see. */
  deskPaths: readonly string[]
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
    followerIds: [actor.accountId, actor.receiptFollowerId ?? actor.receiptMatterId].filter((id) => id !== null),
    deskAreaIds: actor.posts.flatMap((post) => (post.role === 'desk_clerk' && post.areaId !== null ? [post.areaId] : [])),
    deskPaths: actor.posts.flatMap((post) => (post.role === 'desk_clerk' && post.areaPath !== null ? [post.areaPath] : [])),
  }
}

/** The facts by which a matter is seen or not. */
export interface Visibility {
  id: string
  areaPath: string
  organisationIds: readonly string[]
  reporterAccountId: string | null
  followerIds: readonly string[]
  deskAreaId: string
  private: boolean
}

/** Whether the matter exists for whoever has this sight. */
export function maySee(sight: Sight, matter: Visibility): boolean {
  return (
    sight.receiptMatterId === matter.id ||
    (sight.accountId !== null && sight.accountId === matter.reporterAccountId) ||
    sight.followerIds.some((id) => matter.followerIds.includes(id)) ||
    seesByPost(sight, matter)
  )
}

/** Whether it is seen for the sake of a post: at the place, or at an organisation that works or worked on it. */
export function seesByPost(sight: Sight, matter: Visibility): boolean {
  const byPlace = matter.private
    ? sight.deskAreaIds.includes(matter.deskAreaId)
    : sight.areaPaths.some((path) => matter.areaPath.startsWith(path))
  return byPlace || sight.organisationIds.some((id) => matter.organisationIds.includes(id))
}

/** Every action this actor may take on this matter now; sent to the screens, and asked again by each command. */
export function abilities(actor: Actor, matter: Matter): Ability[] {
  const allowed: Ability[] = []
  for (const edge of edgesFrom(matter)) {
    if (edge.unseen) continue
    for (const target of targetsOf(edge, matter)) {
      if (!edge.by(actor, matter, target)) continue
      allowed.push({ action: edge.action, assignmentId: target.assignment?.id ?? null, cardId: target.cardId })
    }
  }
  return allowed
}

/**
 * The edge of an action and the hat by which this actor may take it. Null `edge`: not from this state.
 * Null `hat`: not by this actor.
 */
export function findEdge(actor: Actor, matter: Matter, action: MatterAction, target: Target): { edge: Edge | null; hat: Hat | null } {
  const edge = edgesFrom(matter).find((candidate) => candidate.action === action) ?? null
  return { edge, hat: edge ? edge.by(actor, matter, target) : null }
}

/** Whether a matter may be acted on so by whoever was only shown a hint of it. In every state, so that coming too late is told as that. */
export function isUnseen(kind: MatterKind, action: MatterAction): boolean {
  return kinds[kind].edges.some((edge) => edge.action === action && edge.unseen)
}

function targetsOf(edge: Edge, matter: Matter): Target[] {
  if (edge.on === 'assignment') return matter.assignments.map((assignment) => ({ assignment, cardId: null }))
  if (edge.on === 'card') return matter.cards.map((card) => ({ assignment: null, cardId: card.id }))
  return [{ assignment: null, cardId: null }]
}

function edgesFrom(matter: Matter): readonly Edge[] {
  return edgesByState(matter.kind).get(matter.state) ?? []
}

const tables = new Map<MatterKind, ReadonlyMap<MatterState, readonly Edge[]>>()

/** The rows of a kind's table by the state they start from. */
function edgesByState(kind: MatterKind): ReadonlyMap<MatterState, readonly Edge[]> {
  const known = tables.get(kind)
  if (known) return known
  const { edges, states } = kinds[kind]
  const table = new Map<MatterState, readonly Edge[]>(
    Object.keys(states).map((state) => [state, edges.filter((edge) => edge.from.includes(state))]),
  )
  tables.set(kind, table)
  return table
}
