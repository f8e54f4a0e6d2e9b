import type { RoutingVersion } from '@linli/contract'
import { Loading, QueryError } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { api } from '../../../app/api.ts'
import { useMay } from '../../../app/session.ts'
import { routingKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { DraftView } from './draft-view.tsx'
import { InForce } from './in-force.tsx'
import { draftKey } from './use-draft.ts'
import { Versions } from './versions.tsx'

/** The rules in force, a keeper's draft of the next ones, and the versions there have been. */
export function RoutingSection() {
  const { show, version } = useSearch({ from: '/rules/routing' })
  const mayWrite = useMay('rules.write')
  const routing = useQuery({ queryKey: [...routingKey, 'force'], queryFn: () => api.getRouting() })
  // Asked for once and then kept by whoever writes: read again under their hands, it would overtake them.
  const draft = useQuery({
    enabled: mayWrite,
    queryKey: draftKey,
    queryFn: () => api.getRoutingDraft(),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: show === 'draft' ? false : 'always',
  })
  if (routing.isPending || (mayWrite && draft.isPending)) return <Loading />
  if (routing.isError) return <QueryError error={routing.error} onRetry={() => void routing.refetch()} />
  if (draft.isError) return <QueryError error={draft.error} onRetry={() => void draft.refetch()} />
  const own = draft.data?.draft ?? null
  return (
    <div className="rules-wide">
      <Parts routing={routing.data} hasDraft={own !== null} mayWrite={mayWrite} />
      {show === 'draft' && mayWrite ? (
        <DraftView draft={own} routing={routing.data} />
      ) : show === 'versions' ? (
        <Versions chosen={version} inForce={routing.data.number} draft={own} />
      ) : (
        <InForce routing={routing.data} draft={own} />
      )}
    </div>
  )
}

function Parts({ routing, hasDraft, mayWrite }: { routing: RoutingVersion; hasDraft: boolean; mayWrite: boolean }) {
  const say = useRulesTexts()
  const { show } = useSearch({ from: '/rules/routing' })
  const parts = [
    { show: undefined, text: say('routing.inForce', { number: routing.number }) },
    ...(mayWrite ? [{ show: 'draft' as const, text: say(hasDraft ? 'routing.myDraft' : 'routing.noDraft') }] : []),
    { show: 'versions' as const, text: say('routing.versions') },
  ]
  return (
    <nav className="rules-parts" aria-label={say('routing.parts')}>
      {parts.map((part) => (
        <Link
          key={part.text}
          to="/rules/routing"
          search={part.show ? { show: part.show } : {}}
          aria-current={show === part.show ? 'page' : undefined}
          activeOptions={{ exact: true, includeSearch: true }}
          className="rules-part"
        >
          {part.text}
        </Link>
      ))}
    </nav>
  )
}
