import type { CycleHead } from '@linli/contract'
import { Empty, Loading, QueryError, useLanguage, When } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { Button, Table, Tag } from 'antd'
import { useState } from 'react'
import { useMay } from '../../app/session.ts'
import { NewCycle } from './new-cycle.tsx'
import { useEvaluationsTexts } from './texts.ts'
import { useCycles } from './use-evaluations.ts'

/** The cycles that concern the reader, the newest period first. */
export function CycleList() {
  const say = useEvaluationsTexts()
  const language = useLanguage()
  const cycles = useCycles()
  const [isNew, setNew] = useState(false)
  const mayReview = useMay('evaluations.review')
  return (
    <>
      {mayReview && (
        <p>
          <Button type="primary" onClick={() => setNew(true)}>
            {say('newCycle')}
          </Button>
        </p>
      )}
      {cycles.isPending ? (
        <Loading />
      ) : cycles.isError ? (
        <QueryError error={cycles.error} onRetry={() => void cycles.refetch()} />
      ) : cycles.data.items.length === 0 ? (
        <Empty text={say(mayReview ? 'noCyclesYet' : 'noCycles')} />
      ) : (
        <Table<CycleHead>
          size="small"
          rowKey="id"
          dataSource={cycles.data.items}
          pagination={false}
          scroll={{ x: 720 }}
          columns={[
            {
              key: 'name',
              title: say('rubric'),
              render: (_, cycle) => (
                <Link to="/evaluations" search={{ cycle: cycle.id }}>
                  {language === 'zh' ? cycle.rubric.nameZh : cycle.rubric.nameEn}
                </Link>
              ),
            },
            { key: 'area', title: say('area'), render: (_, cycle) => cycle.area.name },
            { key: 'period', title: say('periodLabel'), render: (_, cycle) => say('period', { from: cycle.from, to: cycle.to }) },
            {
              key: 'state',
              title: say('state'),
              render: (_, cycle) => (
                <>
                  <Tag>{say(`states.${cycle.state}`)}</Tag>
                  {cycle.state === 'publicity' && cycle.publicityUntil && <When at={cycle.publicityUntil} due />}
                </>
              ),
            },
          ]}
        />
      )}
      {isNew && <NewCycle onClose={() => setNew(false)} />}
    </>
  )
}
