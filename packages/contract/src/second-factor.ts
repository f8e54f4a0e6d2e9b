import Type from 'typebox'
import { route } from './route.ts'
import { Id, Instant, nullable, words } from './schema.ts'
import { Me } from './sessions.ts'

/** Six digits of the app, or a recovery code as it was shown. */
const SecondFactorCode = Type.String({ minLength: 6, maxLength: 40 })

export const giveSecondFactor = route({
  id: 'giveSecondFactor',
  method: 'POST',
  path: '/session/second-factor',
  tag: 'session',
  who: 'anyone',
  summary: {
    zh: '登录第二步：动态码或恢复码（须先通过密码）',
    en: 'The second step of signing in: a code or a recovery code, after the password',
  },
  body: Type.Object({ code: SecondFactorCode }, { additionalProperties: false }),
  response: Me,
  errors: ['not_signed_in', 'wrong_second_factor', 'too_many_attempts'],
})

export const getMySecondFactor = route({
  id: 'getMySecondFactor',
  method: 'GET',
  path: '/session/second-factor',
  tag: 'session',
  who: 'signed_in',
  summary: { zh: '我的第二因素', en: 'My second factor' },
  response: Type.Object({
    confirmedAt: nullable(Instant),
    recoveryCodesLeft: Type.Integer(),
    /** Whether the city asks for it with one of my posts. */
    required: Type.Boolean(),
    /** Whether I have a password, which is asked for before anything changes. */
    hasPassword: Type.Boolean(),
  }),
  errors: [],
})

export const beginSecondFactor = route({
  id: 'beginSecondFactor',
  method: 'POST',
  path: '/session/second-factor/enrolment',
  tag: 'session',
  who: 'anyone',
  summary: { zh: '开始设置第二因素', en: 'Begin to set up a second factor' },
  body: Type.Object(
    {
      /** My password, unless it has just been given in signing in. */
      password: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
      /** A code of the present app, or a recovery code, when another takes its place. */
      code: Type.Optional(SecondFactorCode),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    /** For typing, in base32. */
    secret: Type.String(),
    /** The same as `otpauth://` for a QR code. */
    uri: Type.String(),
    validUntil: Instant,
  }),
  errors: ['not_signed_in', 'not_allowed', 'wrong_credentials', 'wrong_second_factor', 'too_many_attempts'],
})

export const confirmSecondFactor = route({
  id: 'confirmSecondFactor',
  method: 'POST',
  path: '/session/second-factor/confirmation',
  tag: 'session',
  who: 'anyone',
  summary: { zh: '用第一个动态码确认，返回恢复码', en: 'Confirm it with the first code; answers the recovery codes' },
  body: Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }, { additionalProperties: false }),
  response: Type.Object({ recoveryCodes: Type.Array(Type.String()), me: Me }),
  errors: ['not_signed_in', 'wrong_second_factor', 'enrolment_over', 'too_many_attempts'],
})

export const removeSecondFactor = route({
  id: 'removeSecondFactor',
  method: 'POST',
  path: '/accounts/:accountId/second-factor/removal',
  tag: 'people',
  who: { permission: 'people.secure' },
  idempotent: true,
  summary: {
    zh: '解除他人的第二因素（手机丢失时），所有登录随之结束',
    en: 'Remove somebody’s second factor, as when a phone is lost; their sessions end',
  },
  params: Type.Object({ accountId: Id }),
  body: Type.Object({ reason: words({ most: 500 }) }, { additionalProperties: false }),
  response: Type.Object({ removed: Type.Boolean() }),
  errors: ['not_found', 'not_allowed'],
})
