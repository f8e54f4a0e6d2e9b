import { Empty, Loading, NoPermission, QueryError } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Input } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { useOrganisations } from '../../parts/organisation-select.tsx'
import { PostTable } from '../../parts/post-table.tsx'
import { AreaSelect } from '../../parts/area-select.tsx'
import { usePeopleTexts } from './texts.ts'

/** Organisations on the left, the posts of the chosen one, or of an area, beside them. */
export function PeoplePage() {
  const say = usePeopleTexts()
  const { organisation, area } = useSearch({ from: '/people' })
  const navigate = useNavigate()
  if (!useMay('people.read')) return <NoPermission />
  return (
    <div className="two-panes">
      <section className="pane" aria-label={say('organisations')}>
        <OrganisationList />
      </section>
      <div className="pane-main">
        <div className="sheet">
          <label className="area-search">
            <span>{say('byArea')}</span>
            <AreaSelect
              width={340}
              placeholder={say('areaHint')}
              value={area}
              onChange={(id) => void navigate({ to: '/people', search: { area: id } })}
            />
          </label>
          {organisation ? (
            <OfOrganisation key={organisation} id={organisation} />
          ) : area ? (
            <OfArea key={area} id={area} />
          ) : (
            <Empty text={say('choose')} />
          )}
        </div>
      </div>
    </div>
  )
}

function OrganisationList() {
  const say = usePeopleTexts()
  const organisations = useOrganisations()
  const [typed, setTyped] = useState('')
  if (organisations.isPending) return <Loading />
  if (organisations.isError) return <QueryError error={organisations.error} onRetry={() => void organisations.refetch()} />
  const looked = typed.trim().toLowerCase()
  const found = organisations.data.items.filter((one) => `${one.nameZh} ${one.nameEn} ${one.code}`.toLowerCase().includes(looked))
  return (
    <>
      <Input.Search
        placeholder={say('search')}
        aria-label={say('search')}
        allowClear
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {found.length === 0 && <Empty text={say('none')} />}
      <ul className="plain-list">
        {found.map((one) => (
          <li key={one.id}>
            <Link to="/people" search={{ organisation: one.id }} className="list-button">
              <span>{organisations.nameOf(one)}</span>
              <small className="linli-quiet">
                {say(`kinds.${one.kind}`)}
                {one.endedAt && ` · ${say('ended')}`}
              </small>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function OfOrganisation({ id }: { id: string }) {
  const say = usePeopleTexts()
  const { data, nameOf } = useOrganisations()
  const organisation = data?.items.find((one) => one.id === id)
  const posts = useQuery({ queryKey: ['posts', 'organisation', id], queryFn: () => api.listPosts({ query: { organisationId: id } }) })
  return (
    <>
      {organisation && (
        <>
          <h1>{nameOf(organisation)}</h1>
          <p className="linli-quiet">
            {say(`kinds.${organisation.kind}`)} · {organisation.code}
          </p>
        </>
      )}
      <h2>{say('posts')}</h2>
      <PostTable posts={posts} />
    </>
  )
}

function OfArea({ id }: { id: string }) {
  const say = usePeopleTexts()
  const area = useQuery({ queryKey: ['areas', 'one', id], queryFn: () => api.getArea({ params: { areaId: id } }) })
  const posts = useQuery({ queryKey: ['posts', 'area', id], queryFn: () => api.listPosts({ query: { areaId: id } }) })
  return (
    <>
      {area.data && <h1>{area.data.name}</h1>}
      <h2>{say('posts')}</h2>
      <PostTable posts={posts} />
    </>
  )
}
