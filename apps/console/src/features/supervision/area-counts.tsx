import { type CardCounts, cardLevels } from '@linli/contract'
import { CardBadge, Empty, Loading, QueryError } from '@linli/ui'
import { Link, useSearch } from '@tanstack/react-router'
import { useArea } from '../../parts/use-area.ts'
import { useSupervisionTexts } from './texts.ts'
import { useAge } from './use-age.ts'
import { useSummary } from './use-supervision.ts'

/** How many cards wait in the chosen area and in each one below; an area is a link into it. */
export function AreaCounts({ area }: { area: string | undefined }) {
  const say = useSupervisionTexts()
  const search = useSearch({ from: '/supervision' })
  const summary = useSummary(area)
  const age = useAge()
  if (summary.isPending) return <Loading />
  if (summary.isError) return <QueryError error={summary.error} onRetry={() => void summary.refetch()} />
  const { total, areas } = summary.data
  return (
    <>
      {area !== undefined && <Up area={area} />}
      <h1>{summary.data.area?.name ?? say('all')}</h1>
      <Levels counts={total} large />
      {total.oldestAt ? <p className="linli-quiet">{say('oldest', { age: age(total.oldestAt) })}</p> : <Empty text={say('none')} />}
      <ul className="plain-list">
        {areas.map((one) => (
          <li key={one.area.id}>
            <Link to="/supervision" search={{ ...search, area: one.area.id }} className="list-button">
              <span>{one.area.name}</span>
              <Levels counts={one.counts} />
              {one.counts.oldestAt && <small className="linli-quiet">{say('oldest', { age: age(one.counts.oldestAt) })}</small>}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

/** To the area above; where that is not mine, to all of mine. */
function Up({ area }: { area: string }) {
  const say = useSupervisionTexts()
  const { area: _left, ...search } = useSearch({ from: '/supervision' })
  const parent = useArea(area).data?.ancestors.at(-1)
  const mine = useSummary(parent?.id)
  const up = parent && mine.isSuccess ? parent : undefined
  return (
    <p className="supervision-path">
      <Link to="/supervision" search={search}>
        {say('all')}
      </Link>
      {up && (
        <>
          {' › '}
          <Link to="/supervision" search={{ ...search, area: up.id }}>
            {up.name}
          </Link>
        </>
      )}
    </p>
  )
}

function Levels({ counts, large = false }: { counts: CardCounts; large?: boolean }) {
  const say = useSupervisionTexts()
  return (
    <span className="level-counts" data-large={large}>
      {cardLevels.toReversed().map((level) => (
        <span key={level} data-none={counts[level] === 0}>
          <CardBadge level={level} quiet={!large} /> <strong>{counts[level]}</strong>
        </span>
      ))}
      {counts.late > 0 && <span className="late-count">{say('lateCount', { count: counts.late })}</span>}
    </span>
  )
}
