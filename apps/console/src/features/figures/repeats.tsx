import { Loading, QueryError } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../app/api.ts'
import { useCategories } from '../../parts/use-categories.ts'
import { useFiguresTexts } from './texts.ts'

/** Where the same has come back within 90 days of being closed; each leads to what is known of it. */
export function Repeats({ areaId }: { areaId: string }) {
  const say = useFiguresTexts()
  const { pathOf } = useCategories()
  const asked = useQuery({
    queryKey: ['alerts', 'repeats', areaId],
    queryFn: ({ signal }) => api.listAlerts({ query: { areaId, kind: 'repeat', limit: 6 } }, signal),
  })
  if (asked.isPending) return <Loading />
  if (asked.isError) return <QueryError error={asked.error} onRetry={() => void asked.refetch()} />
  const { items } = asked.data
  if (items.length === 0) return <p className="linli-quiet">{say('portrait.noRepeats')}</p>
  return (
    <ul className="repeats">
      {items.map((alert) => (
        <li key={alert.id}>
          <Link to="/alerts" search={{ alert: alert.id }}>
            {pathOf(alert.categoryCode)}
          </Link>{' '}
          <span className="linli-quiet">
            {alert.area.name} · {say('portrait.times', { n: alert.seen })}
          </span>
        </li>
      ))}
    </ul>
  )
}
