import { palettes, useMode } from '@linli/ui'
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { chartOption } from './chart-option.ts'
import type { ChartNumbers } from './chart-words.ts'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

/** Loaded with the first chart only: echarts is larger than everything else a page needs. */
export default function ChartDrawing({
  numbers,
  height,
  lying,
  format,
  onChoose,
}: {
  numbers: ChartNumbers
  height: number
  lying: boolean
  format: (value: number) => string
  onChoose: ((at: number) => void) | undefined
}) {
  const { mode } = useMode()
  const moves = !useLessMotion()
  const place = useRef<HTMLDivElement>(null)
  const drawn = useRef<EChartsType>(null)
  const choose = useRef(onChoose)
  useEffect(() => {
    choose.current = onChoose
  })
  useEffect(() => {
    const element = place.current
    if (!element) return
    const chart = init(element, null, { renderer: 'svg' })
    drawn.current = chart
    chart.on('click', ({ dataIndex }) => choose.current?.(dataIndex))
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.dispose()
      drawn.current = null
    }
  }, [])
  const option = useMemo(() => ({ numbers, palette: palettes[mode], moves, lying, format }), [numbers, mode, moves, lying, format])
  useEffect(() => {
    if (!place.current) return
    const { fontFamily } = getComputedStyle(place.current)
    drawn.current?.setOption(chartOption(option.numbers, { ...option, fontFamily }), { notMerge: true })
  }, [option])
  // Loose numbers without their axes: whoever listens takes the table.
  return <div ref={place} aria-hidden style={{ height }} className="chart-drawing" data-choosable={onChoose !== undefined} />
}

function useLessMotion(): boolean {
  return useSyncExternalStore(followMotion, () => lessMotion().matches)
}

function lessMotion(): MediaQueryList {
  return window.matchMedia('(prefers-reduced-motion: reduce)')
}

function followMotion(tell: () => void): () => void {
  const media = lessMotion()
  media.addEventListener('change', tell)
  return () => media.removeEventListener('change', tell)
}
