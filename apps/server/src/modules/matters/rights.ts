import type { RequestKind, Role } from '@linli/contract'
import type { Actor, ActorPost } from '../access/index.ts'
import type { Hat } from './change.ts'
import type { Right, Target } from './kinds/kind.ts'
import type { Assignment, Matter } from './matter.ts'

/** The clerk of the desk that holds the matter. */
export const holdersDesk: Right = (actor, matter) =>
  hatOf(actor, (post) => post.role === 'desk_clerk' && post.areaId !== null && post.areaId === matter.holder.areaId)

/** The clerk of the desk that answers for the matter, whoever holds it now. */
export const answeringDesk: Right = (actor, matter) => clerkAt(actor, matter.deskAreaId)

/** The grid worker of the grid the matter lies in. */
export const gridWorkerOfPlace: Right = (actor, matter) => hatOf(actor, (post) => post.role === 'grid_worker' && worksAt(post, matter))

/**
 * The grid worker of the place, never of an organisation that handled it (domain.md §2 verify). Where no grid worker is
 * in post the holding desk goes and looks, so that the state keeps an exit.
 */
export const verifierOfPlace: Right = (actor, matter, target) => {
  if (isHandler(actor, matter)) return null
  return gridWorkerOfPlace(actor, matter, target) ?? holdersDesk(actor, matter, target)
}

const noTarget = { assignment: null, cardId: null }

/** Tells a grid worker or clerk of the place that it is only their own organisation's work that keeps them from verifying. */
export function ownWork(actor: Actor, matter: Matter): 'own_work' | null {
  const wouldBe = gridWorkerOfPlace(actor, matter, noTarget) ?? holdersDesk(actor, matter, noTarget)
  return wouldBe && isHandler(actor, matter) ? 'own_work' : null
}

/** Someone who may take on assignments of the assigned organisation. */
export const assignedOrganisation: Right = (actor, matter, { assignment }) =>
  assignment?.state === 'dispatched' && !hasRequest(matter, assignment)
    ? postAt(actor, assignment.organisationId, ['handler', 'dispatcher'])
    : null

/** The organisation that has claimed, or may still claim, the assignment, and has not asked for anything. */
export const organisationOfOpenAssignment: Right = (actor, matter, { assignment }) =>
  assignment && isOpen(assignment) && !hasRequest(matter, assignment)
    ? postAt(actor, assignment.organisationId, ['handler', 'dispatcher'])
    : null

/** Someone of the whistled organisation that has yet to sign in. */
export const whistledOrganisation: Right = (actor, _matter, { assignment }) =>
  assignment && assignment.whistle && assignment.arrivedAt === null && isOpen(assignment)
    ? postAt(actor, assignment.organisationId, ['handler', 'dispatcher'])
    : null

/** The handler who claimed the assignment, or a dispatcher of the same organisation. */
export const handlerOfAssignment: Right = (actor, matter, { assignment }) =>
  assignment && !hasRequest(matter, assignment, 'return') ? claimantOf(actor, assignment) : null

/** The same, while nothing they asked for waits for a ruling. */
export const handlerWhoMayAsk: Right = (actor, matter, { assignment }) =>
  assignment && !hasRequest(matter, assignment) ? claimantOf(actor, assignment) : null

/** The handler of the lead. */
export const leadWhoMayAsk: Right = (actor, matter, target) =>
  target.assignment?.part === 'lead' ? handlerWhoMayAsk(actor, matter, target) : null

/** Tells somebody of the organisation that only what was asked before keeps them from asking. */
export function requestOpen(actor: Actor, matter: Matter, { assignment }: Target): 'request_open' | null {
  if (!assignment || !hasRequest(matter, assignment)) return null
  return postAt(actor, assignment.organisationId, ['handler', 'dispatcher']) ? 'request_open' : null
}

/** The desk that rules on what was asked for this assignment. */
export function rulingDesk(kind: RequestKind): Right {
  const deskThatRules: Right = (actor, matter, { assignment }) => {
    const request = matter.requests.find((each) => each.assignmentId === assignment?.id && each.kind === kind)
    return request ? clerkAt(actor, request.toAreaId) : null
  }
  return deskThatRules
}

/** The lead's handler, or the desk that may grant a suspension. */
const leadOrApprover: Right = (actor, matter, target) => {
  const lead = matter.assignments.findLast((assignment) => assignment.part === 'lead' && assignment.state === 'claimed')
  return (lead ? claimantOf(actor, lead) : null) ?? answeringDesk(actor, matter, target)
}

/** Whoever reported, by account or by receipt code. */
export const reporter: Right = (actor, matter) => {
  const byReceipt = actor.kind === 'receipt' && actor.receiptMatterId === matter.id && actor.receiptFollowerId === null
  const byAccount = actor.accountId !== null && actor.accountId === matter.reporterAccountId
  return byReceipt || byAccount ? { role: 'reporter', areaId: null, organisationId: null } : null
}

