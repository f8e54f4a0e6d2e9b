import Type, { type Static } from 'typebox'
import { ListFilters } from './matters.ts'
import { route } from './route.ts'
import { Id, words } from './schema.ts'

/** Nobody keeps more; the list beside the desk would no longer be one. */
export const mostSavedViews = 30

const Name = words({ most: 40 })

/** A list somebody looks at again and again, by a name of their own. */
export const SavedView = Type.Object({ id: Id, name: Type.String(), filters: ListFilters })
export type SavedView = Static<typeof SavedView>

const SavedViews = Type.Object({ items: Type.Array(SavedView) })
const ViewParams = Type.Object({ viewId: Id })

export const listSavedViews = route({
  id: 'listSavedViews',
  method: 'GET',
  path: '/saved-views',
  tag: 'matters',
  who: { permission: 'matters.list' },
  summary: { zh: '我保存的视图', en: 'My saved views, in my order' },
  response: SavedViews,
  errors: [],
})

export const saveView = route({
  id: 'saveView',
  method: 'POST',
  path: '/saved-views',
  tag: 'matters',
  who: { permission: 'matters.list' },
  status: 201,
  idempotent: true,
  summary: { zh: '保存一个视图', en: 'Save a view at the end of mine' },
  body: Type.Object({ name: Name, filters: ListFilters }, { additionalProperties: false }),
  response: SavedView,
  errors: ['already_exists', 'too_many_saved_views'],
})

export const changeSavedView = route({
  id: 'changeSavedView',
  method: 'PATCH',
  path: '/saved-views/:viewId',
  tag: 'matters',
  who: { permission: 'matters.list' },
  summary: { zh: '改名或改条件', en: 'Rename a view of mine or change what it shows' },
  params: ViewParams,
  body: Type.Object({ name: Type.Optional(Name), filters: Type.Optional(ListFilters) }, { additionalProperties: false }),
  response: SavedView,
  errors: ['not_found', 'already_exists'],
})

export const orderSavedViews = route({
  id: 'orderSavedViews',
  method: 'PUT',
  path: '/saved-views/order',
  tag: 'matters',
  who: { permission: 'matters.list' },
  summary: { zh: '调整视图顺序', en: 'Order my views; those left out keep their order behind the others' },
  body: Type.Object({ viewIds: Type.Array(Id, { maxItems: mostSavedViews, uniqueItems: true }) }, { additionalProperties: false }),
  response: SavedViews,
  errors: [],
})

export const removeSavedView = route({
  id: 'removeSavedView',
  method: 'DELETE',
  path: '/saved-views/:viewId',
  tag: 'matters',
  who: { permission: 'matters.list' },
  summary: { zh: '删除视图', en: 'Remove a view of mine' },
  params: ViewParams,
  response: null,
  errors: ['not_found'],
})
