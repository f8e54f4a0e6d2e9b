import Type from 'typebox'
import { route } from './route.ts'
import { Instant } from './schema.ts'
import { CityTexts } from './settings.ts'

export const getCity = route({
  id: 'getCity',
  method: 'GET',
  path: '/city',
  tag: 'system',
  who: 'anyone',
  summary: { zh: '本市名称、对居民说的话与服务器时间', en: "The city, what it says to residents, and the server's time" },
  response: Type.Object({
    code: Type.String(),
    nameZh: Type.String(),
    nameEn: Type.String(),
    texts: CityTexts,
    demo: Type.Boolean(),
    now: Instant,
    timeZone: Type.String(),
  }),
  errors: [],
})
