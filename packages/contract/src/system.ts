import Type from 'typebox'
import { route } from './route.ts'
import { Instant } from './schema.ts'

export const getCity = route({
  id: 'getCity',
  method: 'GET',
  path: '/city',
  tag: 'system',
  who: 'anyone',
  summary: { zh: '本市名称与服务器时间', en: "The city and the server's time" },
  response: Type.Object({
    code: Type.String(),
    nameZh: Type.String(),
    nameEn: Type.String(),
    demo: Type.Boolean(),
    now: Instant,
    timeZone: Type.String(),
  }),
  errors: [],
})
