import Type, { type Static } from 'typebox'
import { route } from './route.ts'
import { Id, Instant, nullable, oneOf } from './schema.ts'

/** Ways out of the product. The inbox is not one of them: it always gets every notice. */
export const noticeChannels = ['push', 'mini_program', 'mail', 'sms'] as const
export type NoticeChannel = (typeof noticeChannels)[number]

/**
 * What notices are about, as a person chooses by it.
 * - `progress`: how my own reports are getting on
 * - `my_turn`: my own reports wait for me: a question, a rating
 * - `work`: something came to my desk or organisation
 * - `overdue`: limits, reminders and supervision
 */
export const noticeGroups = ['progress', 'my_turn', 'work', 'overdue'] as const
export type NoticeGroup = (typeof noticeGroups)[number]

/** A time of day in the city, such as 21:00. */
const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', minLength: 5, maxLength: 5 })
const Choice = Type.Array(oneOf(noticeChannels), { maxItems: noticeChannels.length, uniqueItems: true })

export const NoticeChoices = Type.Object(
  { progress: Choice, my_turn: Choice, work: Choice, overdue: Choice },
  { additionalProperties: false },
)
export type NoticeChoices = Static<typeof NoticeChoices>

/** Nothing that is not urgent goes out between `from` and `to`; it may run over midnight. */
export const QuietHours = Type.Object({ from: TimeOfDay, to: TimeOfDay }, { additionalProperties: false })
export type QuietHours = Static<typeof QuietHours>

export const ContactAddress = Type.Object({
  id: Id,
  channel: oneOf(noticeChannels),
  /** Enough to recognise it: w***@example.com, 138****5678, the host of a browser's push service. */
  masked: Type.String(),
  /** Null until its code was entered; nothing is sent there before. */
  confirmedAt: nullable(Instant),
})
export type ContactAddress = Static<typeof ContactAddress>

export const NoticePreferences = Type.Object({
  /** The channels this city has set up. */
  channels: Type.Array(oneOf(noticeChannels)),
  choices: NoticeChoices,
  quiet: nullable(QuietHours),
  /** When to get one message with all that is not urgent, once a day; null: each at once. */
  digestAt: nullable(TimeOfDay),
  addresses: Type.Array(ContactAddress),
  /** The server's key a browser subscribes with (VAPID, base64url); null while web push is off. */
  pushKey: nullable(Type.String()),
})
export type NoticePreferences = Static<typeof NoticePreferences>

export const getNoticePreferences = route({
  id: 'getNoticePreferences',
  method: 'GET',
  path: '/notices/preferences',
  tag: 'notices',
  who: 'signed_in',
  summary: { zh: '我的消息设置', en: 'How I want to be told' },
  response: NoticePreferences,
  errors: ['not_allowed'],
})

export const setNoticePreferences = route({
  id: 'setNoticePreferences',
  method: 'PUT',
  path: '/notices/preferences',
  tag: 'notices',
  who: 'signed_in',
  summary: { zh: '修改消息设置', en: 'Change how I want to be told' },
  body: Type.Object(
    { choices: NoticeChoices, quiet: nullable(QuietHours), digestAt: nullable(TimeOfDay) },
    { additionalProperties: false },
  ),
  response: NoticePreferences,
  errors: ['not_allowed'],
})

export const subscribePush = route({
  id: 'subscribePush',
  method: 'POST',
  path: '/notices/push-subscriptions',
  tag: 'notices',
  who: 'signed_in',
  summary: { zh: '在本浏览器接收推送', en: 'Get web push on this browser; the body is what PushManager.subscribe gave' },
  body: Type.Object(
    {
      endpoint: Type.String({ minLength: 12, maxLength: 1000, format: 'uri' }),
      keys: Type.Object(
        {
          p256dh: Type.String({ minLength: 80, maxLength: 100, pattern: '^[A-Za-z0-9_=-]+$' }),
          auth: Type.String({ minLength: 16, maxLength: 40, pattern: '^[A-Za-z0-9_=-]+$' }),
        },
        { additionalProperties: false },
      ),
    },
    { additionalProperties: false },
  ),
  response: ContactAddress,
  errors: ['not_allowed', 'channel_off', 'unknown_push_service', 'too_many_addresses'],
})

export const addContactAddress = route({
  id: 'addContactAddress',
  method: 'POST',
  path: '/notices/addresses',
  tag: 'notices',
  who: 'signed_in',
  summary: { zh: '添加邮箱或手机号并发送验证码', en: 'Add a mail address or a phone number; a code is sent there' },
  body: Type.Object(
    {
      channel: oneOf(['mail', 'sms']),
      address: Type.String({ minLength: 6, maxLength: 200, pattern: '^[^\\s@]+(@[^\\s@]+\\.[^\\s@]+)?$' }),
    },
    { additionalProperties: false },
  ),
  response: ContactAddress,
  errors: ['not_allowed', 'channel_off', 'not_an_address', 'too_many_attempts', 'too_many_addresses'],
})

export const confirmContactAddress = route({
  id: 'confirmContactAddress',
  method: 'POST',
  path: '/notices/addresses/:addressId/confirmation',
  tag: 'notices',
  who: 'signed_in',
  summary: { zh: '用验证码确认地址', en: 'Confirm an address with the code that was sent there' },
  params: Type.Object({ addressId: Id }),
  body: Type.Object({ code: Type.String({ pattern: '^[0-9]{6}$' }) }, { additionalProperties: false }),
  response: ContactAddress,
  errors: ['not_allowed', 'not_found', 'wrong_code'],
})

export const removeContactAddress = route({
  id: 'removeContactAddress',
  method: 'DELETE',
  path: '/notices/addresses/:addressId',
  tag: 'notices',
  who: 'signed_in',
  summary: { zh: '删除地址或取消本浏览器推送', en: 'Remove an address, or unsubscribe a browser' },
  params: Type.Object({ addressId: Id }),
  response: null,
  errors: ['not_allowed', 'not_found'],
})

export const connectMiniProgram = route({
  id: 'connectMiniProgram',
  method: 'POST',
  path: '/notices/mini-program',
  tag: 'notices',
  who: 'signed_in',
  summary: { zh: '关联微信小程序', en: 'Be told through the mini-program; the code is what wx.login gave' },
  body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9_-]+$' }) }, { additionalProperties: false }),
  response: ContactAddress,
  errors: ['not_allowed', 'channel_off', 'wrong_code', 'too_many_addresses', 'channel_away'],
})

export const sendTestMessage = route({
  id: 'sendTestMessage',
  method: 'POST',
  path: '/notices/test-messages',
  tag: 'notices',
  who: 'signed_in',
  status: 202,
  idempotent: true,
  summary: { zh: '给自己发一条测试消息', en: 'Send myself a test message through one channel' },
  body: Type.Object({ channel: oneOf(noticeChannels) }, { additionalProperties: false }),
  response: Type.Object({ messages: Type.Integer() }),
  errors: ['not_allowed', 'channel_off', 'no_address', 'too_many_attempts'],
})
