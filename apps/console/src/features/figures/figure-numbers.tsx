import type { FigureId } from '@linli/contract'
import { Empty, Loading, problemOf, QueryError } from '@linli/ui'
import { useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { Breakdown } from './breakdown.tsx'
import { useExplain } from './explain.tsx'
import { FigureCard } from './figure-card.tsx'
import { Funnel } from './funnel.tsx'
import { HeatCalendar } from './heat-calendar.tsx'
import { useFiguresTexts } from './texts.ts'
import { Trend } from './trend.tsx'
import { type useChosenPeriod, useFigures } from './use-figures.ts'
import { WholeMonthsOnly } from './whole-months-only.tsx'

const main: readonly FigureId[] = ['reported', 'closed', 'completion', 'on_time', 'response', 'resolution', 'satisfaction', 'handling_time']
const more: readonly FigureId[] = [
  'first_response',
  'solved_in_grid',
  'rework',
  'reopened',
  'returned',
  'supervised',
  'extended',
  'suspended',
]

/** The figures of one area and period, how they came about, and what they are made of. */
export function FigureNumbers({ chosen }: { chosen: ReturnType<typeof useChosenPeriod> }) {
  const say = useFiguresTexts()
  const search = useSearch({ from: '/figures' })
  const explain = useExplain()
  const { period, unit } = chosen
  const against = search.against ?? 'previous'
  const table = useFigures({ ...period, area: search.area, by: 'none', category: search.category, against })
  if (table.isPending) return <Loading />
  if (problemOf(table.error)?.code === 'whole_months_needed') return <WholeMonthsOnly />
  if (table.isError) return <QueryError error={table.error} onRetry={() => void table.refetch()} />
  const { area, total } = table.data
  const behind = { area: area.id, ...period, category: search.category }
  const cards = (figures: readonly FigureId[]) =>
    figures
      .filter((figure) => total.figures[figure] !== undefined)
      .map((figure) => (
        <FigureCard
          key={figure}
          figure={figure}
          now={total.figures[figure]}
          before={total.before?.[figure]}
          against={against}
          behind={behind}
        />
      ))
  const nothing = Object.values(total.figures).every(({ n }) => n === 0)
  return (
    <div className="figures-body" aria-busy={table.isPlaceholderData}>
      {nothing && <Empty text={say('nothingYet')} />}
      <section aria-label={say('counts')} className="figure-cards">
        {cards(main)}
      </section>
      <details className="figures-more">
        <summary>{say('more')}</summary>
        <div className="figure-cards">{cards(more)}</div>
      </details>
      <p className="figures-how">
        <Button type="link" size="small" onClick={() => explain('all')}>
          {say('explainAll')}
        </Button>
      </p>
      <div className="figures-pair">
        <section className="figures-sheet">
          <h2>{say('trend')}</h2>
          <Trend area={area} unit={unit} period={period} category={search.category} />
        </section>
        <section className="figures-sheet">
          <h2>{say('funnel')}</h2>
          <Funnel figures={total.figures} behind={behind} />
        </section>
      </div>
      <section className="figures-sheet">
        <h2>{say('breakdown')}</h2>
        <Breakdown area={area} period={period} against={against} />
      </section>
      <HeatCalendar area={area} year={period.to.slice(0, 4)} category={search.category} />
    </div>
  )
}
