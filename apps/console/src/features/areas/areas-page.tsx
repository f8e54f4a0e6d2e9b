import { ImportOutlined } from '@ant-design/icons'
import { Empty, Loading, NoPermission, QueryError } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Input } from 'antd'
import { lazy, Suspense, useDeferredValue, useState } from 'react'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import './areas.css'
import { AreaCard } from './area-card.tsx'
import { AreaTree } from './area-tree.tsx'
import { useAreasTexts } from './texts.ts'
import { useLevelName } from './use-areas.ts'

const AreaTool = lazy(() => import('./area-tool.tsx'))

/** The tree of areas with a search, and the chosen area beside it. */
export function AreasPage() {
  const say = useAreasTexts()
  const { area, tool } = useSearch({ from: '/areas' })
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  const choose = (id: string) => void navigate({ to: '/areas', search: { area: id } })
  const mayWrite = useMay('areas.write')
  if (!useMay('areas.read')) return <NoPermission />
  if (area && tool) {
    if (!mayWrite) return <NoPermission />
    return (
      <Suspense fallback={<Loading />}>
        <AreaTool key={`${area}.${tool}`} areaId={area} tool={tool} />
      </Suspense>
    )
  }
  return (
    <div className="two-panes">
      <section className="pane" aria-label={say('tree')}>
        {mayWrite && (
          <p className="area-tools">
            <Link to="/areas/import">
              <ImportOutlined aria-hidden /> {say('import')}
            </Link>
          </p>
        )}
        <Input.Search
          placeholder={say('search')}
          aria-label={say('search')}
          allowClear
          maxLength={50}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {search ? <Found search={search} chosen={area} onChoose={choose} /> : <AreaTree chosen={area} onChoose={choose} />}
      </section>
      <div className="pane-main">{area ? <AreaCard key={area} areaId={area} /> : <Empty text={say('choose')} />}</div>
    </div>
  )
}

function Found({ search, chosen, onChoose }: { search: string; chosen: string | undefined; onChoose: (id: string) => void }) {
  const say = useAreasTexts()
  const levelName = useLevelName()
  const found = useQuery({
    queryKey: ['areas', 'search', search],
    queryFn: ({ signal }) => api.listAreas({ query: { search, limit: 50 } }, signal),
    staleTime: 30_000,
  })
  if (found.isPending) return <Loading />
  if (found.isError) return <QueryError error={found.error} onRetry={() => void found.refetch()} />
  if (found.data.items.length === 0) return <Empty text={say('none')} />
  return (
    <ul className="plain-list" aria-label={say('searching')}>
      {found.data.items.map((area) => (
        <li key={area.id}>
          <button type="button" className="list-button" aria-current={area.id === chosen} onClick={() => onChoose(area.id)}>
            <span>
              {area.name} <span className="linli-quiet">{levelName(area.level)}</span>
            </span>
            <small className="linli-quiet">{area.ancestors.map((one) => one.name).join(' › ')}</small>
          </button>
        </li>
      ))}
    </ul>
  )
}
