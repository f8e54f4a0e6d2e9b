import { type accountStates, type Person, permissionsOfRole, type Role } from '@linli/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { mayEndAsAdministrator } from './administrator-posts.ts'
import { accountAbilities, reaches, reachesCity } from './people-scope.ts'
import type { PeopleTools } from './people.tools.ts'
import { findPosts } from './posts.ts'
import { maskPhone } from './text-messages.ts'

export interface AccountFilter {
  search?: string | undefined
  state?: (typeof accountStates)[number] | undefined
  accountId?: string | undefined
  limit?: number | undefined
  after?: string | undefined
}

/**
 * Staff the caller may read, in order of name. Those of organisations are known to everybody who may read posts; of areas
 * only those the right reaches; who has no post only to whoever looks after them.
 */
export async function findPeople(
  tools: PeopleTools,
  caller: Actor,
  filter: AccountFilter,
): Promise<{ items: Person[]; next: string | null }> {
  const limit = filter.limit ?? 50
  const search = filter.search?.trim() ?? ''
  const byPhone = caller.permissions.has('people.write') ? await idsByPhone(tools, search) : []
  const rows = await findRows(tools, caller, { ...filter, search }, byPhone, limit + 1)
  const shown = rows.slice(0, limit)
  const people = await peopleOf(tools, caller, shown)
  const last = shown.at(-1)
  return { items: people, next: rows.length > limit && last ? cursorOf(last) : null }
}

type Row = Awaited<ReturnType<typeof findRows>>[number]

function findRows(tools: PeopleTools, caller: Actor, filter: AccountFilter, byPhone: readonly string[], limit: number) {
  const { db, clock } = tools
  let query = db.read
    .selectFrom('accounts as a')
    .leftJoin('second_factors as f', 'f.account_id', 'a.id')
    .select([
      'a.id',
      'a.login_name',
      'a.display_name',
      'a.phone_cipher',
      'a.disabled_at',
      'a.must_change_password',
      'a.created_by',
      'f.confirmed_at',
    ])
    .where(isStaff)
    .orderBy('a.display_name')
    .orderBy('a.id')
    .limit(limit)
  if (!reachesCity(tools, caller, 'people.read')) query = query.where(inSight(caller, clock.now()))
  if (filter.accountId !== undefined) query = query.where('a.id', '=', filter.accountId)
  if (filter.state === 'active') query = query.where('a.disabled_at', 'is', null)
  if (filter.state === 'disabled') query = query.where('a.disabled_at', 'is not', null)
  if (filter.after !== undefined) {
    const [name, id] = readCursor(filter.after)
    query = query.where(sql<boolean>`(a.display_name, a.id) > (${name}, ${id}::uuid)`)
  }
  if (filter.search) query = query.where(matches(filter.search, byPhone))
  return query.execute()
}

/** Posts at organisations, and at areas the caller's right reaches, past ones too, so that who left can still be found; and accounts they made. */
function inSight(caller: Actor, now: Date) {
  const reading = caller.posts.filter((post) => permissionsOfRole[post.role].includes('people.read'))
  const paths = reading.flatMap((post) => (post.areaPath === null ? [] : [`${post.areaPath}%`]))
  return sql<boolean>`(a.created_by = ${caller.accountId}::uuid or exists (
    select 1 from posts sp left join areas sa on sa.id = sp.area_id
    where sp.account_id = a.id and (
      (sp.organisation_id is not null and (sp.valid_to is null or sp.valid_to > ${now}::timestamptz))
      or sa.path like any (${paths}::text[]))))`
}

function matches(search: string, byPhone: readonly string[]) {
  const part = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(a.display_name ilike ${part} or a.login_name ilike ${part} or a.id = any (${[...byPhone]}::uuid[]))`
}

/** Staff whose number this is, or whose masked number has these signs in it. Numbers are encrypted, so the mask is made of each. */
async function idsByPhone(tools: PeopleTools, search: string): Promise<string[]> {
  if (!/^[\d*]{4,11}$/.test(search)) return []
  let query = tools.db.read
    .selectFrom('accounts as a')
    .select(['a.id', 'a.phone_cipher'])
    .where('a.phone_cipher', 'is not', null)
    .where(isStaff)
  if (/^\d{11}$/.test(search)) query = query.where('a.phone_hash', '=', tools.keys.lookupHash(search))
  const rows = await query.execute()
  return rows.flatMap((row) => {
    const phone = row.phone_cipher && tools.keys.decrypt(row.phone_cipher)
    return phone !== null && (phone === search || maskPhone(phone).includes(search)) ? [row.id] : []
  })
}

/** An account made for staff, or one that holds or held a post. */
const isStaff = sql<boolean>`(a.login_name is not null or exists (select 1 from posts ip where ip.account_id = a.id))`

async function peopleOf(tools: PeopleTools, caller: Actor, rows: readonly Row[]): Promise<Person[]> {
  if (rows.length === 0) return []
  const now = tools.clock.now()
  const ids = rows.map((row) => row.id)
  const [posts, everyPost] = await Promise.all([findPosts(tools.db.read, { accountIds: ids }, now), allPostsOf(tools.db.read, ids)])
  return rows.map((row): Person => {
    const account = {
      id: row.id,
      createdBy: row.created_by,
      disabledAt: row.disabled_at,
      hasSecondFactor: row.confirmed_at !== null,
      posts: everyPost.get(row.id) ?? [],
    }
    const abilities = accountAbilities(tools, caller, account, now)
    const isTheirs = abilities !== null
    return {
      id: row.id,
      displayName: row.display_name,
      loginName: isTheirs ? row.login_name : null,
      maskedPhone: isTheirs && row.phone_cipher ? maskPhone(tools.keys.decrypt(row.phone_cipher)) : null,
      disabledAt: row.disabled_at?.toISOString() ?? null,
      mustChangePassword: isTheirs ? row.must_change_password : null,
      secondFactorSince: isTheirs ? (row.confirmed_at?.toISOString() ?? null) : null,
      posts: posts
        .filter((post) => post.accountId === row.id && (post.organisationId !== null || reaches(tools, caller, 'people.read', post)))
        .map((post) => ({ ...post, mayEnd: reaches(tools, caller, 'people.write', post) && mayEndAsAdministrator(caller, post) })),
      abilities: abilities ?? [],
    }
  })
}

async function allPostsOf(db: Reader, ids: readonly string[]) {
  const rows = await db
    .selectFrom('posts')
    .select(['account_id', 'role', 'area_id', 'organisation_id', 'valid_to'])
    .where('account_id', 'in', [...ids])
    .execute()
  return Map.groupBy(
    rows.map((row) => ({
      accountId: row.account_id,
      role: row.role as Role,
      areaId: row.area_id,
      organisationId: row.organisation_id,
      validTo: row.valid_to,
    })),
    (row) => row.accountId,
  )
}

const cursorOf = (row: Row) => Buffer.from(JSON.stringify([row.display_name, row.id])).toString('base64url')

function readCursor(cursor: string): [string, string] {
  try {
    const [name, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof name === 'string' && !name.includes('\0') && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return [name, id]
  } catch {
    // What is no JSON is no cursor either.
  }
  throw new LinliError('validation_failed', { fields: [{ pointer: '/after', message: 'is no cursor' }] })
}
