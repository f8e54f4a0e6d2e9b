import Type, { type Static } from 'typebox'
import { roles } from './roles.ts'
import { route } from './route.ts'
import { Id, Instant, nullable, oneOf, words } from './schema.ts'

export const organisationKinds = [
  'department',
  'party_organisation',
  'property_firm',
  'owners_committee',
  'social_organisation',
  'merchant',
  'employer',
  'courier_firm',
  'volunteer_team',
] as const

export const Organisation = Type.Object({
  id: Id,
  code: Type.String(),
  kind: oneOf(organisationKinds),
  nameZh: Type.String(),
  nameEn: Type.String(),
  endedAt: nullable(Instant),
})
export type Organisation = Static<typeof Organisation>

export const Post = Type.Object({
  id: Id,
  role: oneOf(roles),
  accountId: Id,
  displayName: Type.String(),
  areaId: nullable(Id),
  areaName: nullable(Type.String()),
  organisationId: nullable(Id),
  organisationName: nullable(Type.String()),
  validFrom: Instant,
  validTo: nullable(Instant),
  pairedPostId: nullable(Id),
})
export type Post = Static<typeof Post>

export const listOrganisations = route({
  id: 'listOrganisations',
  method: 'GET',
  path: '/organisations',
  tag: 'people',
  who: 'staff',
  summary: { zh: '组织列表', en: 'Organisations' },
  response: Type.Object({ items: Type.Array(Organisation) }),
  errors: [],
})

export const createOrganisation = route({
  id: 'createOrganisation',
  method: 'POST',
  path: '/organisations',
  tag: 'people',
  who: { permission: 'people.write' },
  idempotent: true,
  status: 201,
  summary: { zh: '新建组织', en: 'Add an organisation' },
  body: Type.Object(
    {
      code: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,62}$' }),
      kind: oneOf(organisationKinds),
      nameZh: words({ most: 100 }),
      nameEn: words({ most: 200 }),
    },
    { additionalProperties: false },
  ),
  response: Organisation,
  errors: ['already_exists'],
})

export const listPosts = route({
  id: 'listPosts',
  method: 'GET',
  path: '/posts',
  tag: 'people',
  who: { permission: 'people.read' },
  summary: { zh: '岗位列表', en: 'Posts of an area, an organisation or an account' },
  query: Type.Object(
    {
      areaId: Type.Optional(Id),
      organisationId: Type.Optional(Id),
      accountId: Type.Optional(Id),
      ended: Type.Optional(Type.Boolean({ default: false })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ items: Type.Array(Post) }),
  errors: [],
})

export const listRolesToGive = route({
  id: 'listRolesToGive',
  method: 'GET',
  path: '/post-roles',
  tag: 'people',
  who: { permission: 'people.write' },
  summary: { zh: '我可以设置的岗位', en: 'The kinds of post I may give' },
  response: Type.Object({ roles: Type.Array(oneOf(roles)) }),
  errors: [],
})

export const createPost = route({
  id: 'createPost',
  method: 'POST',
  path: '/posts',
  tag: 'people',
  who: { permission: 'people.write' },
  idempotent: true,
  status: 201,
  summary: { zh: '设置岗位', en: 'Give a person a post' },
  body: Type.Object(
    {
      accountId: Id,
      role: oneOf(roles),
      areaId: Type.Optional(Id),
      organisationId: Type.Optional(Id),
      validFrom: Type.Optional(Instant),
      validTo: Type.Optional(Instant),
      pairedPostId: Type.Optional(Id),
    },
    { additionalProperties: false },
  ),
  response: Post,
  errors: ['not_found', 'wrong_level', 'overlapping_time', 'administrators_exclude', 'administrators_by_security'],
})

export const handOverPost = route({
  id: 'handOverPost',
  method: 'POST',
  path: '/posts/:postId/hand-over',
  tag: 'people',
  who: { permission: 'people.write' },
  idempotent: true,
  summary: { zh: '离岗交接：岗位与在办工作转给接任者', en: 'End a post and hand it and its open work to a successor' },
  params: Type.Object({ postId: Id }),
  body: Type.Object({ toAccountId: Id, reason: words({ most: 500 }) }, { additionalProperties: false }),
  response: Type.Object({ post: Post, handedOverAssignments: Type.Integer() }),
  errors: ['not_found', 'overlapping_time', 'administrators_exclude', 'administrators_by_security'],
})

export const endPost = route({
  id: 'endPost',
  method: 'POST',
  path: '/posts/:postId/ending',
  tag: 'people',
  who: { permission: 'people.write' },
  idempotent: true,
  summary: { zh: '结束岗位，在办工作回到本单位', en: 'End a post, now or at a date; its open work goes back to the organisation' },
  params: Type.Object({ postId: Id }),
  body: Type.Object(
    {
      reason: words({ most: 500 }),
      /** When it ends, if not now. */
      endsAt: Type.Optional(Instant),
    },
    { additionalProperties: false },
  ),
  response: Post,
  errors: ['not_found', 'overlapping_time', 'nobody_left', 'administrators_by_security', 'last_administrator'],
})

export const vacancyKinds = ['desk', 'grid', 'organisation'] as const

/** A place where nobody is in post who should be. */
export const Vacancy = Type.Object({
  kind: oneOf(vacancyKinds),
  /** Of the area or the organisation. */
  placeId: Id,
  code: Type.String(),
  nameZh: Type.String(),
  nameEn: Type.String(),
  level: nullable(Type.String()),
  /** Names of the areas above, from the top. */
  above: Type.Array(Type.String()),
  /** When the last post ended; null when there never was one. */
  since: nullable(Instant),
})
export type Vacancy = Static<typeof Vacancy>

export const listVacancies = route({
  id: 'listVacancies',
  method: 'GET',
  path: '/vacancies',
  tag: 'people',
  who: { permission: 'people.read' },
  summary: { zh: '空岗：没有受理人员、网格员、办理人员的地方', en: 'Places without a desk clerk, a grid worker or a handler' },
  query: Type.Object({ areaId: Type.Optional(Id), kind: Type.Optional(oneOf(vacancyKinds)) }, { additionalProperties: false }),
  response: Type.Object({
    counts: Type.Object({ desk: Type.Integer(), grid: Type.Integer(), organisation: Type.Integer() }),
    /** At most 1,000; the counts say how many there are. */
    items: Type.Array(Vacancy),
  }),
  errors: ['not_found'],
})
