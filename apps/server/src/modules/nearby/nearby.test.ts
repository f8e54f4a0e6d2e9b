import type { GivenPoint } from '@linli/contract'
import { expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { placeInShownGrid } from '../matters/matter.factory.ts'
import { countCellsText } from './nearby.queries.ts'

const city = await startTestCity()
const stranger = city.stranger()
const base = await placeInShownGrid(city)
const north = (metres: number): GivenPoint => ({ ...base, latitude: base.latitude + metres / 111_195 })

async function report(place: GivenPoint, extra: object = {}): Promise<string> {
  const { matterId } = await city.stranger().reportMatter({ body: { text: '路灯不亮了', place, categoryCode: 'C01-17', ...extra } })
  return matterId
}
const around = (place: GivenPoint) => stranger.countNearby({ query: place })
const total = async (place: GivenPoint) => (await around(place)).cells.reduce((sum, cell) => sum + cell.count, 0)

test('anyone sees how much is reported around a place, and nothing of a single matter', async () => {
  const before = await total(base)
  for (let times = 0; times < 6; times++) await report(base, { contactPhone: '13900002222', address: '槐树巷 9 号' })
  const told = await around(base)
  expect(await total(base)).toBeGreaterThanOrEqual(before + 6)
  expect(told.cells.every((cell) => cell.count >= 5)).toBe(true)
  const here = told.cells.find(
    ({ box: [west = 0, south = 0, east = 0, north = 0] }) =>
      west <= base.longitude && base.longitude < east && south <= base.latitude && base.latitude < north,
  )
  expect(here?.categoryCodes).toContain('C01-17')
  expect(JSON.stringify(told)).not.toMatch(/13900002222|槐树巷|matterId|number/)
})

test('what is nobody else’s to know is not counted', async () => {
  const before = await total(base)
  const ids = await Promise.all(Array.from({ length: 5 }, () => report(base)))
  expect(await total(base)).toBe(before + 5)
  await city.db.read.updateTable('matters').set({ private: true }).where('id', 'in', ids).execute()
  expect(await total(base)).toBe(before)
})

test('what was closed long ago is not counted any more', async () => {
  const before = await total(base)
  const ids = await Promise.all(Array.from({ length: 5 }, () => report(base)))
  const closedAt = (days: number) => new Date(city.clock.now().getTime() - days * 86_400_000)
  await city.db.read
    .updateTable('matters')
    .set({ state: 'closed', closed_at: closedAt(29) })
    .where('id', 'in', ids)
    .execute()
  expect(await total(base)).toBe(before + 5)
  await city.db.read
    .updateTable('matters')
    .set({ closed_at: closedAt(31) })
    .where('id', 'in', ids)
    .execute()
  expect(await total(base)).toBe(before)
})

test('a place given as a phone in China gives it is brought to WGS-84', async () => {
  const { point } = await around({ ...base, coordinateSystem: 'gcj02' })
  expect(Math.abs(point.longitude - base.longitude)).toBeGreaterThan(0.001)
  const again = await around({ ...base, coordinateSystem: 'wgs84' })
  expect(again.point).toEqual({ longitude: base.longitude, latitude: base.latitude })
})

test('a place far from everything has nothing around it', async () => {
  expect((await around(north(90_000))).cells).toEqual([])
})

test('anyone finds areas by their name, with their middle', async () => {
  const grid = await stranger.locatePoint({ query: base })
  const { items } = await stranger.searchPlaces({ query: { search: grid.ancestors.at(-1)?.name ?? '' } })
  expect(items[0]).toMatchObject({ kind: 'area', label: grid.ancestors.at(-1)?.name })
  expect(items.some(({ point }) => point !== null)).toBe(true)
})

test('whoever asks too fast is asked to wait', async () => {
  const hasty = city.stranger()
  const answers = await Promise.allSettled(Array.from({ length: 320 }, () => hasty.searchPlaces({ query: { search: '路' } })))
  expect(answers.some((answer) => answer.status === 'rejected' && JSON.stringify(answer.reason).includes('too_many_attempts'))).toBe(true)
})

test('counting reads the cells by their index', async () => {
  const { rows } = await city.db.pool.query(
    `explain (format json) ${countCellsText.replace('$1', `'{${Math.floor(base.latitude * 200) * 100_000 + Math.floor(base.longitude * 200)}}'`).replace('$2', `'2026-01-01'`)}`,
  )
  expect(JSON.stringify(rows)).toContain('matters_by_cell')
})
