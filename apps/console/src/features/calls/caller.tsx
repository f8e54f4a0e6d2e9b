import { Loading, QueryError, useSharedTexts, When } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../app/api.ts'
import { useCallsTexts } from './texts.ts'

/** What the caller has reported before, as far as this desk sees it. Asked for once a number: every look is logged. */
export function Caller({ phone }: { phone: string | null }) {
  const say = useCallsTexts()
  const shared = useSharedTexts()
  const found = useQuery({
    enabled: phone !== null,
    queryKey: ['caller', phone],
    queryFn: ({ signal }) => api.lookUpCaller({ body: { phone: phone ?? '' } }, signal),
    staleTime: 600_000,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  })
  if (phone === null) return <p className="call-hint linli-quiet">{say('earlierWaits')}</p>
  if (found.isPending) return <Loading />
  if (found.isError) return <QueryError error={found.error} onRetry={() => void found.refetch()} />
  const { items, phoneMasked } = found.data
  return (
    <section className="block" aria-live="polite">
      <h2>{say(items.length > 0 ? 'earlier' : 'earlierNone', { phone: phoneMasked })}</h2>
      <ul className="call-list">
        {items.map((item) => (
          <li key={item.matterId}>
            <Link to="/desk" search={{ view: 'all', matter: item.matterId }} target="_blank">
              {item.text}
            </Link>
            <small>
              {shared(`states.${item.state}`)} · {item.areaName} · <When at={item.reportedAt} />
            </small>
          </li>
        ))}
      </ul>
      <p className="linli-quiet linli-small">{say('logged')}</p>
    </section>
  )
}
