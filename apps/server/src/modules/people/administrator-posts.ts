import { administratorRoles, type Post, type Role, roles } from '@linli/contract'
import { sql } from 'kysely'
import type { Reader, Transaction } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'

/**
 * The posts of administrators are in the hands of the security administrator alone, or the system administrator could
 * end whoever watches over them (quality.md §3). Nobody changes an administrator's post of their own, and of each kind
 * somebody is left. Only while a city has no security administrator the system administrator names the first.
 */
export async function rolesToGive(db: Reader, caller: Actor, now: Date): Promise<Role[]> {
  if (caller.permissions.has('people.secure')) return [...roles]
  const others = roles.filter((role) => !administratorRoles.includes(role))
  return (await isHeld(db, 'security_administrator', now)) ? others : [...others, 'security_administrator']
}

/** Throws `administrators_by_security` when the caller may not give somebody this post. */
export async function requireGivable(tx: Transaction, caller: Actor, post: { role: Role; accountId: string }, now: Date): Promise<void> {
  if (!administratorRoles.includes(post.role)) return
  // The first is named once: of two at once the second waits and then finds one.
  if (!caller.permissions.has('people.secure')) await sql`select pg_advisory_xact_lock(hashtext(current_schema()), 12)`.execute(tx)
  const isAllowed = post.accountId !== caller.accountId && (await rolesToGive(tx, caller, now)).includes(post.role)
  if (!isAllowed) throw new LinliError('administrators_by_security')
}

/** Whether the caller may end this post or hand it over, as far as it is an administrator's. */
export function mayEndAsAdministrator(caller: Actor, post: Pick<Post, 'role' | 'accountId'>): boolean {
  if (!administratorRoles.includes(post.role)) return true
  return caller.permissions.has('people.secure') && post.accountId !== caller.accountId
}

/** Throws `administrators_by_security` when the caller may not end this post. */
export function requireEndable(caller: Actor, post: Pick<Post, 'role' | 'accountId'>): void {
  if (!mayEndAsAdministrator(caller, post)) throw new LinliError('administrators_by_security')
}

/**
 * Throws `last_administrator` when nobody in post for the whole city would be left of a kind of administrator at `at`,
 * were this post, or every post of this account, gone. An administrator of one area alone leaves no gap in the city.
 */
export async function requireAnother(
  tx: Transaction,
  leaving: { role: Role; postId: string } | { role: Role; accountId: string },
  at: Date,
): Promise<void> {
  if (!administratorRoles.includes(leaving.role)) return
  // Two who leave at once: the second waits for the first and then counts without them.
  const rows = await tx
    .selectFrom('posts as p')
    .innerJoin('accounts as c', 'c.id', 'p.account_id')
    .leftJoin('areas as a', 'a.id', 'p.area_id')
    .select(['p.id', 'p.account_id', 'p.area_id', 'a.parent_id', 'p.valid_from', 'p.valid_to', 'c.disabled_at'])
    .where('p.role', '=', leaving.role)
    .orderBy('p.id')
    .forUpdate('p')
    .execute()
  const inPost = rows.filter(
    (row) =>
      (row.area_id === null || row.parent_id === null) &&
      row.disabled_at === null &&
      row.valid_from <= at &&
      (row.valid_to === null || row.valid_to > at),
  )
  const left = inPost.filter((row) => ('postId' in leaving ? row.id !== leaving.postId : row.account_id !== leaving.accountId))
  if (inPost.length > 0 && left.length === 0) throw new LinliError('last_administrator')
}

async function isHeld(db: Reader, role: Role, now: Date): Promise<boolean> {
  const post = await db
    .selectFrom('posts as p')
    .innerJoin('accounts as c', 'c.id', 'p.account_id')
    .select('p.id')
    .where('p.role', '=', role)
    .where('c.disabled_at', 'is', null)
    .where((where) => where.or([where('p.valid_to', 'is', null), where('p.valid_to', '>', now)]))
    .limit(1)
    .executeTakeFirst()
  return post !== undefined
}
