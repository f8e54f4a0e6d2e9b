import { LightBadge, Loading, problemOf, QueryError } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { useFiguresTexts } from './texts.ts'

function useNow(areaId: string) {
  return useQuery({
    queryKey: ['areas', 'portrait', areaId],
    queryFn: ({ signal }) => api.getAreaPortrait({ params: { areaId } }, signal),
  })
}

/** Open matters by their light, as far as the reader may see them; each leads to its list. */
export function OpenByLight({ areaId }: { areaId: string }) {
  const say = useFiguresTexts()
  const now = useNow(areaId)
  if (now.isPending) return <Loading />
  if (now.isError) return <QueryError error={now.error} onRetry={() => void now.refetch()} />
  const open = now.data.openMatters
  if (!open) return null
  const upTo = (count: number) => (count > 999 ? '999+' : count.toLocaleString())
  return (
    <dl className="portrait-numbers">
      <div>
        <dt>{say('portrait.open')}</dt>
        <dd>
          <Link to="/desk" search={{ view: 'open', areaId }}>
            {upTo(open.open)}
          </Link>
        </dd>
      </div>
      {(
        [
          ['yellow', open.dueSoon],
          ['red', open.overLimit],
        ] as const
      ).map(([light, count]) => (
        <div key={light}>
          <dt>
            <LightBadge light={light} />
          </dt>
          <dd>
            <Link to="/desk" search={{ view: 'open', areaId, light }}>
              {upTo(count)}
            </Link>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Posts that are filled and places where nobody is. */
export function PostsHere({ areaId }: { areaId: string }) {
  const say = useFiguresTexts()
  const mayRead = useMay('people.read')
  const now = useNow(areaId)
  const vacancies = useQuery({
    enabled: mayRead,
    queryKey: ['vacancies', areaId, 'counts'],
    queryFn: ({ signal }) => api.listVacancies({ query: { areaId } }, signal),
    retry: false,
  })
  if (!mayRead || problemOf(vacancies.error)?.code === 'not_found') return <p className="linli-quiet">{say('portrait.noPosts')}</p>
  if (now.isPending || vacancies.isPending) return <Loading />
  if (now.isError) return <QueryError error={now.error} onRetry={() => void now.refetch()} />
  if (vacancies.isError) return <QueryError error={vacancies.error} onRetry={() => void vacancies.refetch()} />
  const { posts } = now.data
  const { counts } = vacancies.data
  return (
    <dl className="portrait-numbers">
      <div>
        <dt>{say('portrait.inPost')}</dt>
        <dd>{posts ? (posts.here + posts.below).toLocaleString() : '–'}</dd>
      </div>
      <div>
        <dt>{say('portrait.vacant')}</dt>
        <dd>
          <Link to="/people" search={{ tab: 'vacancies' }}>
            {(counts.desk + counts.grid + counts.organisation).toLocaleString()}
          </Link>
        </dd>
      </div>
    </dl>
  )
}
