import Type, { type Static } from 'typebox'
import { permissions, roles } from './roles.ts'
import { route } from './route.ts'
import { Id, Instant, Locale, nullable, oneOf } from './schema.ts'

export const PhoneNumber = Type.String({ pattern: '^1[3-9]\\d{9}$' })

export const MyPost = Type.Object({
  id: Id,
  role: oneOf(roles),
  areaId: nullable(Id),
  areaName: nullable(Type.String()),
  areaLevel: nullable(Type.String()),
  organisationId: nullable(Id),
  organisationName: nullable(Type.String()),
})

/** Who is signed in, and what their posts grant. */
export const Me = Type.Object({
  /** `half`: the password was right, and nothing is open before what `awaits` says has been done. */
  kind: oneOf(['staff', 'resident', 'receipt', 'half']),
  awaits: nullable(oneOf(['second_factor', 'enrolment'])),
  accountId: nullable(Id),
  displayName: nullable(Type.String()),
  locale: Locale,
  mustChangePassword: Type.Boolean(),
  posts: Type.Array(MyPost),
  permissions: Type.Array(oneOf(permissions)),
  /** The one matter a receipt code opens; null for accounts. */
  receiptMatterId: nullable(Id),
})
export type Me = Static<typeof Me>

export const SessionRow = Type.Object({
  id: Type.String(),
  createdAt: Instant,
  lastSeenAt: Instant,
  userAgent: Type.String(),
  current: Type.Boolean(),
})

export const signIn = route({
  id: 'signIn',
  method: 'POST',
  path: '/session',
  tag: 'session',
  who: 'anyone',
  summary: { zh: '用账号密码登录', en: 'Sign in with account and password' },
  body: Type.Object(
    { loginName: Type.String({ minLength: 1, maxLength: 64 }), password: Type.String({ minLength: 1, maxLength: 256 }) },
    { additionalProperties: false },
  ),
  response: Me,
  errors: ['wrong_credentials', 'too_many_attempts'],
})

export const askPhoneCode = route({
  id: 'askPhoneCode',
  method: 'POST',
  path: '/phone-codes',
  tag: 'session',
  who: 'anyone',
  summary: { zh: '获取短信验证码', en: 'Ask for a sign-in code by text message' },
  body: Type.Object({ phone: PhoneNumber }, { additionalProperties: false }),
  response: Type.Object({ validUntil: Instant }),
  status: 202,
  errors: ['too_many_attempts'],
})

export const signInByPhone = route({
  id: 'signInByPhone',
  method: 'POST',
  path: '/session/phone',
  tag: 'session',
  who: 'anyone',
  summary: { zh: '用手机号和验证码登录（首次登录即注册）', en: 'Sign in with phone number and code (the first time makes the account)' },
  body: Type.Object({ phone: PhoneNumber, code: Type.String({ pattern: '^\\d{6}$' }) }, { additionalProperties: false }),
  response: Me,
  errors: ['wrong_code', 'too_many_attempts'],
})

export const signInByReceipt = route({
  id: 'signInByReceipt',
  method: 'POST',
  path: '/session/receipt',
  tag: 'session',
  who: 'anyone',
  summary: { zh: '用查询码查看一件事项', en: 'Open one matter with its receipt code' },
  body: Type.Object({ receiptCode: Type.String({ minLength: 8, maxLength: 40 }) }, { additionalProperties: false }),
  response: Me,
  errors: ['wrong_receipt_code', 'too_many_attempts'],
})

export const getMe = route({
  id: 'getMe',
  method: 'GET',
  path: '/session',
  tag: 'session',
  who: 'signed_in',
  summary: { zh: '当前登录者及其岗位', en: 'Who is signed in, with posts and permissions' },
  response: Me,
  errors: [],
})

export const signOut = route({
  id: 'signOut',
  method: 'DELETE',
  path: '/session',
  tag: 'session',
  who: 'signed_in',
  summary: { zh: '退出登录', en: 'Sign out' },
  response: null,
  errors: [],
})

export const listMySessions = route({
  id: 'listMySessions',
  method: 'GET',
  path: '/sessions',
  tag: 'session',
  who: 'signed_in',
  summary: { zh: '我的登录设备', en: 'My sessions' },
  response: Type.Object({ items: Type.Array(SessionRow) }),
  errors: [],
})

export const endMySession = route({
  id: 'endMySession',
  method: 'DELETE',
  path: '/sessions/:sessionId',
  tag: 'session',
  who: 'signed_in',
  summary: { zh: '结束我的一个登录', en: 'End one of my sessions' },
  params: Type.Object({ sessionId: Type.String({ minLength: 8, maxLength: 64 }) }),
  response: null,
  errors: ['not_found'],
})

export const changePassword = route({
  id: 'changePassword',
  method: 'PUT',
  path: '/session/password',
  tag: 'session',
  who: 'signed_in',
  summary: { zh: '修改密码（其他登录随之结束）', en: 'Change my password; my other sessions end' },
  body: Type.Object(
    { oldPassword: Type.String({ minLength: 1, maxLength: 256 }), newPassword: Type.String({ minLength: 1, maxLength: 256 }) },
    { additionalProperties: false },
  ),
  response: null,
  errors: ['wrong_credentials', 'weak_password', 'too_many_attempts'],
})
