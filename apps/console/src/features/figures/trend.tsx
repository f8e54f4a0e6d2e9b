import type { FigureId, FigureTable } from '@linli/contract'
import { Loading, problemOf, QueryError } from '@linli/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { Chart } from '../../parts/chart/chart.tsx'
import type { ChartNumbers } from '../../parts/chart/chart-words.ts'
import { WholeMonthsOnly } from './whole-months-only.tsx'
import { useFigureWords } from '../../parts/figures/figure-words.ts'
import { daysOf, type Period, type PeriodUnit, steppedTo, trendUpTo } from './period.ts'
import { usePeriodWords } from './period-words.ts'
import { useFiguresTexts } from './texts.ts'
import { todayInCity, useFigures } from './use-figures.ts'

const counts: readonly FigureId[] = ['reported', 'closed']
const rates: readonly FigureId[] = ['on_time', 'satisfaction']

/** What was reported and closed, and two rates, up to the end of the period; a month or day is chosen by a click. */
export function Trend({
  area,
  unit,
  period,
  category,
}: {
  area: FigureTable['area']
  unit: PeriodUnit
  period: Period
  category: string | undefined
}) {
  const say = useFiguresTexts()
  const words = useFigureWords()
  const says = usePeriodWords()
  const search = useSearch({ from: '/figures' })
  const navigate = useNavigate({ from: '/figures' })
  const span = trendUpTo(unit, period, todayInCity())
  const { by, from, to } = span
  const asked = useFigures({ ...span, area: area.id, category })
  const keys = useMemo(() => (by === 'day' ? daysOf({ from, to }) : monthsOf({ from, to })), [by, from, to])
  const rows = asked.data?.rows
  const charts = useMemo(() => {
    const byKey = new Map(rows?.map((row) => [row.key, row.figures]))
    const labels = keys.map((key) => (by === 'day' ? says.day(key) : says.month(key)))
    const labelsName = say(by)
    const numbers = (figures: readonly FigureId[], kind: 'bar' | 'line'): ChartNumbers => ({
      labels,
      labelsName,
      series: figures.map((figure) => ({
        kind,
        name: words.nameOf(figure),
        values: keys.map((key) => byKey.get(key)?.[figure]?.value ?? (kind === 'bar' ? 0 : null)),
      })),
    })
    return { counts: numbers(counts, 'bar'), rates: numbers(rates, 'line') }
  }, [rows, keys, by, say, says, words])
  if (problemOf(asked.error)?.code === 'whole_months_needed') return <WholeMonthsOnly />
  if (asked.isError) return <QueryError error={asked.error} onRetry={() => void asked.refetch()} />
  if (asked.isPending) return <Loading />
  const title = (figures: readonly FigureId[]) =>
    say('trendTitle', {
      area: area.name,
      figures: figures.map((figure) => words.nameOf(figure)).join('、'),
      from: says.fullDay(from),
      to: says.fullDay(to),
    })
  const choose = (at: number) => void navigate({ search: { ...search, on: keys[at], unit: by === 'day' ? 'day' : 'month' } })
  return (
    <>
      <Chart numbers={charts.counts} title={title(counts)} height={190} onChoose={choose} />
      <Chart numbers={charts.rates} title={title(rates)} height={150} unit="share" onChoose={choose} />
    </>
  )
}

/** The first days of the months of a period. */
function monthsOf({ from, to }: Period): string[] {
  const months: string[] = []
  for (let month = from; month <= to; month = steppedTo('month', month, 1)) months.push(month)
  return months
}
