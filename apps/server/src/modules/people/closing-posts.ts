import type { Post, Role } from '@linli/contract'
import type { Reader, Transaction } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { writeAudit } from '../audit/index.ts'
import type { PeopleTools } from './people.tools.ts'
import { requireAnother } from './administrator-posts.ts'
import { endPostNow, insertPost, requirePost } from './posts.ts'

/** Roles whose holders take on work of an organisation. */
const workingRoles: readonly Role[] = ['handler', 'dispatcher']

export interface Colleague {
  accountId: string
  displayName: string
  role: Role
}

/**
 * Who else can go on with what hangs on a post: at an organisation its other handlers and dispatchers, at an area those
 * with the same role. Posts that have not begun and disabled accounts do not count.
 */
export async function findColleagues(db: Reader, post: Post, now: Date): Promise<Colleague[]> {
  const rows = await db
    .selectFrom('posts as p')
    .innerJoin('accounts as a', 'a.id', 'p.account_id')
    .select(['p.account_id', 'a.display_name', 'p.role'])
    .where('p.account_id', '!=', post.accountId)
    .where('a.disabled_at', 'is', null)
    .where('p.valid_from', '<=', now)
    .where((where) => where.or([where('p.valid_to', 'is', null), where('p.valid_to', '>', now)]))
    .where('p.role', 'in', post.organisationId !== null && workingRoles.includes(post.role) ? [...workingRoles] : [post.role])
    .where(post.organisationId === null ? 'p.area_id' : 'p.organisation_id', '=', post.organisationId ?? post.areaId)
    .orderBy('a.display_name')
    .execute()
  const byAccount = new Map(
    rows.map((row) => [row.account_id, { accountId: row.account_id, displayName: row.display_name, role: row.role as Role }]),
  )
  return [...byAccount.values()]
}

/** How much waits at a post's place for whoever is in post there. */
export async function waitingAt(tools: PeopleTools, db: Reader, post: Post): Promise<number> {
  // Grid workers are stood in for by the desk (domain.md §2 verify); other roles have no matters wait for them.
  const isAnsweredFor = post.role === 'desk_clerk' || workingRoles.includes(post.role)
  return isAnsweredFor ? tools.countWaiting(db, post) : 0
}

export interface Ending {
  post: Post
  /** Who takes over; null: back to the place. */
  toAccountId: string | null
  reason: string
}

/**
 * Ends a post now and passes on what hangs on it. A successor who is not in post there is given the same post. Throws
 * `nobody_left` when matters wait at the place and nobody would be there (domain.md §2 rule 7), `last_administrator` when the
 * city would have none of the kind. Returns how much was passed on.
 */
export async function closePost(
  tools: PeopleTools,
  tx: Transaction,
  caller: Actor,
  { post, toAccountId, reason }: Ending,
): Promise<number> {
  const now = tools.clock.now()
  const colleagues = await findColleagues(tx, post, now)
  const waiting = await waitingAt(tools, tx, post)
  if (toAccountId === null && colleagues.length === 0 && waiting > 0) throw new LinliError('nobody_left')
  if (toAccountId === null) await requireAnother(tx, { role: post.role, postId: post.id }, now)
  if (!(await endPostNow(tx, post.id, now))) throw new LinliError('not_found')
  if (toAccountId !== null && !colleagues.some((each) => each.accountId === toAccountId))
    await givePost(tools, tx, caller, post, toAccountId)
  const handedOver = await passOn(tools, tx, caller, { post, toAccountId, reason })
  if (toAccountId !== null && post.role === 'desk_clerk') await tools.tellWaiting(tx, { toAccountId, count: waiting }, now)
  await writeAudit(
    tx,
    {
      accountId: caller.accountId,
      action: 'post_ended',
      objectKind: 'post',
      objectId: post.id,
      detail: { reason, toAccountId, handedOver },
    },
    now,
  )
  return handedOver
}

/** Gives somebody the post that another leaves; it is written down like any other. */
export async function givePost(tools: PeopleTools, tx: Transaction, caller: Actor, left: Post, toAccountId: string): Promise<Post> {
  const now = tools.clock.now()
  const id = await insertPost(tx, {
    accountId: toAccountId,
    role: left.role,
    areaId: left.areaId ?? undefined,
    organisationId: left.organisationId ?? undefined,
    validFrom: now,
    pairedPostId: left.pairedPostId ?? undefined,
  })
  const detail = { role: left.role, areaId: left.areaId, organisationId: left.organisationId }
  await writeAudit(tx, { accountId: caller.accountId, action: 'post_given', objectKind: 'post', objectId: id, detail }, now)
  return requirePost(tx, id, now)
}

/** Work at an organisation stays with a person as long as another post of theirs there carries it. */
async function passOn(tools: PeopleTools, tx: Transaction, caller: Actor, { post, toAccountId, reason }: Ending): Promise<number> {
  if (post.organisationId === null) return 0
  const now = tools.clock.now()
  const other = await tx
    .selectFrom('posts')
    .select('id')
    .where('account_id', '=', post.accountId)
    .where('organisation_id', '=', post.organisationId)
    .where('role', 'in', [...workingRoles])
    .where('valid_from', '<=', now)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', now)]))
    .executeTakeFirst()
  if (other) return 0
  return tools.handOverWork(tx, { fromAccountId: post.accountId, toAccountId, organisationId: post.organisationId, reason }, caller, now)
}
