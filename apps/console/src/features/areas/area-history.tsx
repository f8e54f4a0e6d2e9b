import type { AreaChange } from '@linli/contract'
import { Empty, Loading, QueryError, When } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../app/api.ts'
import { useAreasTexts } from './texts.ts'
import { useArea } from '../../parts/use-area.ts'

/** What happened to an area, and which areas it came from and became. */
export function AreaHistory({ areaId }: { areaId: string }) {
  const say = useAreasTexts()
  const history = useQuery({ queryKey: ['areas', 'history', areaId], queryFn: () => api.getAreaHistory({ params: { areaId } }) })
  if (history.isPending) return <Loading />
  if (history.isError) return <QueryError error={history.error} onRetry={() => void history.refetch()} />
  const { items, predecessors, successors } = history.data
  if (items.length === 0) return <Empty text={say('noHistory')} />
  return (
    <>
      <Relatives title={say('predecessors')} ids={predecessors} />
      <Relatives title={say('successors')} ids={successors} />
      <ol className="linli-timeline">
        {items.toReversed().map((change) => (
          <li key={change.at + change.change}>
            <strong>{say(`changes.${change.change}`)}</strong>{' '}
            {nameChange(change) && <span>{say('fromTo', nameChange(change) ?? {})}</span>}
            {sizeChange(change) && <span>{say('squareMetres', sizeChange(change) ?? {})}</span>}{' '}
            {typeof change.after?.['following'] === 'string' && <span>{say('following', { name: change.after['following'] })}</span>}
            {change.reason && <p>{say('reason', { words: change.reason })}</p>}
            <div className="linli-quiet linli-small">
              <When at={change.at} />
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}

function Relatives({ title, ids }: { title: string; ids: readonly string[] }) {
  if (ids.length === 0) return null
  return (
    <p>
      {title}{' '}
      {ids.map((id) => (
        <Relative key={id} areaId={id} />
      ))}
    </p>
  )
}

function Relative({ areaId }: { areaId: string }) {
  const area = useArea(areaId)
  return (
    <Link to="/areas" search={{ area: areaId }} className="relative">
      {area.data?.name ?? '…'}
    </Link>
  )
}

/** The first plain value that differs, for "old → new". */
function nameChange({ before, after }: Pick<AreaChange, 'before' | 'after'>): { from: string; to: string } | null {
  for (const field of ['name', 'code', 'areaClass']) {
    const [from, to] = [before?.[field], after?.[field]]
    if (typeof from === 'string' && typeof to === 'string' && from !== to) return { from, to }
  }
  return null
}

/** How the size changed with a boundary, in square kilometres. */
function sizeChange({ before, after }: Pick<AreaChange, 'before' | 'after'>): { from: string; to: string } | null {
  const [from, to] = [before?.['squareMetres'], after?.['squareMetres']]
  return typeof from === 'number' && typeof to === 'number' ? { from: (from / 1e6).toFixed(3), to: (to / 1e6).toFixed(3) } : null
}
