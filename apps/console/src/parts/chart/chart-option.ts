import type { LineSeriesOption, BarSeriesOption } from 'echarts/charts'
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import { inOrder, type Palette } from './chart-palette.ts'
import type { BandSeries, ChartNumbers, ValueSeries } from './chart-words.ts'

export type ChartOption = ComposeOption<
  LineSeriesOption | BarSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>

/** How a drawing looks and says its numbers. */
export interface ChartLook {
  palette: Palette
  fontFamily: string
  /** False for whoever asked their device for less motion. */
  moves: boolean
  /** Bars lie, with the labels down the left side: for names too long to stand side by side. */
  lying: boolean
  format: (value: number) => string
}

/** The option echarts draws numbers by. Pure, so that it can be tested without a screen. */
export function chartOption({ labels, series }: ChartNumbers, look: ChartLook): ChartOption {
  const { palette, format } = look
  const quiet = { color: palette.textQuiet, fontFamily: look.fontFamily }
  const names = { type: 'category' as const, data: [...labels], axisTick: { show: false }, axisLabel: quiet, inverse: look.lying }
  const numbers = {
    type: 'value' as const,
    axisLabel: { ...quiet, formatter: format },
    splitLine: { lineStyle: { color: palette.line } },
    minInterval: wholeNumbers(series) ? 1 : 0,
  }
  const named = { ...names, axisLine: { lineStyle: { color: palette.edge } } }
  return {
    animation: look.moves,
    animationDuration: 240,
    textStyle: { fontFamily: look.fontFamily },
    grid: { top: series.length > 1 ? 36 : 12, right: 16, bottom: 4, left: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { show: series.length > 1, top: 0, left: 0, textStyle: quiet, itemWidth: 18, data: series.map((one) => one.name) },
    xAxis: look.lying ? numbers : named,
    yAxis: look.lying ? named : numbers,
    tooltip: {
      trigger: 'axis',
      confine: true,
      // Drawn as text, never as markup: names of areas and categories come from people.
      renderMode: 'richText',
      transitionDuration: 0,
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { color: palette.text, fontFamily: look.fontFamily, fontSize: 13 },
      formatter: (pointed) => {
        const at = (Array.isArray(pointed) ? pointed[0] : pointed)?.dataIndex ?? 0
        return [labels[at] ?? '', ...series.map((one) => `${one.name}  ${saidAt(one, at, format)}`)].join('\n')
      },
    },
    series: series.flatMap((one, index) => {
      const colour = palette[one.colour ?? inOrder[index % inOrder.length] ?? 'accent']
      return one.kind === 'band' ? bandOf(one, colour, index) : [valuesOf(one, colour, palette)]
    }),
  }
}

/** What a series says at a place, for pointing and for the table: a number, a span, or a dash for nothing. */
export function saidAt(series: ChartNumbers['series'][number], at: number, format: (value: number) => string): string {
  if (series.kind !== 'band') {
    const value = series.values[at]
    return value == null ? '–' : format(value)
  }
  const [low, high] = [series.low[at], series.high[at]]
  return low == null || high == null ? '–' : `${format(low)} – ${format(high)}`
}

/** A band is two lines on top of one another, of which the lower is not seen. */
function bandOf({ name, low, high }: BandSeries, colour: string, index: number): LineSeriesOption[] {
  const shared = { type: 'line' as const, stack: `band-${index}`, symbol: 'none', lineStyle: { opacity: 0 }, silent: true, z: 1 }
  const height = high.map((value, at) => {
    const from = low[at]
    return value == null || from == null ? null : value - from
  })
  return [
    { ...shared, data: [...low], tooltip: { show: false } },
    { ...shared, name, data: height, areaStyle: { color: colour, opacity: 0.18 }, itemStyle: { color: colour, opacity: 0.3 } },
  ]
}

function valuesOf(series: ValueSeries, colour: string, palette: Palette): LineSeriesOption | BarSeriesOption {
  const { kind, name, values, dashed, stack, marked = [] } = series
  const stands = new Set(marked)
  const shared = { name, ...(stack && { stack }), itemStyle: { color: colour }, z: 2 }
  if (kind === 'bar') {
    const data = values.map((value, at) => (stands.has(at) && value !== null ? { value, itemStyle: { color: palette.red } } : value))
    return { ...shared, type: 'bar', data, barMaxWidth: 28 }
  }
  const data = values.map((value, at) =>
    stands.has(at) && value !== null ? { value, symbol: 'diamond', symbolSize: 12, itemStyle: { color: palette.red } } : value,
  )
  const symbol = stands.size > 0 || values.length < 3 ? { symbol: 'circle', symbolSize: 5, showAllSymbol: true } : { symbol: 'none' }
  return { ...shared, type: 'line', data, ...symbol, lineStyle: { color: colour, width: 2, type: dashed ? 'dashed' : 'solid' } }
}

function wholeNumbers(series: ChartNumbers['series']): boolean {
  return series.every((one) => one.kind === 'band' || one.values.every((value) => value === null || Number.isInteger(value)))
}
