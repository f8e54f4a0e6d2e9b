import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsTold, commonest, type CountedCell, leastTold } from './cells-told.ts'

const cell = (row: number, column: number, count: number, categories: Record<string, number> = {}): CountedCell => ({
  row,
  column,
  count,
  open: count,
  categories: new Map(Object.entries(categories)),
})

test('cells with fewer than five are put together within their square of four, and left out when that is still too few', () => {
  const told = cellsTold([cell(0, 0, 5), cell(0, 1, 3), cell(1, 1, 2), cell(8, 8, 4)])
  expect(told.map(({ row, column, size, count }) => ({ row, column, size, count }))).toEqual([
    { row: 0, column: 0, size: 1, count: 5 },
    { row: 0, column: 0, size: 2, count: 5 },
  ])
})

test('nothing told counts under five, and nothing is told twice', () => {
  const cells = fc.uniqueArray(
    fc.record({ row: fc.integer({ min: -9, max: 9 }), column: fc.integer({ min: -9, max: 9 }), count: fc.integer({ min: 1, max: 12 }) }),
    {
      selector: ({ row, column }) => `${row} ${column}`,
    },
  )
  fc.assert(
    fc.property(cells, (given) => {
      const told = cellsTold(given.map(({ row, column, count }) => cell(row, column, count)))
      expect(told.every(({ count }) => count >= leastTold)).toBe(true)
      const sum = (those: readonly { count: number }[]) => those.reduce((total, { count }) => total + count, 0)
      expect(sum(told)).toBeLessThanOrEqual(sum(given))
      const large = given.filter(({ count }) => count >= leastTold)
      expect(told.filter(({ size }) => size === 1)).toHaveLength(large.length)
    }),
  )
})

test('a category that stands alone in a cell is not named', () => {
  expect(
    commonest({
      categories: new Map([
        ['lamp', 2],
        ['noise', 1],
        ['rubbish', 4],
        ['road', 3],
        ['tree', 2],
      ]),
    }),
  ).toEqual(['rubbish', 'road', 'lamp'])
})
