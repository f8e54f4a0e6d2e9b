import { administratorRoles, areaRoles, organisationRoles, permissionsOfRole, type Post, type Role, roles } from '@linli/contract'
import { type Reader, type Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'

export interface NewPost {
  accountId: string
  role: Role
  areaId?: string | undefined
  organisationId?: string | undefined
  validFrom: Date
  validTo?: Date | undefined
  pairedPostId?: string | undefined
}

export interface PostFilter {
  areaId?: string | undefined
  organisationId?: string | undefined
  accountId?: string | undefined
  accountIds?: readonly string[] | undefined
  postId?: string | undefined
  ended?: boolean | undefined
}

/** Posts with the names people read; those that have ended only when asked. At most 500, of several accounts 5,000. */
export async function findPosts(db: Reader, filter: PostFilter, now: Date): Promise<Post[]> {
  let query = db
    .selectFrom('posts as p')
    .innerJoin('accounts as c', 'c.id', 'p.account_id')
    .leftJoin('areas as a', 'a.id', 'p.area_id')
    .leftJoin('organisations as o', 'o.id', 'p.organisation_id')
    .select([
      'p.id',
      'p.role',
      'p.account_id',
      'c.display_name',
      'p.area_id',
      'a.name as area_name',
      'p.organisation_id',
      'o.name_zh as organisation_name',
      'p.valid_from',
      'p.valid_to',
      'p.paired_post_id',
    ])
    .orderBy('p.valid_from')
    .limit(filter.accountIds ? 5000 : 500)
  if (filter.postId) query = query.where('p.id', '=', filter.postId)
  if (filter.areaId) query = query.where('p.area_id', '=', filter.areaId)
  if (filter.organisationId) query = query.where('p.organisation_id', '=', filter.organisationId)
  if (filter.accountId) query = query.where('p.account_id', '=', filter.accountId)
  if (filter.accountIds) query = query.where('p.account_id', 'in', [...filter.accountIds])
  if (!filter.ended) query = query.where((where) => where.or([where('p.valid_to', 'is', null), where('p.valid_to', '>', now)]))
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.id,
    role: row.role as Role,
    accountId: row.account_id,
    displayName: row.display_name,
    areaId: row.area_id,
    areaName: row.area_name,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to?.toISOString() ?? null,
    pairedPostId: row.paired_post_id,
  }))
}

/** One post; throws `not_found`. */
export async function requirePost(db: Reader, postId: string, now: Date): Promise<Post> {
  const [post] = await findPosts(db, { postId, ended: true }, now)
  if (!post) throw new LinliError('not_found')
  return post
}

/** Gives a person a post. Throws `wrong_level` when the role does not fit the place, `overlapping_time` when the dates do not, `administrators_exclude` when an administrator would be another kind too or read matters. */
export async function insertPost(tx: Transaction, post: NewPost): Promise<string> {
  const atArea = post.areaId !== undefined && !organisationRoles.includes(post.role)
  const atOrganisation = post.organisationId !== undefined && !areaRoles.includes(post.role)
  const places = Number(post.areaId !== undefined) + Number(post.organisationId !== undefined)
  if (places !== 1 || !(atArea || atOrganisation)) throw new LinliError('wrong_level')
  if (post.validTo && post.validTo <= post.validFrom) throw new LinliError('overlapping_time')
  await refuseExcluded(tx, post)
  const id = randomIds.next(post.validFrom)
  await tx
    .insertInto('posts')
    .values({
      id,
      account_id: post.accountId,
      role: post.role,
      area_id: post.areaId ?? null,
      organisation_id: post.organisationId ?? null,
      valid_from: post.validFrom,
      valid_to: post.validTo ?? null,
      paired_post_id: post.pairedPostId ?? null,
    })
    .execute()
  return id
}

/** System, security and audit administrator exclude one another at any one time, and none of them reads matters (quality.md §3). */
function excludedBy(role: Role): Role[] {
  const readsMatters = (one: Role) => permissionsOfRole[one].includes('matters.list')
  if (administratorRoles.includes(role))
    return roles.filter((one) => one !== role && (administratorRoles.includes(one) || readsMatters(one)))
  return readsMatters(role) ? [...administratorRoles] : []
}

async function refuseExcluded(tx: Transaction, post: NewPost): Promise<void> {
  const excluded = excludedBy(post.role)
  if (excluded.length === 0) return
  // Of two posts given at once the second waits here and then sees the first.
  await tx.selectFrom('accounts').select('id').where('id', '=', post.accountId).forUpdate().execute()
  let query = tx
    .selectFrom('posts')
    .select('id')
    .where('account_id', '=', post.accountId)
    .where('role', 'in', excluded)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', post.validFrom)]))
  if (post.validTo) query = query.where('valid_from', '<', post.validTo)
  if ((await query.limit(1).execute()).length > 0) throw new LinliError('administrators_exclude')
}

/** Sets when a post that runs will end. False when it has ended or would end before it began. */
export async function endPostAt(tx: Transaction, postId: string, at: Date): Promise<boolean> {
  const done = await tx
    .updateTable('posts')
    .set({ valid_to: at })
    .where('id', '=', postId)
    .where('valid_from', '<', at)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', at)]))
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}

/** Ends a post now. False when it had ended before. */
export async function endPostNow(tx: Transaction, postId: string, now: Date): Promise<boolean> {
  const done = await tx
    .updateTable('posts')
    .set({ valid_to: now })
    .where('id', '=', postId)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', now)]))
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}
