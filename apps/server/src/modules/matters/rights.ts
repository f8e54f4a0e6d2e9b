import type { Role } from '@linli/contract'
import type { Actor, ActorPost } from '../access/index.ts'
import type { Hat } from './change.ts'
import type { Right } from './kinds/kind.ts'
import type { Matter } from './matter.ts'

/** The clerk of the desk that holds the matter. */
export const holdersDesk: Right = (actor, matter) =>
  hatOf(actor, (post) => post.role === 'desk_clerk' && post.areaId !== null && post.areaId === matter.holder.areaId)

/** The grid worker of the grid the matter lies in. */
export const gridWorkerOfPlace: Right = (actor, matter) => hatOf(actor, (post) => post.role === 'grid_worker' && worksAt(post, matter))

/**
 * The grid worker of the place, never of an organisation that handled it (domain.md §2 verify). Where no grid worker is
 * in post the holding desk goes and looks, so that the state keeps an exit.
 */
export const verifierOfPlace: Right = (actor, matter) => {
  if (isHandler(actor, matter)) return null
  return gridWorkerOfPlace(actor, matter, null) ?? holdersDesk(actor, matter, null)
}

/** Tells a grid worker or clerk of the place that it is only their own organisation's work that keeps them from verifying. */
export function ownWork(actor: Actor, matter: Matter): 'own_work' | null {
  const wouldBe = gridWorkerOfPlace(actor, matter, null) ?? holdersDesk(actor, matter, null)
  return wouldBe && isHandler(actor, matter) ? 'own_work' : null
}

/** Someone who may take on assignments of the assigned organisation. */
export const assignedOrganisation: Right = (actor, _matter, assignment) =>
  assignment?.state === 'dispatched' ? postAt(actor, assignment.organisationId, ['handler', 'dispatcher']) : null

/** The organisation that has claimed, or may still claim, the assignment. */
export const organisationOfOpenAssignment: Right = (actor, _matter, assignment) =>
  assignment && (assignment.state === 'dispatched' || assignment.state === 'claimed')
    ? postAt(actor, assignment.organisationId, ['handler', 'dispatcher'])
    : null

/** The handler who claimed the assignment, or a dispatcher of the same organisation. */
export const handlerOfAssignment: Right = (actor, _matter, assignment) => {
  if (assignment?.state !== 'claimed') return null
  const isClaimant = assignment.handlerAccountId === null || assignment.handlerAccountId === actor.accountId
  return postAt(actor, assignment.organisationId, isClaimant ? ['handler', 'dispatcher'] : ['dispatcher'])
}

/** Whoever reported, by account or by receipt code. */
const reporter: Right = (actor, matter) => {
  const byReceipt = actor.kind === 'receipt' && actor.receiptMatterId === matter.id
  const byAccount = actor.accountId !== null && actor.accountId === matter.reporterAccountId
  return byReceipt || byAccount ? { role: 'reporter', areaId: null, organisationId: null } : null
}

/** Whoever reported, unless it is a grid worker's own solution on the spot: nobody rates their own work (domain.md §2 solve_on_spot). */
export const reporterWhoRates: Right = (actor, matter) =>
  matter.solvedOnSpot && matter.source === 'grid_worker' ? null : reporter(actor, matter, null)

/** The platform itself, when a time has come. */
export const platformItself: Right = (actor) => (actor.owner === 'system' ? { role: 'system', areaId: null, organisationId: null } : null)

function worksAt(post: ActorPost, matter: Matter): boolean {
  return post.areaPath !== null && matter.areaPath.startsWith(post.areaPath)
}

function isHandler(actor: Actor, matter: Matter): boolean {
  return actor.posts.some(
    (post) =>
      post.organisationId !== null &&
      matter.assignments.some((assignment) => assignment.organisationId === post.organisationId && assignment.state === 'finished'),
  )
}

function postAt(actor: Actor, organisationId: string, roles: readonly Role[]): Hat | null {
  return hatOf(actor, (post) => post.organisationId === organisationId && roles.includes(post.role))
}

function hatOf(actor: Actor, fits: (post: ActorPost) => boolean): Hat | null {
  const post = actor.posts.find(fits)
  return post ? { role: post.role, areaId: post.areaId, organisationId: post.organisationId } : null
}
