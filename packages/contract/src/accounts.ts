import Type, { type Static } from 'typebox'
import { matterKinds } from './matter-words.ts'
import { Post } from './people.ts'
import { roles } from './roles.ts'
import { route } from './route.ts'
import { Id, Instant, nullable, oneOf, page, PageQuery, words } from './schema.ts'
import { PhoneNumber } from './sessions.ts'

export const Account = Type.Object({
  id: Id,
  loginName: nullable(Type.String()),
  displayName: Type.String(),
  disabledAt: nullable(Instant),
})

export const accountActions = ['give_post', 'hand_over', 'disable', 'reset_password', 'remove_second_factor'] as const

/** Somebody on the staff. What only an administrator of theirs needs is null for others who may read posts. */
export const Person = Type.Object({
  id: Id,
  displayName: Type.String(),
  loginName: nullable(Type.String()),
  /** 138****5678. */
  maskedPhone: nullable(Type.String()),
  disabledAt: nullable(Instant),
  /** True until the one-time password has been changed. */
  mustChangePassword: nullable(Type.Boolean()),
  secondFactorSince: nullable(Instant),
  /** In force or to come; of places the caller may read. */
  posts: Type.Array(Type.Object({ ...Post.properties, mayEnd: Type.Boolean() })),
  /** What the caller may do with this account. */
  abilities: Type.Array(oneOf(accountActions)),
})
export type Person = Static<typeof Person>

export const accountStates = ['active', 'disabled', 'all'] as const

export const listAccounts = route({
  id: 'listAccounts',
  method: 'GET',
  path: '/accounts',
  tag: 'people',
  who: { permission: 'people.read' },
  summary: { zh: '工作人员，按姓名、账号或手机号查找', en: 'Staff, found by name, account or phone number' },
  query: Type.Object(
    {
      /** Part of a name, account or masked phone number, or a whole phone number. */
      search: Type.Optional(Type.String({ maxLength: 60 })),
      state: Type.Optional(oneOf(accountStates)),
      ...PageQuery,
    },
    { additionalProperties: false },
  ),
  response: page(Person),
  errors: [],
})

export const getAccount = route({
  id: 'getAccount',
  method: 'GET',
  path: '/accounts/:accountId',
  tag: 'people',
  who: { permission: 'people.read' },
  summary: { zh: '一位工作人员', en: 'One member of the staff' },
  params: Type.Object({ accountId: Id }),
  response: Person,
  errors: ['not_found'],
})

export const createStaffAccount = route({
  id: 'createStaffAccount',
  method: 'POST',
  path: '/accounts',
  tag: 'people',
  who: { permission: 'people.write' },
  idempotent: true,
  status: 201,
  summary: { zh: '新建工作人员账号，返回一次性密码', en: 'Add a staff account; answers its one-time password' },
  body: Type.Object(
    {
      loginName: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{1,62}$' }),
      displayName: words({ most: 60 }),
      phone: Type.Optional(PhoneNumber),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ account: Account, oneTimePassword: Type.String() }),
  errors: ['already_exists'],
})

export const resetPassword = route({
  id: 'resetPassword',
  method: 'POST',
  path: '/accounts/:accountId/password-reset',
  tag: 'people',
  who: { permission: 'people.write' },
  idempotent: true,
  summary: { zh: '重置密码，返回新的一次性密码', en: 'Reset a password; answers the new one-time password' },
  params: Type.Object({ accountId: Id }),
  body: Type.Object({ reason: words({ most: 500 }) }, { additionalProperties: false }),
  response: Type.Object({ oneTimePassword: Type.String() }),
  errors: ['not_found', 'not_allowed'],
})

export const disableAccount = route({
  id: 'disableAccount',
  method: 'POST',
  path: '/accounts/:accountId/disabling',
  tag: 'people',
  who: { permission: 'people.write' },
  idempotent: true,
  summary: {
    zh: '停用账号：所有登录立即结束，在办工作回到单位',
    en: 'Disable an account; its sessions end at once and its open work goes back',
  },
  params: Type.Object({ accountId: Id }),
  body: Type.Object({ reason: words({ most: 500 }) }, { additionalProperties: false }),
  response: Account,
  errors: ['not_found', 'not_allowed', 'last_administrator'],
})

/** A share or a wish somebody has taken on. Nothing of what it is about: administrators read no matters. */
export const HeldWork = Type.Object({
  matterId: Id,
  number: Type.String(),
  kind: oneOf(matterKinds),
  dueAt: nullable(Instant),
  /** Whether something they asked for there waits for a ruling. */
  asked: Type.Boolean(),
})
export type HeldWork = Static<typeof HeldWork>

export const HeldPost = Type.Object({
  post: Post,
  /** Who else is in post there and can go on with the work. */
  colleagues: Type.Array(Type.Object({ accountId: Id, displayName: Type.String(), role: oneOf(roles) })),
  /** How much they hold themselves by this post, and the first 50 of it. */
  held: Type.Integer(),
  work: Type.Array(HeldWork),
  /** Open matters and shares of the place, whoever holds them. */
  waiting: Type.Integer(),
  /** True when it cannot go back to the place, because nobody would be left there. */
  needsSuccessor: Type.Boolean(),
})
export type HeldPost = Static<typeof HeldPost>

export const getHoldings = route({
  id: 'getHoldings',
  method: 'GET',
  path: '/accounts/:accountId/holdings',
  tag: 'people',
  who: { permission: 'people.write' },
  summary: { zh: '离岗预览：岗位与手上的工作', en: 'What somebody holds, before they leave' },
  params: Type.Object({ accountId: Id }),
  response: Type.Object({ posts: Type.Array(HeldPost) }),
  errors: ['not_found'],
})

export const leavePosts = route({
  id: 'leavePosts',
  method: 'POST',
  path: '/accounts/:accountId/leaving',
  tag: 'people',
  who: { permission: 'people.write' },
  idempotent: true,
  summary: { zh: '离岗：岗位一次结束，手上的工作一次交出', en: 'Somebody leaves: all posts end and all work is handed over at once' },
  params: Type.Object({ accountId: Id }),
  body: Type.Object(
    {
      reason: words({ most: 500 }),
      /** All posts the preview showed; who takes over, or null: back to the place. */
      posts: Type.Array(Type.Object({ postId: Id, toAccountId: nullable(Id) }, { additionalProperties: false }), {
        minItems: 1,
        maxItems: 50,
      }),
      /** Disables the account too. */
      disable: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ endedPosts: Type.Integer(), handedOver: Type.Integer(), disabled: Type.Boolean() }),
  errors: ['not_found', 'not_allowed', 'posts_changed', 'nobody_left', 'administrators_exclude', 'last_administrator'],
})
