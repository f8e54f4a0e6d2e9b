import Type, { type Static } from 'typebox'
import { route } from './route.ts'
import { Id, Instant, nullable, page, PageQuery } from './schema.ts'

/** One line in somebody's inbox. `text` says it in the language asked for; `event` and `facts` are what it is made of. */
export const Notice = Type.Object({
  id: Id,
  at: Instant,
  event: Type.String(),
  matterId: nullable(Id),
  matterNumber: nullable(Type.String()),
  facts: Type.Record(Type.String(), Type.Unknown()),
  /** The whole sentence, e.g. 您反映的暴露垃圾（260318-000001）已派给城市管理局。 */
  text: Type.String(),
  /** Urgent ones do not wait for working hours. */
  urgent: Type.Boolean(),
  readAt: nullable(Instant),
})
export type Notice = Static<typeof Notice>

export const listNotices = route({
  id: 'listNotices',
  method: 'GET',
  path: '/notices',
  tag: 'notices',
  who: 'signed_in',
  summary: { zh: '我的消息', en: 'My notices' },
  query: Type.Object(PageQuery, { additionalProperties: false }),
  response: Type.Object({ ...page(Notice).properties, unread: Type.Integer() }),
  errors: [],
})

export const readNotices = route({
  id: 'readNotices',
  method: 'POST',
  path: '/notices/reading',
  tag: 'notices',
  who: 'signed_in',
  summary: { zh: '标为已读', en: 'Mark notices as read' },
  body: Type.Object({ upTo: Id }, { additionalProperties: false }),
  response: null,
  errors: [],
})
