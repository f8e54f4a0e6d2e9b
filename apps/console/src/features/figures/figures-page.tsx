import { NoPermission } from '@linli/ui'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useMay } from '../../app/session.ts'
import { AreaPath } from './area-path.tsx'
import { ExplainFigures } from './explain.tsx'
import { type FigurePage, figurePages } from './figures-search.ts'
import './figures.css'
import { FigureNumbers } from './figure-numbers.tsx'
import { Portrait } from './portrait.tsx'
import { PeriodChoice } from './period-choice.tsx'
import { useFiguresTexts } from './texts.ts'
import { useChosenPeriod, useFigures } from './use-figures.ts'

/** How an area is doing and where it hurts: from the whole city down to one grid, from a year down to a day. */
export function FiguresPage() {
  const say = useFiguresTexts()
  const search = useSearch({ from: '/figures' })
  const navigate = useNavigate({ from: '/figures' })
  const chosen = useChosenPeriod(search)
  if (!useMay('figures.read')) return <NoPermission />
  const page = search.show ?? 'numbers'
  return (
    <ExplainFigures>
      <div className="figures-page">
        <header className="figures-head">
          <Where />
          <Segmented<FigurePage>
            aria-label={say('title')}
            value={page}
            options={figurePages.map((value) => ({ value, label: say(`pages.${value}`) }))}
            onChange={(value) => void navigate({ search: { ...search, show: value === 'numbers' ? undefined : value } })}
          />
          <Link to="/figures/wall" search={search.area ? { area: search.area } : {}}>
            {say('wall')}
          </Link>
          <PeriodChoice chosen={chosen} />
        </header>
        {page === 'numbers' ? <FigureNumbers chosen={chosen} /> : <Portrait chosen={chosen} />}
      </div>
    </ExplainFigures>
  )
}

/** The area the figures are of: one's own where the address names none. */
function Where() {
  const search = useSearch({ from: '/figures' })
  const { period } = useChosenPeriod(search)
  const table = useFigures({ ...period, area: search.area, by: 'none', category: search.category, against: search.against ?? 'previous' })
  return <AreaPath areaId={search.area ?? table.data?.area.id} />
}
