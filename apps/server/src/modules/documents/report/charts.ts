import { figureDefinitions, type FigureId } from '@linli/contract'
import { type ComposeOption, init, use } from 'echarts/core'
import { BarChart, type BarSeriesOption, LineChart, type LineSeriesOption } from 'echarts/charts'
import { GridComponent, type GridComponentOption, LegendComponent, type LegendComponentOption } from 'echarts/components'
import { SVGRenderer } from 'echarts/renderers'
import { wordsOfDocuments } from '../words/words.ts'
import type { ReportContent } from './read-report.ts'
import { stepsOf } from './say-value.ts'

use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer])

type Option = ComposeOption<BarSeriesOption | LineSeriesOption | GridComponentOption | LegendComponentOption>

/** Name of the font in the PDF; the drawing names it and the PDF brings it. */
export const chartFont = 'NotoSansSC'

export const colours = {
  accent: '#1f5fbf',
  soft: '#9dbcea',
  good: '#2e7d4f',
  warm: '#c77700',
  ink: '#1f2a37',
  quiet: '#66717f',
  line: '#d9dee5',
}

/** Counts of twelve months: what was reported and what of it is closed. */
export function trendChart({ trend, locale }: ReportContent): string {
  const series = (id: FigureId, colour: string): BarSeriesOption => ({
    type: 'bar',
    name: figureDefinitions[id].words[locale],
    data: trend.map(({ row }) => row?.figures[id]?.value ?? 0),
    itemStyle: { color: colour },
    barMaxWidth: 12,
  })
  return draw({
    ...frame(trend.map(({ month }) => shortMonth(month))),
    yAxis: { type: 'value', minInterval: 1, axisLabel: label, splitLine },
    series: [series('reported', colours.soft), series('closed', colours.accent)],
  })
}

/** The rates of twelve months in percent; a month without any is a gap. */
export function ratesChart({ trend, locale }: ReportContent): string {
  const series = (id: FigureId, colour: string, symbol: string): LineSeriesOption => ({
    type: 'line',
    name: figureDefinitions[id].words[locale],
    data: trend.map(({ row }) => {
      const value = row?.figures[id]?.value
      return value == null ? null : Math.round(value * 1000) / 10
    }),
    lineStyle: { color: colour, width: 1.6 },
    itemStyle: { color: colour },
    symbol,
    symbolSize: 5,
  })
  return draw({
    ...frame(trend.map(({ month }) => shortMonth(month))),
    yAxis: { type: 'value', min: 0, max: 100, interval: 25, axisLabel: { ...label, formatter: '{value}%' }, splitLine },
    series: [
      series('completion', colours.accent, 'circle'),
      series('on_time', colours.good, 'rect'),
      series('satisfaction', colours.warm, 'triangle'),
    ],
  })
}

/** What passed each step, one bar a step. */
export function stepsChart({ figures, locale }: ReportContent): string {
  const steps = stepsOf(figures.total).toReversed()
  const { steps: words } = wordsOfDocuments(locale).report
  return bars(
    steps.map(({ step, n }) => ({ name: words[step], n })),
    { height: 170, left: locale === 'zh' ? 72 : 84 },
  )
}

/** The categories with the most reports, the rest added up. */
export function categoriesChart({ categories, locale }: ReportContent): string {
  const { uncategorised, others } = wordsOfDocuments(locale).report
  const all = categories.map((row) => ({
    name: row.key === '' ? uncategorised : (row.name?.[locale] ?? row.key),
    n: row.figures['reported']?.n ?? 0,
  }))
  const rest = all.slice(mostBars).reduce((sum, { n }) => sum + n, 0)
  const shown = [...all.slice(0, mostBars), ...(rest > 0 ? [{ name: others, n: rest }] : [])].toReversed()
  return bars(shown, { height: 40 + shown.length * 20, left: 170 })
}
const mostBars = 10

function bars(rows: readonly { name: string; n: number }[], { height, left }: { height: number; left: number }): string {
  return draw(
    {
      grid: { left, right: 60, top: 6, bottom: 6 },
      xAxis: { type: 'value', show: false },
      yAxis: {
        type: 'category',
        data: rows.map(({ name }) => name),
        axisLine: { lineStyle: { color: colours.line } },
        axisTick: { show: false },
        axisLabel: { ...label, width: left - 12, overflow: 'truncate' },
      },
      series: [
        {
          type: 'bar',
          data: rows.map(({ n }) => n),
          barMaxWidth: 14,
          itemStyle: { color: colours.accent },
          label: { show: true, position: 'right', color: colours.ink, fontFamily: chartFont, fontSize: 9 },
        },
      ],
    },
    height,
  )
}

const label = { color: colours.quiet, fontFamily: chartFont, fontSize: 9 }
const splitLine = { lineStyle: { color: colours.line, width: 0.5 } }

function frame(months: string[]): Option {
  return {
    grid: { left: 44, right: 12, top: 30, bottom: 24 },
    legend: { top: 0, left: 40, itemWidth: 14, itemHeight: 8, textStyle: label },
    xAxis: {
      type: 'category',
      data: months,
      axisLabel: { ...label, interval: 0 },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
    },
  }
}

/** `2026-03` → `26/3`, short enough for twelve beside each other. */
function shortMonth(month: string): string {
  return `${month.slice(2, 4)}/${Number(month.slice(5))}`
}

/** Drawn without a browser, as SVG. */
function draw(option: Option, height = 140): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: chartWidth, height })
  chart.setOption({ animation: false, textStyle: { fontFamily: chartFont }, ...option })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}
export const chartWidth = 515
