import { type Permission, permissionsOfRole, type Role } from '@linli/contract'
import type { Caller } from '../../platform/caller.ts'

/** A post as it counts for rights: who does what where, today. */
export interface ActorPost {
  id: string
  role: Role
  areaId: string | null
  /** The area's place in the tree; null for posts at an organisation. */
  areaPath: string | null
  organisationId: string | null
}

/** Somebody whose password was right and whose second factor is still to come. Everything but that step treats them as a stranger. */
export interface HalfSignedIn {
  accountId: string
  awaits: 'second_factor' | 'enrolment'
  sessionHash: Buffer
}

/** Whoever sends a request, with what their posts grant. */
export interface Actor extends Caller {
  accountId: string | null
  displayName: string | null
  /** The one matter a receipt session opens. */
  receiptMatterId: string | null
  /** Set when the receipt is of somebody who joined the matter, not of whoever reported it. */
  receiptFollowerId: string | null
  posts: readonly ActorPost[]
  /** SHA-256 of the session's token; null for strangers and for the system itself. */
  sessionHash: Buffer | null
  half: HalfSignedIn | null
}

const nobody = {
  accountId: null,
  displayName: null,
  mustChangePassword: false,
  receiptMatterId: null,
  receiptFollowerId: null,
  posts: [],
  sessionHash: null,
  half: null,
  permissions: new Set<Permission>(),
} as const

/** Someone who has not signed in; `address` owns their idempotency keys. */
export function strangerAt(address: string, locale: 'zh' | 'en'): Actor {
  return { ...nobody, kind: 'stranger', owner: `address:${address}`, locale }
}

/** Somebody between password and second factor; `address` owns their idempotency keys, as a stranger's. */
export function halfActor(half: HalfSignedIn, address: string, locale: 'zh' | 'en'): Actor {
  return { ...strangerAt(address, locale), half }
}

/** The platform itself: closes when a window ends, fires clocks. */
export const systemActor: Actor = { ...nobody, kind: 'staff', owner: 'system', locale: 'zh' }

/** The actor of a receipt code: of whoever reported, or of somebody who joined (`followerId`). */
export function receiptActor(matterId: string, sessionHash: Buffer | null, locale: 'zh' | 'en', followerId: string | null = null): Actor {
  const owner = `receipt:${followerId ?? matterId}`
  return { ...nobody, kind: 'receipt', owner, receiptMatterId: matterId, receiptFollowerId: followerId, sessionHash, locale }
}

export interface AccountFacts {
  id: string
  displayName: string
  mustChangePassword: boolean
  locale: 'zh' | 'en'
}

/** The actor of an account: staff when it holds a post today, otherwise a resident. */
export function accountActor(account: AccountFacts, posts: readonly ActorPost[], sessionHash: Buffer | null): Actor {
  return {
    // A rider or steward who reports with their role is a resident in everything else: internal notes and areas are not theirs to read.
    kind: posts.some((post) => post.role !== 'honorary_worker') ? 'staff' : 'resident',
    owner: `account:${account.id}`,
    locale: account.locale,
    permissions: new Set(posts.flatMap((post) => permissionsOfRole[post.role])),
    accountId: account.id,
    displayName: account.displayName,
    mustChangePassword: account.mustChangePassword,
    receiptMatterId: null,
    receiptFollowerId: null,
    posts,
    sessionHash,
    half: null,
  }
}

/** Whether the permission reaches this area: by a post there or above, or by one at an organisation, which counts for the whole city. */
export function mayAt(actor: Actor, permission: Permission, areaPath: string): boolean {
  return actor.posts.some(
    (post) => permissionsOfRole[post.role].includes(permission) && (post.areaPath === null || areaPath.startsWith(post.areaPath)),
  )
}

/** Whether the permission reaches the whole city: by a post at its top (`topPaths`, the areas without a parent) or at an organisation. */
export function mayInWholeCity(actor: Actor, permission: Permission, topPaths: readonly string[]): boolean {
  return topPaths.length === 0 ? mayAt(actor, permission, '') : topPaths.every((path) => mayAt(actor, permission, path))
}
