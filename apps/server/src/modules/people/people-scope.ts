import { type accountActions, administratorRoles, type Permission, type Role } from '@linli/contract'
import type { Reader } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import { type Actor, mayAt, mayInWholeCity } from '../access/index.ts'
import type { PeopleTools } from './people.tools.ts'

export type AccountAction = (typeof accountActions)[number]

/** Where a post is. */
export interface PostPlace {
  areaId?: string | null | undefined
  organisationId?: string | null | undefined
}

type Places = Pick<PeopleTools, 'areas' | 'organisations'>

/** Whether a right reaches a place. An organisation counts for the whole city, so only who has it for the whole city reaches one. */
export function reaches(tools: Places, caller: Actor, permission: Permission, place: PostPlace): boolean {
  if (place.organisationId) return reachesCity(tools, caller, permission)
  const area = place.areaId ? tools.areas.get().get(place.areaId) : undefined
  return area !== undefined && mayAt(caller, permission, area.path)
}

/** Whether a right reaches the whole city. */
export function reachesCity(tools: Places, caller: Actor, permission: Permission): boolean {
  const tops = tools.areas.get().childrenOf(null)
  return mayInWholeCity(
    caller,
    permission,
    tops.map((area) => area.path),
  )
}

/** What decides who looks after an account. */
export interface AdministeredAccount {
  id: string
  createdBy: string | null
  disabledAt: Date | null
  hasSecondFactor: boolean
  /** Every post it holds, is to hold or held. */
  posts: readonly (PostPlace & { role: Role; validTo: Date | null })[]
}

/**
 * What the caller may do with an account; null when it is none of theirs. It is theirs when their right reaches every post it holds, or held last;
 * without any it is of whoever made it. An administrator's password, account and posts are changed only by who secures them,
 * so that no administrator can become another; and nobody ends their own account.
 */
export function accountAbilities(tools: Places, caller: Actor, account: AdministeredAccount, now: Date): AccountAction[] | null {
  const open = account.posts.filter((post) => post.validTo === null || post.validTo > now)
  const decisive = open.length > 0 ? open : account.posts
  if (!caller.permissions.has('people.write')) return null
  const isTheirs =
    reachesCity(tools, caller, 'people.write') ||
    (decisive.length > 0
      ? decisive.every((post) => reaches(tools, caller, 'people.write', post))
      : account.createdBy !== null && account.createdBy === caller.accountId)
  if (!isTheirs) return null
  const isOwn = account.id === caller.accountId
  const isSecured = open.some((post) => administratorRoles.includes(post.role)) && !caller.permissions.has('people.secure')
  return [
    ...(account.disabledAt === null ? (['give_post'] as const) : []),
    ...(open.length > 0 && !isOwn && !isSecured ? (['hand_over'] as const) : []),
    ...(account.disabledAt === null && !isOwn && !isSecured ? (['reset_password', 'disable'] as const) : []),
    ...(account.hasSecondFactor && !isOwn && caller.permissions.has('people.secure') ? (['remove_second_factor'] as const) : []),
  ]
}

/**
 * Makes sure the caller may do this with the account. Throws `not_found` when the account is none of theirs, `not_allowed`
 * when it is and this may still not be done.
 */
export async function requireAdministered(
  tools: Places & { clock: { now(): Date } },
  db: Reader,
  caller: Actor,
  accountId: string,
  action: AccountAction,
): Promise<AdministeredAccount> {
  const account = await findAdministered(db, accountId)
  const abilities = account && accountAbilities(tools, caller, account, tools.clock.now())
  if (!account || !abilities) throw new LinliError('not_found')
  if (!abilities.includes(action)) throw new LinliError('not_allowed')
  return account
}

async function findAdministered(db: Reader, accountId: string): Promise<AdministeredAccount | null> {
  const account = await db
    .selectFrom('accounts as a')
    .leftJoin('second_factors as f', 'f.account_id', 'a.id')
    .select(['a.id', 'a.created_by', 'a.disabled_at', 'a.login_name', 'f.confirmed_at'])
    .where('a.id', '=', accountId)
    .executeTakeFirst()
  if (!account) return null
  const posts = await db
    .selectFrom('posts')
    .select(['role', 'area_id', 'organisation_id', 'valid_to'])
    .where('account_id', '=', accountId)
    .execute()
  // A resident's account is no business of those who administer the staff.
  if (account.login_name === null && posts.length === 0) return null
  return {
    id: account.id,
    createdBy: account.created_by,
    disabledAt: account.disabled_at,
    hasSecondFactor: account.confirmed_at !== null,
    posts: posts.map((post) => ({
      role: post.role as Role,
      areaId: post.area_id,
      organisationId: post.organisation_id,
      validTo: post.valid_to,
    })),
  }
}
