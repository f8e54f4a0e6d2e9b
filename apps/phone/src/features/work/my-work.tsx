import type { MatterRow } from '@linli/contract'
import { formatDue, Loading, QueryError, useLanguage, useSharedTexts } from '@linli/ui'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../app/api.ts'
import { useMe } from '../../app/session.ts'
import { MatterCard } from '../../parts/matter-card.tsx'
import { useWorkTexts } from './texts.ts'

const views = ['to_verify', 'to_claim', 'in_progress'] as const

/** What my posts must do now, most pressing kind first; kinds with nothing to do are left out. */
export function MyWork() {
  const say = useWorkTexts()
  const atAnArea = useMe()?.posts.some((post) => post.areaId !== null) ?? false
  const lists = useQueries({
    queries: views.map((view) => ({ queryKey: ['matters', view], queryFn: () => api.listMatters({ query: { view, limit: 50 } }) })),
  })
  const failed = lists.find((list) => list.isError && !list.data)
  const empty = lists.every((list) => list.data?.items.length === 0)
  return (
    <section aria-labelledby="work-title">
      <h2 id="work-title" className="section-title">
        {say('title')}
      </h2>
      {atAnArea && (
        <Link to="/spot-solution" className="plain-link boxed">
          {say('spot')}
        </Link>
      )}
      {failed ? (
        <QueryError error={failed.error} onRetry={() => lists.forEach((list) => void list.refetch())} />
      ) : (
        lists.some((list) => list.isPending) && <Loading />
      )}
      {empty && <p className="hint">{say('none')}</p>}
      {views.map((view, at) => {
        const matters = lists[at]?.data?.items ?? []
        return matters.length > 0 && <WorkList key={view} title={`${say(`views.${view}`)} · ${matters.length}`} matters={matters} />
      })}
    </section>
  )
}

function WorkList({ title, matters }: { title: string; matters: readonly MatterRow[] }) {
  const say = useWorkTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  return (
    <>
      <h3 className="section-title small">{title}</h3>
      {matters.map((matter) => (
        <MatterCard key={matter.id} matter={matter}>
          {[shared(`severities.${matter.severity}`), matter.dueAt && say('due', { date: formatDue(matter.dueAt, language).text })]
            .filter(Boolean)
            .join(' · ')}
        </MatterCard>
      ))}
    </>
  )
}
