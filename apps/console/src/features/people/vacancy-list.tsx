import type { Vacancy } from '@linli/contract'
import { Empty, Loading, QueryError, useLanguage, When } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented, Table } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { AreaSelect } from '../../parts/area-select.tsx'
import { GivePost } from './give-post.tsx'
import { usePeopleTexts } from './texts.ts'

const kinds = ['desk', 'grid', 'organisation'] as const

/** Where nobody is in post who should be, by kind, within one area or all. */
export function VacancyList() {
  const say = usePeopleTexts()
  const { area, kind } = useSearch({ from: '/people' })
  const navigate = useNavigate({ from: '/people' })
  const vacancies = useQuery({
    queryKey: ['vacancies', area ?? '', kind ?? ''],
    queryFn: () => api.listVacancies({ query: { ...(area && { areaId: area }), ...(kind && { kind }) } }),
    placeholderData: (before) => before,
  })
  if (vacancies.isPending) return <Loading />
  if (vacancies.isError) return <QueryError error={vacancies.error} onRetry={() => void vacancies.refetch()} />
  const { counts, items } = vacancies.data
  const all = counts.desk + counts.grid + counts.organisation
  return (
    <div className="people-sheet">
      <div className="people-tools">
        <Segmented
          aria-label={say('vacant.kind')}
          value={kind ?? 'all'}
          options={[
            { value: 'all', label: `${say('vacant.all')} ${all}` },
            ...kinds.map((value) => ({ value, label: `${say(`vacant.${value}`)} ${counts[value]}` })),
          ]}
          onChange={(value) => {
            const chosen = kinds.find((one) => one === value)
            void navigate({ search: ({ kind: _before, ...rest }) => ({ ...rest, ...(chosen && { kind: chosen }) }) })
          }}
        />
        <label className="people-area">
          <span>{say('vacant.within')}</span>
          <AreaSelect
            width={260}
            placeholder={say('areaHint')}
            value={area}
            onChange={(id) => void navigate({ search: (before) => ({ ...before, area: id }) })}
          />
        </label>
        {area && (
          <Button type="text" onClick={() => void navigate({ search: ({ area: _before, ...rest }) => rest })}>
            {say('vacant.everywhere')}
          </Button>
        )}
      </div>
      <VacancyTable items={items} />
    </div>
  )
}

function VacancyTable({ items }: { items: readonly Vacancy[] }) {
  const say = usePeopleTexts()
  const language = useLanguage()
  const mayWrite = useMay('people.write')
  const [filling, setFilling] = useState<Vacancy | null>(null)
  return (
    <>
      <Table<Vacancy>
        size="middle"
        rowKey={(one) => one.kind + one.placeId}
        dataSource={[...items]}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <Empty text={say('vacant.none')} /> }}
        columns={[
          {
            key: 'place',
            title: say('give.where'),
            render: (_, one) => (
              <>
                {language === 'zh' ? one.nameZh : one.nameEn} <span className="linli-quiet">{one.above.slice(-2).join(' › ')}</span>
              </>
            ),
          },
          { key: 'kind', title: say('vacant.kind'), width: 170, render: (_, one) => say(`vacant.missing.${one.kind}`) },
          {
            key: 'since',
            title: say('vacant.since'),
            width: 150,
            render: (_, one) => (one.since ? <When at={one.since} due /> : <span className="linli-quiet">{say('vacant.never')}</span>),
          },
          ...(mayWrite
            ? [
                {
                  key: 'fill',
                  title: <span className="people-hidden">{say('give.title')}</span>,
                  width: 120,
                  render: (_: unknown, one: Vacancy) => (
                    <Button size="small" onClick={() => setFilling(one)}>
                      {say('give.title')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {filling && (
        <GivePost
          place={filling.kind === 'organisation' ? { organisationId: filling.placeId } : { areaId: filling.placeId }}
          onClose={() => setFilling(null)}
        />
      )}
    </>
  )
}