/** Whoever joined, or reported what was merged into this one. */
export const follower: Right = (actor, matter) => (follows(actor, matter) ? { role: 'follower', areaId: null, organisationId: null } : null)

/** Any resident, with or without an account, who neither reported nor follows. */
export const anyoneElse: Right = (actor, matter, target) =>
  (actor.kind === 'resident' || actor.kind === 'stranger') && !reporter(actor, matter, target) && !follows(actor, matter)
    ? { role: 'reporter', areaId: null, organisationId: null }
    : null

/** Whether the actor is among those who follow. */
export function follows(
  actor: Pick<Actor, 'accountId' | 'receiptMatterId' | 'receiptFollowerId'>,
  matter: { followerIds: readonly string[] },
): boolean {
  return [actor.accountId, actor.receiptFollowerId ?? actor.receiptMatterId].some((id) => id !== null && matter.followerIds.includes(id))
}

/** Reporter and followers, unless it is a grid worker's own solution on the spot: nobody rates their own work (domain.md §2 solve_on_spot). */
export const thoseWhoRate: Right = (actor, matter, target) =>
  (matter.solvedOnSpot && matter.source === 'grid_worker' ? null : reporter(actor, matter, target)) ?? follower(actor, matter, target)

/** The reporter, or the desk that writes down what a caller says. */
export const reporterOrDesk: Right = (actor, matter, target) =>
  reporter(actor, matter, target) ?? (matter.reporterAccountId === null ? answeringDesk(actor, matter, target) : null)

/** The same, where it was refused only because nobody answered. */
export const reporterOrDeskAfterSilence: Right = (actor, matter, target) =>
  matter.refusalReason === 'no_answer' ? reporterOrDesk(actor, matter, target) : null

/** The reporter, once. */
export const reporterWhoMayAppeal: Right = (actor, matter, target) => (matter.appealedAt === null ? reporter(actor, matter, target) : null)

/** A supervisor of the answering desk's area or above, or the clerk of a desk above it. */
export const superiorArea: Right = (actor, matter) =>
  hatOf(
    actor,
    (post) =>
      post.areaPath !== null &&
      matter.deskAreaPath.startsWith(post.areaPath) &&
      (post.role === 'supervisor' || (post.role === 'desk_clerk' && post.areaId !== matter.deskAreaId)),
  )

/** Whoever a card was raised to. */
export const addressedByCard: Right = (actor, matter, { cardId }) => {
  const card = matter.cards.find((each) => each.id === cardId)
  if (!card) return null
  if (card.to.organisationId !== null) return postAt(actor, card.to.organisationId, ['handler', 'dispatcher'])
  return hatOf(actor, (post) => post.areaId === card.to.areaId && (post.role === 'desk_clerk' || post.role === 'grid_worker'))
}

/** The platform itself, when a time has come. */
export const platformItself: Right = (actor) => (actor.owner === 'system' ? { role: 'system', areaId: null, organisationId: null } : null)

/** The platform when the planned date has come, or before that whoever does the work or granted the suspension. */
export const platformOrLeadOrApprover: Right = (actor, matter, target) =>
  platformItself(actor, matter, target) ?? leadOrApprover(actor, matter, target)

/** The platform when the time has come, or before that the answering desk. */
export const platformOrAnsweringDesk: Right = (actor, matter, target) =>
  platformItself(actor, matter, target) ?? answeringDesk(actor, matter, target)

/** The clerk of this very desk. */
export function clerkAt(actor: Actor, areaId: string): Hat | null {
  return hatOf(actor, (post) => post.role === 'desk_clerk' && post.areaId === areaId)
}

/** Somebody in one of these roles at this organisation. */
export function postAt(actor: Actor, organisationId: string, roles: readonly Role[]): Hat | null {
  return hatOf(actor, (post) => post.organisationId === organisationId && roles.includes(post.role))
}

/** The first of their posts that fits. */
export function hatOf(actor: Actor, fits: (post: ActorPost) => boolean): Hat | null {
  const post = actor.posts.find(fits)
  return post ? { role: post.role, areaId: post.areaId, organisationId: post.organisationId } : null
}

function claimantOf(actor: Actor, assignment: Assignment): Hat | null {
  if (assignment.state !== 'claimed') return null
  const isClaimant = assignment.handlerAccountId === null || assignment.handlerAccountId === actor.accountId
  return postAt(actor, assignment.organisationId, isClaimant ? ['handler', 'dispatcher'] : ['dispatcher'])
}

function isOpen(assignment: Assignment): boolean {
  return assignment.state === 'dispatched' || assignment.state === 'claimed'
}

function hasRequest(matter: Matter, assignment: Assignment, kind?: RequestKind): boolean {
  return matter.requests.some((request) => request.assignmentId === assignment.id && (kind === undefined || request.kind === kind))
}

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
