import { figureDefinitions, type FigureRow, placed } from '@linli/contract'
import { expect, test } from 'vitest'
import { testNow } from '../../testing/constants.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { codeOf, openStage } from '../matters/stage.factory.ts'
import { isAnswerable } from './figures.queries.ts'
import { foldTallies } from './fold.ts'

const city = await startTestCity()
const stage = await openStage(city)
const { street, community, supervisor, handler, worker } = stage.people
const today = new Date(testNow.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
const year = { from: '2025-04-01', to: '2026-03-31' }
const n = (row: FigureRow | undefined, id: string) => row?.figures[id]?.n

test('what has just happened is counted at once, and the same after it was folded', async () => {
  const query = { from: today, to: today }
  const before = await community.getFigures({ query })
  const { matterId } = await stage.report('井盖松动')
  await stage.accept(matterId)
  const after = await community.getFigures({ query })
  expect(n(after.total, 'reported')).toBe((n(before.total, 'reported') ?? 0) + 1)
  await foldTallies(city.db, city.matters.books.areas)
  expect(await community.getFigures({ query })).toEqual(after)
})

test('the areas below, the months and the categories add up to the whole', async () => {
  for (const by of ['area', 'month', 'category', 'source', 'severity', 'kind'] as const) {
    const table = await street.getFigures({ query: { ...year, by } })
    for (const id of ['reported', 'on_time', 'satisfaction', 'completion'])
      expect([by, table.rows.reduce((sum, row) => sum + (n(row, id) ?? 0), 0)]).toEqual([by, n(table.total, id)])
    expect(table.rows.every((row) => (row.figures['completion']?.value ?? 0) <= 1)).toBe(true)
  }
})

test('every share is its numerator over its denominator, and null of nothing', async () => {
  const { total } = await street.getFigures({ query: year })
  for (const { value, n: count, of } of Object.values(total.figures)) if (of !== null) expect(value).toBe(of > 0 ? count / of : null)
  const empty = await street.getFigures({ query: { from: '2001-01-01', to: '2001-01-31' } })
  expect(empty.total.figures['completion']).toEqual({ value: null, n: 0, of: 0 })
})

test('a period is held against the one before', async () => {
  const february = await street.getFigures({ query: { from: '2026-02-01', to: '2026-02-28' } })
  const march = await street.getFigures({ query: { from: '2026-03-01', to: '2026-03-31', by: 'category', against: 'previous' } })
  expect(march.before).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(march.total.before).toEqual(february.total.figures)
})

test('a category is told apart by those directly below it, which add up to it', async () => {
  const top = await street.getFigures({ query: { ...year, by: 'category' } })
  const largest = top.rows.filter(({ key }) => key !== '').toSorted((a, b) => (n(b, 'reported') ?? 0) - (n(a, 'reported') ?? 0))[0]
  const code = largest?.key ?? ''
  const below = await street.getFigures({ query: { ...year, by: 'category', categoryCode: code } })
  expect(below.rows.every(({ key }) => key === code || key.split('-').length === code.split('-').length + 1)).toBe(true)
  expect(below.rows.reduce((sum, row) => sum + (n(row, 'reported') ?? 0), 0)).toBe(n(largest, 'reported'))
  expect(below.rows.every(({ name }) => name !== null)).toBe(true)
})

test('organisations are told apart by what is counted of them', async () => {
  const table = await street.getFigures({ query: { ...year, by: 'organisation' } })
  const cityManagement = table.rows.find((row) => row.key === stage.idOf('city-management'))
  expect(cityManagement?.name?.zh).toBeTruthy()
  expect(Object.keys(cityManagement?.figures ?? {})).toEqual(expect.arrayContaining(['response', 'resolution', 'satisfaction', 'returned']))
  expect(cityManagement?.figures['reported']).toBeUndefined()
})

test('what is kept by months alone is not told by days', async () => {
  const days = { from: today, to: today }
  expect(await codeOf(street.getFigures({ query: { ...days, by: 'source' } }))).toBe('whole_months_needed')
  expect(await codeOf(street.getFigures({ query: { ...days, categoryCode: 'E01-02' } }))).toBe('whole_months_needed')
  expect(await codeOf(street.getFigures({ query: { from: '2026-03-02', to: '2026-03-01' } }))).toBe('period_not_possible')
})

test('an area is told where it stands among its siblings, and not their numbers', async () => {
  const siblings = await street.getFigures({ query: { ...year, by: 'area' } })
  const { area } = await community.getFigures({ query: year })
  const { standings, parent, siblings: count } = await community.getFigureStandings({ query: { areaId: area.id, ...year } })
  expect(parent?.id).toBe(siblings.area.id)
  expect(count).toBeGreaterThanOrEqual(siblings.rows.length)
  const own = standings.find(({ figure }) => figure === 'completion')
  const table = placed(siblings.rows, 'completion', figureDefinitions.completion)
  expect(own?.rank).toBe(table.find(({ row }) => row.key === area.id)?.rank)
  expect(own?.ranked).toBe(table.filter(({ rank }) => rank !== null).length)
  expect(own?.value).toBe(siblings.rows.find(({ key }) => key === area.id)?.figures['completion']?.value)
  expect(await codeOf(community.getFigureStandings({ query: { areaId: siblings.area.id, ...year } }))).toBe('not_found')
})

test('what would read or tell too much at a time is refused', async () => {
  const years = { from: '2020-01-02', to: '2026-03-18' }
  expect(await codeOf(street.getFigures({ query: { ...years, by: 'day' } }))).toBe('figures_too_many')
  expect(await codeOf(street.getFigures({ query: { ...years, by: 'area' } }))).toBe('figures_too_many')
  expect((await street.getFigures({ query: { from: '2020-01-01', to: '2026-03-31', by: 'area' } })).rows.length).toBeGreaterThan(0)
  expect((await street.getFigures({ query: { from: '2025-03-18', to: '2026-03-18', by: 'day' } })).rows.length).toBeGreaterThan(0)
  // A year of a thousand communities, and no more of more.
  const areaIds = Array.from({ length: 1000 }, () => '')
  const period = { from: '2025-04-01', to: '2026-03-31' }
  expect(isAnswerable('figure_classes', { areaIds, period, by: 'area' })).toBe(true)
  expect(isAnswerable('figure_classes', { areaIds, period: { ...period, from: '2020-04-01' }, by: 'area' })).toBe(false)
})

test('figures are of the areas one answers for, and of nobody else’s', async () => {
  const { area } = await community.getFigures({ query: year })
  const parent = (await street.getFigures({ query: year })).area
  expect(area.id).not.toBe(parent.id)
  expect(await codeOf(community.getFigures({ query: { ...year, areaId: parent.id } }))).toBe('not_found')
  expect((await street.getFigures({ query: { ...year, areaId: area.id } })).area).toEqual(area)
  expect((await supervisor.getFigures({ query: year })).area.id).toBeTruthy()
  for (const client of [handler, worker]) expect(await codeOf(client.getFigures({ query: year }))).toBe('not_allowed')
})
