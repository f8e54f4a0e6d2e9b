import type { MatterView } from '@linli/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../access/index.ts'
import type { AreaTree } from '../../areas/index.ts'
import { sightOf } from '../matter.policy.ts'
import { followedBy } from './whose.ts'

/** What a list looks things up in. */
export interface ListWorld {
  areas: Pick<AreaTree, 'pathsBelow'>
  now: Date
}

type View = MatterView | undefined

/** Views that also hold what has ended. */
const withEnded: readonly View[] = ['mine', 'followed', 'ended', 'all']
/** Views of what a desk, an organisation or a person has; a table or index of their own leads to those. */
const ofOthers: readonly View[] = [
  'to_accept',
  'to_dispatch',
  'to_verify',
  'awaiting_reporter',
  'to_claim',
  'in_progress',
  'returned',
  'extension_asked',
  'suspension_asked',
  'mine',
  'followed',
  'to_rate',
]

/** Whether a view holds only open matters, which are those with a limit. */
export function isOfOpen(view: View): boolean {
  return !withEnded.includes(view)
}

/** Whether a view is found by who has something rather than by where it is. */
export function isOfOthers(view: View): boolean {
  return ofOthers.includes(view)
}

/** What makes a matter part of a view, for this actor and now. */
export function inView(view: MatterView, actor: Actor, now: Date): RawBuilder<unknown>[] {
  const open = sql`matters.closed_at is null`
  switch (view) {
    case 'open':
      return [open]
    case 'to_accept':
      return [open, held(actor, 'reported')]
    case 'to_dispatch':
      return [open, held(actor, 'accepted')]
    case 'to_verify':
      return [open, held(actor, 'handled')]
    case 'awaiting_reporter':
      return [open, held(actor, 'awaiting_reporter')]
    case 'to_claim':
      return [open, assigned(actor, 'dispatched')]
    case 'in_progress':
      return [open, assigned(actor, 'claimed')]
    case 'returned':
      return [open, requested(actor, 'return')]
    case 'extension_asked':
      return [open, requested(actor, 'extend')]
    case 'suspension_asked':
      return [open, requested(actor, 'suspend')]
    case 'suspended':
      return [open, sql`matters.state = 'suspended'`]
    case 'whistles':
      return [open, awaited]
    case 'supervised':
      return [open, supervised]
    case 'followed':
      return [followedBy(sightOf(actor).followerIds)]
    case 'overdue':
      return [open, sql`matters.due_at < ${now} and coalesce(matters.due_at, 'infinity'::timestamptz) < ${now}`]
    case 'to_rate':
      return [sql`matters.state = 'verified'`, reportedBy(actor)]
    case 'mine':
      return [reportedBy(actor)]
    case 'ended':
      return [sql`matters.closed_at is not null`]
    case 'all':
      return []
  }
}

function held(actor: Actor, state: string): RawBuilder<unknown> {
  const areaIds = actor.posts.flatMap((post) =>
    post.areaId !== null && (post.role === 'desk_clerk' || post.role === 'grid_worker') ? [post.areaId] : [],
  )
  const [only] = areaIds
  if (only === undefined) return sql`false`
  // One area as an equality: only so does the index give its matters in the order of the list.
  const there = areaIds.length === 1 ? sql`matters.holder_area_id = ${only}::uuid` : sql`matters.holder_area_id = any(${areaIds}::uuid[])`
  return sql`${there} and matters.state = ${state}`
}

function assigned(actor: Actor, state: 'dispatched' | 'claimed'): RawBuilder<unknown> {
  const organisationIds = actor.posts.flatMap((post) => (post.organisationId === null ? [] : [post.organisationId]))
  return sql`exists (select 1 from assignments a where a.matter_id = matters.id and a.organisation_id = any(${organisationIds}::uuid[]) and a.state = ${sql.lit(state)})`
}

/** Waits for a ruling of a desk the actor sits at. */
function requested(actor: Actor, kind: 'return' | 'extend' | 'suspend'): RawBuilder<unknown> {
  return sql`exists (select 1 from requests r where r.matter_id = matters.id and r.kind = ${kind} and r.ruled_at is null and r.to_area_id = any(${sightOf(actor).deskAreaIds}::uuid[]))`
}

/** An organisation was called and has not signed in. */
const awaited = sql`exists (select 1 from assignments a where a.matter_id = matters.id and a.whistle and a.arrived_at is null and a.state in ('dispatched', 'claimed'))`

const supervised = sql`matters.card_level is not null and exists (select 1 from supervision_cards c where c.matter_id = matters.id and c.answered_at is null and c.ended_at is null)`

function reportedBy(actor: Actor): RawBuilder<unknown> {
  return actor.accountId === null ? sql`false` : sql`matters.reporter_account_id = ${actor.accountId}::uuid`
}
