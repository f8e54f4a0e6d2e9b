import Type, { type Static } from 'typebox'
import { route } from './route.ts'

/** How many notices the listener has not read; counted up to 100. */
export const NoticesChanged = Type.Object({ unread: Type.Integer() })
export type NoticesChanged = Static<typeof NoticesChanged>

/**
 * Server-Sent Events. Event `matter_changed` carries MatterChanged; its id resumes the stream by the
 * Last-Event-ID header, after which everything missed and nothing already sent arrives. Event `notices` carries
 * NoticesChanged whenever a notice came for the listener; it has no id, for the list of notices says the same.
 */
export const openStream = route({
  id: 'openStream',
  method: 'GET',
  path: '/stream',
  tag: 'live',
  who: 'signed_in',
  stream: 'text/event-stream',
  summary: { zh: '实时变更', en: 'Live changes of the matters I may see' },
  response: Type.String(),
  errors: [],
})
