import { mostSavedViews } from '@linli/contract'
import { expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'

const city = await startTestCity()
const namesOf = async (client: Awaited<ReturnType<typeof city.as>>) => (await client.listSavedViews()).items.map((view) => view.name)

test('a view is kept with its filters, renamed, put in order and removed', async () => {
  const community = await city.as('community')
  const filters = { view: 'overdue', light: 'red', q: '路灯', sort: 'due' } as const
  const first = await community.saveView({ body: { name: ' 超时的路灯 ', filters } })
  const second = await community.saveView({ body: { name: '井盖', filters: { q: '井盖' } } })
  expect((await community.listSavedViews()).items).toEqual([{ id: first.id, name: '超时的路灯', filters }, second])
  await community.orderSavedViews({ body: { viewIds: [second.id] } })
  expect(await namesOf(community)).toEqual(['井盖', '超时的路灯'])
  await community.changeSavedView({ params: { viewId: second.id }, body: { name: '丢了的井盖' } })
  const changed = await community.changeSavedView({ params: { viewId: second.id }, body: { filters: { view: 'all', q: '井盖' } } })
  expect(changed).toEqual({ id: second.id, name: '丢了的井盖', filters: { view: 'all', q: '井盖' } })
  await community.removeSavedView({ params: { viewId: first.id } })
  expect(await namesOf(community)).toEqual(['丢了的井盖'])
})

test('a view of somebody else does not exist', async () => {
  const [street, district] = [await city.as('street'), await city.as('district')]
  const { id } = await street.saveView({ body: { name: '我的', filters: {} } })
  const notFound = { problem: { code: 'not_found' } }
  await expect(district.changeSavedView({ params: { viewId: id }, body: { name: '你的' } })).rejects.toMatchObject(notFound)
  await expect(district.removeSavedView({ params: { viewId: id } })).rejects.toMatchObject(notFound)
  expect((await district.orderSavedViews({ body: { viewIds: [id] } })).items).toEqual([])
  expect(await namesOf(street)).toEqual(['我的'])
})

test('a name counts once, an empty one not at all, and strange filters are refused', async () => {
  const handler = await city.as('handler')
  const { id } = await handler.saveView({ body: { name: '一', filters: {} } })
  await handler.saveView({ body: { name: '二', filters: {} } })
  const refused = (code: string) => ({ problem: { code } })
  await expect(handler.saveView({ body: { name: '一', filters: {} } })).rejects.toMatchObject(refused('already_exists'))
  await expect(handler.changeSavedView({ params: { viewId: id }, body: { name: '二' } })).rejects.toMatchObject(refused('already_exists'))
  await expect(handler.saveView({ body: { name: '   ', filters: {} } })).rejects.toMatchObject(refused('validation_failed'))
  await expect(handler.saveView({ body: { name: '三', filters: { view: 'nothing' as 'all' } } })).rejects.toMatchObject(
    refused('validation_failed'),
  )
})

test('the thirty-first is refused, also when two are saved at once', async () => {
  const dispatcher = await city.as('dispatcher')
  for (let index = 1; index < mostSavedViews; index++) await dispatcher.saveView({ body: { name: `第 ${index} 个`, filters: {} } })
  const both = await Promise.allSettled(['甲', '乙'].map((name) => dispatcher.saveView({ body: { name, filters: {} } })))
  expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  await expect(dispatcher.saveView({ body: { name: '丙', filters: {} } })).rejects.toMatchObject({
    problem: { code: 'too_many_saved_views' },
  })
  expect(await namesOf(dispatcher)).toHaveLength(mostSavedViews)
})
