import { BarChartOutlined, TableOutlined } from '@ant-design/icons'
import { defineTexts, Loading, useLanguage } from '@linli/ui'
import { Button } from 'antd'
import { lazy, Suspense, useCallback, useState } from 'react'
import { ChartTable } from './chart-table.tsx'
import type { ChartNumbers } from './chart-words.ts'
import './chart.css'

const ChartDrawing = lazy(() => import('./chart-drawing.tsx'))

const useTexts = defineTexts('chart', { asTable: '看数字', asChart: '看图' }, { asTable: 'As a table', asChart: 'As a chart' })

/**
 * Numbers as lines, bars and bands, with a switch to a table that says the same. Takes the colours of the look, follows the
 * size of its place, and does not move for whoever asked for that. The drawing is fetched with the first chart shown.
 * Keep `numbers` the same object while they are the same, or it is drawn again.
 */
export function Chart({
  numbers,
  title,
  height = 220,
  lying = false,
  unit,
  format,
  onChoose,
}: {
  numbers: ChartNumbers
  /** What is shown, in a sentence: the name of the drawing for a screen reader and the caption of the table. */
  title: string
  /** Of the drawing, in pixels. */
  height?: number
  /** Bars lie, labels down the left side. */
  lying?: boolean
  /** `share` says numbers from 0 to 1 as percentages. */
  unit?: 'count' | 'share'
  /** How numbers are said where `unit` does not do; keep it the same function. */
  format?: (value: number) => string
  /** Called with the place of the label a value belongs to when somebody chooses it. Offer the same way without a mouse, too. */
  onChoose?: (at: number) => void
}) {
  const say = useTexts()
  const language = useLanguage()
  const [asTable, setAsTable] = useState(false)
  const inUnit = useCallback(
    (value: number) => value.toLocaleString(language, { maximumFractionDigits: 1, style: unit === 'share' ? 'percent' : 'decimal' }),
    [language, unit],
  )
  const said = format ?? inUnit
  return (
    <figure className="chart" aria-label={title}>
      <Button
        size="small"
        type="text"
        className="chart-switch"
        aria-pressed={asTable}
        icon={asTable ? <BarChartOutlined /> : <TableOutlined />}
        onClick={() => setAsTable(!asTable)}
      >
        {say(asTable ? 'asChart' : 'asTable')}
      </Button>
      {asTable ? (
        <ChartTable numbers={numbers} title={title} format={said} />
      ) : (
        <Suspense fallback={<Waiting height={height} />}>
          <ChartDrawing numbers={numbers} height={height} lying={lying} format={said} onChoose={onChoose} />
        </Suspense>
      )}
    </figure>
  )
}

/** As high as the drawing will be, so that nothing below jumps. */
function Waiting({ height }: { height: number }) {
  return (
    <div style={{ height }}>
      <Loading />
    </div>
  )
}
