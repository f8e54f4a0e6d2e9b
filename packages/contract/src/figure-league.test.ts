import { figureDefinitions } from './figure-definitions.ts'
import type { FigureRow } from './figures.ts'
import { expect, test } from 'vitest'
import { placed } from './figure-league.ts'

const row = (key: string, n: number, of: number): FigureRow => ({
  key,
  name: { zh: key, en: key },
  figures: {
    completion: { value: of === 0 ? null : n / of, n, of },
    rework: { value: of === 0 ? null : n / of, n, of },
    reported: { value: of, n: of, of: null },
  },
  before: null,
})
const rows = [row('few', 29, 29), row('low', 30, 60), row('high', 60, 60), row('same', 90, 90), row('none', 0, 0)]
const ranks = (figure: 'completion' | 'rework' | 'reported') =>
  placed(rows, figure, figureDefinitions[figure]).map((one) => [one.row.key, one.rank])

test('whoever rests on fewer than 30 matters is shown after the others, without a rank', () => {
  expect(ranks('completion')).toEqual([
    ['high', 1],
    ['same', 1],
    ['low', 3],
    ['few', null],
    ['none', null],
  ])
})

test('where less is better the lowest leads', () => {
  expect(ranks('rework').slice(0, 3)).toEqual([
    ['low', 1],
    ['same', 2],
    ['high', 2],
  ])
})

test('a count is ordered by size and ranks nobody', () => {
  expect(ranks('reported').map(([, rank]) => rank)).toEqual([null, null, null, null, null])
  expect(ranks('reported')[0]?.[0]).toBe('same')
})
