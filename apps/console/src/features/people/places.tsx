import { Empty, Loading, QueryError } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { AreaSelect } from '../../parts/area-select.tsx'
import { useOrganisations } from '../../parts/organisation-select.tsx'
import { PostTable } from '../../parts/post-table.tsx'
import { GivePost } from './give-post.tsx'
import { usePeopleTexts } from './texts.ts'

/** Organisations on the left, the posts of the chosen one, or of an area, beside them. */
export function Places() {
  const say = usePeopleTexts()
  const { organisation, area } = useSearch({ from: '/people' })
  const navigate = useNavigate()
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
      <PostsHead place={{ organisationId: id }} />
      <PostTable posts={posts} person={PersonLink} />
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
      {area.isError && <p className="linli-quiet">{say('none')}</p>}
      <PostsHead place={{ areaId: id }} />
      <PostTable posts={posts} person={PersonLink} />
    </>
  )
}

function PostsHead({ place }: { place: { areaId?: string; organisationId?: string } }) {
  const say = usePeopleTexts()
  const [giving, setGiving] = useState(false)
  const mayWrite = useMay('people.write')
  return (
    <div className="people-head">
      <h2>{say('posts')}</h2>
      {mayWrite && <Button onClick={() => setGiving(true)}>{say('give.title')}</Button>}
      {giving && <GivePost place={place} onClose={() => setGiving(false)} />}
    </div>
  )
}

/** A name that opens the person beside the page. */
function PersonLink({ id, name }: { id: string; name: string }) {
  return (
    <Link from="/people" to="/people" search={(search) => ({ ...search, person: id })}>
      {name}
    </Link>
  )
}
