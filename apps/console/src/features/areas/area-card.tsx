import type { Area } from '@linli/contract'
import { Loading, QueryError, When } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Descriptions } from 'antd'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { PostTable } from '../../parts/post-table.tsx'
import { useArea } from '../../parts/use-area.ts'
import { AreaHistory } from './area-history.tsx'
import { AreaMap } from './area-map.tsx'
import { AreaPortrait } from './area-portrait.tsx'
import { useAreasTexts } from './texts.ts'
import { useLevelName } from './use-areas.ts'

/** One area: where it is, what it is in numbers, who has a post there, what happened to it. */
export function AreaCard({ areaId }: { areaId: string }) {
  const area = useArea(areaId)
  if (area.isPending) return <Loading />
  if (area.isError) return <QueryError error={area.error} onRetry={() => void area.refetch()} />
  return <Known area={area.data} />
}

function Known({ area }: { area: Area }) {
  const say = useAreasTexts()
  const levelName = useLevelName()
  const navigate = useNavigate()
  const mayReadPeople = useMay('people.read')
  return (
    <article className="sheet">
      <nav className="path" aria-label={say('parent')}>
        {area.ancestors.map((one) => (
          <span key={one.id}>
            <Link to="/areas" search={{ area: one.id }}>
              {one.name}
            </Link>{' '}
            ›{' '}
          </span>
        ))}
      </nav>
      <h1>
        {area.name} {area.validTo && <span className="severity">{say('ended')}</span>}
      </h1>
      <AreaPortrait area={area} />
      {area.validTo === null && <AreaMap area={area} onChoose={(id) => void navigate({ to: '/areas', search: { area: id } })} />}
      <Descriptions
        column={2}
        items={[
          { key: 'level', label: say('level'), children: levelName(area.level) },
          { key: 'code', label: say('code'), children: area.code },
          { key: 'class', label: say('class'), children: say(`classes.${area.areaClass}`) },
          { key: 'boundary', label: say('boundary'), children: say(area.hasBoundary ? 'hasBoundary' : 'noBoundary') },
          { key: 'since', label: say('since'), children: <When at={area.validFrom} due /> },
          ...(area.validTo ? [{ key: 'until', label: say('until'), children: <When at={area.validTo} due /> }] : []),
        ]}
      />
      <h2>{say('history')}</h2>
      <AreaHistory areaId={area.id} />
      {mayReadPeople && <Posts areaId={area.id} />}
    </article>
  )
}

function Posts({ areaId }: { areaId: string }) {
  const say = useAreasTexts()
  const posts = useQuery({ queryKey: ['posts', 'area', areaId], queryFn: () => api.listPosts({ query: { areaId } }) })
  return (
    <>
      <h2>{say('people')}</h2>
      <PostTable posts={posts} />
    </>
  )
}
