import type { Category, MatterKind } from '@linli/contract'
import type { AreaTree, TreeArea } from '../areas/index.ts'
import type { Deadlines, Limit } from '../deadlines/index.ts'
import type { OrganisationRow } from '../people/index.ts'
import type { RoutingProposal } from '../routing/index.ts'
import type { Matter } from './matter.ts'

/** What a decision may look up. Everything is in memory, so that deciding costs no round trip. */
export interface DecisionContext {
  now: Date
  newId(): string
  areas: AreaTree
  deadlines: Deadlines
  /** The limit a kind brings for its own clock, where the city has stated none. */
  limitOfKind(kind: MatterKind, clock: string): Limit | null
  /** Whom the city's routing rules propose, and why; null when nobody. */
  propose(matter: Routed, at: Date): RoutingProposal | null
  /** Who is told when 80 % of a clock have passed; null when nobody is, and then nothing happens before it is due. */
  toldNear(kind: MatterKind, clock: string): 'holder' | 'reporter' | null
  /** A category in use. */
  category(code: string): Category | undefined
  /** An organisation in use. */
  organisation(id: string): OrganisationRow | undefined
}

/** What the routing rules look at. */
export type Routed = Pick<Matter, 'categoryCode' | 'severity' | 'areaId' | 'areaPath' | 'source' | 'text'>

/** The desk of the place a matter lies in. Throws when the tree has no desk above it: areas without any desk cannot hold matters. */
export function deskOfPlace(context: DecisionContext, areaId: string): string {
  const desk = context.areas.deskOf(areaId)
  if (!desk) throw new Error(`No desk above area ${areaId}`)
  return desk.id
}

/** The next desk above this area; null at the top. */
export function deskAbove(context: Pick<DecisionContext, 'areas'>, areaId: string): TreeArea | null {
  const area = context.areas.get(areaId)
  return area && area.parentId !== null ? context.areas.deskOf(area.parentId) : null
}

/** The desks above this one, from the next to the city's. */
export function desksAbove(context: Pick<DecisionContext, 'areas'>, areaId: string): string[] {
  const found: string[] = []
  for (let desk = deskAbove(context, areaId); desk !== null; desk = deskAbove(context, desk.id)) found.push(desk.id)
  return found
}

/** The desk above the one that answers for the matter, or that one itself at the top, so that nothing ends in the air. */
export function parentDesk(context: DecisionContext, matter: Pick<Matter, 'deskAreaId'>): string {
  return deskAbove(context, matter.deskAreaId)?.id ?? matter.deskAreaId
}

export function nameOfOrganisation(context: DecisionContext, organisationId: string): string {
  return context.organisation(organisationId)?.nameZh ?? ''
}
