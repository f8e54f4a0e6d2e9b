import { Loading, problemOf, QueryError } from '@linli/ui'
import { useSearch } from '@tanstack/react-router'
import { useMay } from '../../app/session.ts'
import { OpenByLight, PostsHere } from './portrait-now.tsx'
import { Repeats } from './repeats.tsx'
import { Standings } from './standings.tsx'
import { useFiguresTexts } from './texts.ts'
import { TopCategories } from './top-categories.tsx'
import { Trend } from './trend.tsx'
import { WholeMonthsOnly } from './whole-months-only.tsx'
import { type useChosenPeriod, useFigures } from './use-figures.ts'

/** One area on one page: who is there, what is open, how it stands among its siblings, what comes up most, and the way it goes. */
export function Portrait({ chosen }: { chosen: ReturnType<typeof useChosenPeriod> }) {
  const say = useFiguresTexts()
  const search = useSearch({ from: '/figures' })
  const mayReadAlerts = useMay('alerts.read')
  const { period, unit } = chosen
  const table = useFigures({
    ...period,
    area: search.area,
    by: 'category',
    category: search.category,
    against: search.against ?? 'previous',
  })
  if (table.isPending) return <Loading />
  if (problemOf(table.error)?.code === 'whole_months_needed') return <WholeMonthsOnly />
  if (table.isError) return <QueryError error={table.error} onRetry={() => void table.refetch()} />
  const { area, total, rows } = table.data
  return (
    <div className="figures-body" aria-busy={table.isPlaceholderData}>
      <div className="figures-pair">
        <section className="figures-sheet">
          <h2>{say('portrait.open')}</h2>
          <OpenByLight areaId={area.id} />
        </section>
        <section className="figures-sheet">
          <h2>{say('portrait.posts')}</h2>
          <PostsHere areaId={area.id} />
        </section>
      </div>
      <div className="figures-pair">
        <section className="figures-sheet">
          <h2>{say('portrait.siblings')}</h2>
          <Standings areaId={area.id} period={period} />
        </section>
        <section className="figures-sheet">
          <h2>{say('portrait.top')}</h2>
          <TopCategories rows={rows} total={total} behind={{ area: area.id, ...period }} />
          {mayReadAlerts && (
            <>
              <h2 className="figures-second">{say('portrait.repeats')}</h2>
              <Repeats areaId={area.id} />
            </>
          )}
        </section>
      </div>
      <section className="figures-sheet">
        <h2>{say('trend')}</h2>
        <Trend area={area} unit={unit} period={period} category={search.category} />
      </section>
    </div>
  )
}
