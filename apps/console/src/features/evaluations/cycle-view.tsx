import type { Cycle, SheetRow } from '@linli/contract'
import { Empty, Loading, QueryError, useLanguage, useMinute, When } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { Input, Rate, Steps, Table, Tag } from 'antd'
import { useState } from 'react'
import { CycleMoves } from './cycle-moves.tsx'
import { EntryList } from './entry-list.tsx'
import { useFigureWords } from './figure-words.ts'
import { useEvaluationsTexts } from './texts.ts'
import { useCycle } from './use-evaluations.ts'

const steps = ['drafted', 'self_view', 'review', 'publicity', 'awarded'] as const

/** One cycle: how far it is, what can be done, and everybody the reader may see, the best first. */
export function CycleView({ cycleId }: { cycleId: string }) {
  const say = useEvaluationsTexts()
  const language = useLanguage()
  const query = useCycle(cycleId)
  if (query.isPending) return <Loading />
  if (query.isError) return <QueryError error={query.error} onRetry={() => void query.refetch()} />
  const cycle = query.data
  return (
    <>
      <p className="evaluations-back">
        <Link to="/evaluations" search={{}}>
          {say('back')}
        </Link>
      </p>
      <h1>{language === 'zh' ? cycle.rubric.nameZh : cycle.rubric.nameEn}</h1>
      <p className="linli-quiet">
        {cycle.area.name} · {say('period', { from: cycle.from, to: cycle.to })} · {say('version', { version: cycle.rubric.version })}
      </p>
      {cycle.state === 'dropped' ? (
        <Tag>{say('states.dropped')}</Tag>
      ) : (
        <Steps
          size="small"
          current={steps.indexOf(cycle.state)}
          items={steps.map((step) => ({ title: say(`states.${step}`) }))}
          className="evaluations-steps"
        />
      )}
      <Publicity cycle={cycle} />
      <CycleMoves cycle={cycle} />
      <p className="linli-quiet">{say(`stateHints.${cycle.state}`)}</p>
      {cycle.sheets.length === 0 ? <Empty text={say('noSheets')} /> : <Standings cycle={cycle} />}
      <section aria-label={say('history')}>
        <h2>{say('history')}</h2>
        <EntryList entries={cycle.entries} />
      </section>
    </>
  )
}

function Publicity({ cycle: { state, publicityUntil } }: { cycle: Cycle }) {
  const say = useEvaluationsTexts()
  const now = useMinute()
  if (state !== 'publicity' || publicityUntil === null) return null
  const days = Math.max(0, Math.ceil((Date.parse(publicityUntil) - now.getTime()) / 86_400_000))
  return (
    <p className="evaluations-publicity">
      {say('publicityLeft', { days })} <When at={publicityUntil} />
    </p>
  )
}

function Standings({ cycle }: { cycle: Cycle }) {
  const say = useEvaluationsTexts()
  const language = useLanguage()
  const { points } = useFigureWords()
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const rows = cycle.sheets.filter(({ subject }) => subject.name[language].toLowerCase().includes(wanted))
  return (
    <>
      {cycle.sheets.length > 20 && (
        <Input
          className="evaluation-filter"
          allowClear
          value={typed}
          placeholder={say('findSubject')}
          aria-label={say('findSubject')}
          onChange={({ target }) => setTyped(target.value)}
        />
      )}
      <Table<SheetRow>
        size="small"
        rowKey="id"
        dataSource={rows}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        scroll={{ x: 720 }}
        columns={[
          { key: 'place', title: say('place'), width: 72, align: 'right', render: (_, row) => row.place ?? '–' },
          {
            key: 'subject',
            title: say('subject'),
            render: (_, row) => (
              <Link to="/evaluations" search={{ cycle: cycle.id, sheet: row.id }}>
                {row.subject.name[language]}
              </Link>
            ),
          },
          {
            key: 'total',
            title: say('total'),
            align: 'right',
            render: (_, row) => (
              <>
                <b>{points(row.total)}</b>
                {row.total !== row.computed && (
                  <span className="linli-quiet"> ({say('computedPoints', { points: points(row.computed) })})</span>
                )}
              </>
            ),
          },
          { key: 'before', title: say('before'), align: 'right', render: (_, row) => points(row.before) },
          { key: 'stars', title: say('stars'), render: (_, row) => <Stars row={row} /> },
        ]}
      />
    </>
  )
}

/** The stars, or why there are none. */
export function Stars({ row }: { row: Pick<SheetRow, 'stars' | 'unranked' | 'appealOpen'> }) {
  const say = useEvaluationsTexts()
  return (
    <>
      {row.unranked !== null ? (
        <span className="linli-quiet">{say(`unranked.${row.unranked}`)}</span>
      ) : row.stars === null ? (
        '–'
      ) : (
        <>
          <span className="linli-unseen">{say('starCount', { count: row.stars })}</span>
          <span aria-hidden>
            <Rate disabled count={5} value={row.stars} className="evaluations-stars" />
          </span>
        </>
      )}
      {row.appealOpen && <Tag color="warning">{say('appealOpen')}</Tag>}
    </>
  )
}
