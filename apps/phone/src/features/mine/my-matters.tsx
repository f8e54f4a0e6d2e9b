import type { MatterRow } from '@linli/contract'
import { Loading, QueryError, stateSentence, useLanguage, useMinute, useSharedTexts } from '@linli/ui'
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

/** What I reported, and below it what I have met too; each list is shown when there is something in it. */
function OfMyAccount() {
  const say = useMineTexts()
  const mine = useMatterPages('mine')
  const followed = useMatterPages('followed')
  if (mine.isPending || followed.isPending) return <Loading />
  const failed = [mine, followed].find((list) => list.isError && !list.data)
  if (failed) return <QueryError error={failed.error} onRetry={() => [mine, followed].forEach((list) => void list.refetch())} />
  const nothing = [mine, followed].every((list) => list.data?.pages[0]?.items.length === 0)
  if (nothing) return <p className="hint">{say('none')}</p>
  return (
    <>
      <Pages list={mine} mine />
      {followed.data?.pages[0]?.items.length !== 0 && <h3 className="section-title small">{say('followed')}</h3>}
      <Pages list={followed} mine={false} />
    </>
  )
}

function useMatterPages(view: 'mine' | 'followed') {
  return useInfiniteQuery({
    queryKey: ['matters', view],
    queryFn: ({ pageParam }) => api.listMatters({ query: { view, limit: 20, ...(pageParam && { after: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
}

function Pages({ list, mine }: { list: ReturnType<typeof useMatterPages>; mine: boolean }) {
  const say = useMineTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const now = useMinute()
  const matters = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      {matters
        .toSorted((a, b) => Number(waitsForMe(b)) - Number(waitsForMe(a)))
        .map((matter) => (
          <MatterCard key={matter.id} matter={matter} asks={waitsForMe(matter)}>
            {stateSentence({ ...matter, isReporter: mine }, shared, language, now)}
          </MatterCard>
        ))}
      {list.hasNextPage && (
        <Button block fill="none" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {say('more')}
        </Button>
      )}
    </>
  )

  /** What cannot go on, or cannot end, without the person: it comes first. */
  function waitsForMe(matter: MatterRow): boolean {
    return matter.state === 'verified' || (mine && matter.state === 'awaiting_reporter')
  }
}
