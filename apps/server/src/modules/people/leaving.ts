import type { BodyOf, HeldPost, leavePosts as contract, Post, Role } from '@linli/contract'
import type { Reader, Transaction } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { writeAudit } from '../audit/index.ts'
import { requireAnother } from './administrator-posts.ts'
import { closePost, findColleagues, waitingAt } from './closing-posts.ts'
import { reaches, requireAdministered } from './people-scope.ts'
import type { PeopleTools } from './people.tools.ts'
import { findPosts } from './posts.ts'
import { endSessionsOf } from './sessions.store.ts'

/** What somebody holds by each post the caller administers, who else is there, and what would wait for nobody. */
export async function findHoldings(tools: PeopleTools, caller: Actor, accountId: string): Promise<HeldPost[]> {
  const { db, clock } = tools
  await requireAdministered(tools, db.read, caller, accountId, 'hand_over')
  const posts = await postsInReach(tools, db.read, caller, accountId)
  return Promise.all(
    posts.map(async (post): Promise<HeldPost> => {
      const [colleagues, waiting, held] = await Promise.all([
        findColleagues(db.read, post, clock.now()),
        waitingAt(tools, db.read, post),
        post.organisationId === null
          ? { count: 0, first: [] }
          : tools.findHeldWork(db.read, { accountId, organisationId: post.organisationId }),
      ])
      return {
        post,
        colleagues,
        held: held.count,
        work: held.first,
        waiting,
        needsSuccessor: colleagues.length === 0 && waiting > 0,
      }
    }),
  )
}

export interface Left {
  endedPosts: number
  handedOver: number
  disabled: boolean
}

/**
 * Ends every post at once, hands over what hangs on each, and disables the account when asked to. Throws `posts_changed` when
 * the posts are not those the caller was shown.
 */
export async function leave(
  tools: PeopleTools,
  tx: Transaction,
  caller: Actor,
  accountId: string,
  { posts: given, reason, disable = false }: BodyOf<typeof contract>,
): Promise<Left> {
  await tx.selectFrom('accounts').select('id').where('id', '=', accountId).forUpdate().execute()
  await requireAdministered(tools, tx, caller, accountId, 'hand_over')
  if (disable) await requireAdministered(tools, tx, caller, accountId, 'disable')
  const posts = await postsInReach(tools, tx, caller, accountId)
  const toOf = new Map(given.map((each) => [each.postId, each.toAccountId]))
  if (toOf.size !== posts.length || posts.some((post) => !toOf.has(post.id))) throw new LinliError('posts_changed')
  await requireSuccessors(tx, accountId, [...toOf.values()])
  let handedOver = 0
  for (const post of posts) handedOver += await closePost(tools, tx, caller, { post, toAccountId: toOf.get(post.id) ?? null, reason })
  if (disable) await disableNow(tools, tx, caller, accountId, reason)
  return { endedPosts: posts.length, handedOver, disabled: disable }
}

/**
 * Disables an account and ends its sessions; what it had taken on goes back to its organisations at once. Throws
 * `last_administrator`; whoever must be cut off before there is a successor has their password reset.
 */
export async function disableNow(tools: PeopleTools, tx: Transaction, caller: Actor, accountId: string, reason: string): Promise<void> {
  const now = tools.clock.now()
  const posts = await tx
    .selectFrom('posts')
    .select('role')
    .where('account_id', '=', accountId)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', now)]))
    .execute()
  for (const role of new Set(posts.map((post) => post.role as Role))) await requireAnother(tx, { role, accountId }, now)
  await tx.updateTable('accounts').set({ disabled_at: now }).where('id', '=', accountId).execute()
  const endedSessions = await endSessionsOf(tx, accountId, null, now)
  const places = await tx
    .selectFrom('posts')
    .select('organisation_id')
    .distinct()
    .where('account_id', '=', accountId)
    .where('organisation_id', 'is not', null)
    .execute()
  for (const { organisation_id: organisationId } of places)
    if (organisationId !== null)
      await tools.handOverWork(tx, { fromAccountId: accountId, toAccountId: null, organisationId, reason }, caller, now)
  await writeAudit(
    tx,
    {
      accountId: caller.accountId,
      action: 'account_disabled',
      objectKind: 'account',
      objectId: accountId,
      detail: { reason, endedSessions },
    },
    now,
  )
}

async function postsInReach(tools: PeopleTools, db: Reader, caller: Actor, accountId: string): Promise<Post[]> {
  const posts = await findPosts(db, { accountId }, tools.clock.now())
  return posts.filter((post) => reaches(tools, caller, 'people.write', post))
}

/** Successors are others, and their accounts are in use. */
async function requireSuccessors(tx: Transaction, accountId: string, toAccountIds: readonly (string | null)[]): Promise<void> {
  const ids = [...new Set(toAccountIds.filter((id) => id !== null))]
  if (ids.length === 0) return
  const known = await tx.selectFrom('accounts').select('id').where('id', 'in', ids).where('disabled_at', 'is', null).execute()
  if (known.length < ids.length || ids.includes(accountId)) throw new LinliError('not_found')
}
