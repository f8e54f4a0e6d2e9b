import { expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { codeOf, openStage } from '../matters/stage.factory.ts'

const city = await startTestCity()
const stage = await openStage(city)
const { community, handler } = stage.people
const elsewhere = await city.as('desk-370281001005')
const north = (metres: number) => ({ ...stage.place, latitude: stage.place.latitude + metres / 111_195 })

async function report(text: string, place = stage.place) {
  return (await city.stranger().reportMatter({ body: { text, place } })).matterId
}

test('what is open within 200 m is counted for whoever may see it, the nearest first, without the matter itself', async () => {
  const here = await report('这一件')
  const before = await community.getSurroundings({ params: { matterId: here } })
  const near = await report('很近', north(5))
  await report('也在附近', north(150))
  await report('太远', north(260))
  const answer = await community.getSurroundings({ params: { matterId: here } })
  expect(answer).toMatchObject({ radiusM: 200, count: (before.count ?? 0) + 2 })
  expect(answer.items.map((item) => item.matterId)).toContain(near)
  expect(answer.items.map((item) => item.matterId)).not.toContain(here)
  expect(answer.items.map((item) => item.distanceM)).toEqual(answer.items.map((item) => item.distanceM).toSorted((a, b) => a - b))
})

test('a matter out of sight has no surroundings, and one without coordinates says so', async () => {
  const here = await report('这一件')
  for (const client of [elsewhere, handler]) expect(await codeOf(client.getSurroundings({ params: { matterId: here } }))).toBe('not_found')
  expect(await codeOf(community.getSurroundings({ params: { matterId: crypto.randomUUID() } }))).toBe('not_found')
  const { matterId } = await community.reportMatter({ body: { text: '没有坐标', address: '不知道在哪里的一条路' } })
  const seenBy = [community, await city.as('city')]
  const answers = await Promise.all(seenBy.map((client) => client.getSurroundings({ params: { matterId } }).catch(() => null)))
  expect(answers.find((answer) => answer !== null)).toEqual({ radiusM: 200, count: null, items: [] })
})
