import { Loading, QueryError } from '@linli/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Button from 'antd-mobile/es/components/button'
import { api } from '../../app/api.ts'
import { useMe } from '../../app/session.ts'
import { MatterCard } from '../../parts/matter-card.tsx'
import { KeptReceipts } from './kept-receipts.tsx'
import { useMineTexts } from './texts.ts'

/** What I reported, each with where it stands; without an account, the receipts this phone remembers. */
export function MyMatters() {
  const say = useMineTexts()
  const me = useMe()
  return (
    <section aria-labelledby="mine-title">
      <h2 id="mine-title" className="section-title">
        {say('title')}
      </h2>
      {me?.accountId && <OfMyAccount />}
      <KeptReceipts />
      {me === null && (
        <Link to="/sign-in" className="plain-link">
          {say('signIn')}
        </Link>
      )}
      <Link to="/m" className="plain-link">
        {say('code')}
      </Link>
    </section>
  )
}

function OfMyAccount() {
  const say = useMineTexts()
  const mine = useInfiniteQuery({
    queryKey: ['matters', 'mine'],
    queryFn: ({ pageParam }) => api.listMatters({ query: { view: 'mine', limit: 20, ...(pageParam && { after: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  if (mine.isPending) return <Loading />
  if (mine.isError) return <QueryError error={mine.error} onRetry={() => void mine.refetch()} />
  const matters = mine.data.pages.flatMap((page) => page.items)
  if (matters.length === 0) return <p className="hint">{say('none')}</p>
  return (
    <>
      {matters.map((matter) => (
        <MatterCard key={matter.id} matter={matter} />
      ))}
      {mine.hasNextPage && (
        <Button block fill="none" loading={mine.isFetchingNextPage} onClick={() => void mine.fetchNextPage()}>
          {say('more')}
        </Button>
      )}
    </>
  )
}
