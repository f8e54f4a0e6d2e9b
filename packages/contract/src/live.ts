import Type from 'typebox'
import { route } from './route.ts'

/**
 * Server-Sent Events. Event `matter_changed` carries MatterChanged; its id resumes the stream by the
 * Last-Event-ID header, after which everything missed and nothing already sent arrives.
 */
export const openStream = route({
  id: 'openStream',
  method: 'GET',
  path: '/stream',
  tag: 'live',
  who: 'signed_in',
  stream: true,
  summary: { zh: '实时变更', en: 'Live changes of the matters I may see' },
  response: Type.String(),
  errors: [],
})
