import { palettes } from '@linli/ui'
import { expect, test } from 'vitest'
import { chartOption, saidAt } from './chart-option.ts'
import type { ChartNumbers } from './chart-words.ts'

const look = { palette: palettes.light, fontFamily: 'serif', moves: true, lying: false, format: (value: number) => String(value) }
const numbers: ChartNumbers = {
  labels: ['W1', 'W2', 'W3'],
  labelsName: 'Week',
  series: [
    { kind: 'band', name: 'usual', low: [2, 3, null], high: [6, 8, null], colour: 'edge' },
    { kind: 'line', name: 'expected', values: [4, 5.5, 5], dashed: true },
    { kind: 'bar', name: 'seen', values: [4, 13, null], marked: [1] },
  ],
}

function drawn(over: Partial<typeof look> = {}) {
  const { series } = chartOption(numbers, { ...look, ...over })
  return Array.isArray(series) ? series : []
}

test('a band is its lower edge and its height on top of it, and a gap in one is a gap in both', () => {
  const [lower, upper] = drawn()
  expect(lower?.data).toEqual([2, 3, null])
  expect(upper?.data).toEqual([4, 5, null])
  expect(lower).toMatchObject({ stack: 'band-0', lineStyle: { opacity: 0 } })
  expect(upper).toMatchObject({ stack: 'band-0', name: 'usual' })
})

test('what was reckoned is dashed, what stands out is red, and the other bars keep the colour of their series', () => {
  const [, , expected, seen] = drawn()
  expect(expected).toMatchObject({ type: 'line', lineStyle: { type: 'dashed' } })
  expect(seen?.data).toEqual([4, { value: 13, itemStyle: { color: palettes.light.red } }, null])
})

test('lying bars swap the axes and read from the top', () => {
  const option = chartOption(numbers, { ...look, lying: true })
  expect(option.xAxis).toMatchObject({ type: 'value' })
  expect(option.yAxis).toMatchObject({ type: 'category', inverse: true })
})

test('nothing moves for whoever asked for that', () => {
  expect(chartOption(numbers, { ...look, moves: false }).animation).toBe(false)
})

test('a value says its number, a band its span, and what was not measured a dash rather than a zero', () => {
  const [band, line, bars] = numbers.series
  const said = [band, line, bars].map((one) => one && [saidAt(one, 1, String), saidAt(one, 2, String)])
  expect(said).toEqual([
    ['3 – 8', '–'],
    ['5.5', '5'],
    ['13', '–'],
  ])
})
