import Type, { type Static } from 'typebox'
import { severities } from './matter-words.ts'
import { route } from './route.ts'
import { nullable, oneOf } from './schema.ts'

export const Category = Type.Object({
  code: Type.String(),
  parentCode: nullable(Type.String()),
  family: oneOf(['component', 'event', 'livelihood']),
  nameZh: Type.String(),
  nameEn: Type.String(),
  severity: oneOf(severities),
  defaultOrganisationCode: nullable(Type.String()),
  filingConditionZh: Type.String(),
  filingConditionEn: Type.String(),
  closingConditionZh: Type.String(),
  closingConditionEn: Type.String(),
})
export type Category = Static<typeof Category>

export const listCategories = route({
  id: 'listCategories',
  method: 'GET',
  path: '/categories',
  tag: 'categories',
  who: 'anyone',
  summary: { zh: '类别，含立案与结案条件', en: 'Categories with their filing and closing conditions' },
  response: Type.Object({ items: Type.Array(Category) }),
  errors: [],
})
