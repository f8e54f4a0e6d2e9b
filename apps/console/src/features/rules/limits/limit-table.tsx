import type { LimitRow } from '@linli/contract'
import { useSharedTexts, When } from '@linli/ui'
import { Button, Table } from 'antd'
import { useCategories } from '../../../parts/use-categories.ts'
import { useRulesTexts } from '../texts.ts'
import { LimitWords, useClockName } from './limit-words.tsx'

/** One row a limit; a dash is "for every one". Without the two functions it is for reading. */
export function LimitTable({
  limits,
  onChange,
  onEnd,
}: {
  limits: readonly LimitRow[]
  onChange?: (limit: LimitRow) => void
  onEnd?: (limit: LimitRow) => void
}) {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const clockName = useClockName()
  const categories = useCategories()
  const every = <span className="linli-quiet">{say('limits.every')}</span>
  return (
    <Table<LimitRow>
      size="small"
      rowKey="id"
      dataSource={[...limits]}
      pagination={limits.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
      locale={{ emptyText: say('limits.none') }}
      columns={[
        { key: 'clock', title: say('limits.clock'), render: (_, { clock }) => clockName(clock) },
        {
          key: 'category',
          title: say('limits.category'),
          render: (_, { categoryCode }) => (categoryCode === null ? every : categories.pathOf(categoryCode)),
        },
        {
          key: 'severity',
          title: say('categories.severity'),
          render: (_, { severity }) => (severity === null ? every : shared(`severities.${severity}`)),
        },
        {
          key: 'areaClass',
          title: say('limits.areaClass'),
          render: (_, { areaClass }) => (areaClass === null ? every : say(`areaClasses.${areaClass}`)),
        },
        {
          key: 'limit',
          title: say('limits.limit'),
          render: (_, limit) => (
            <strong>
              <LimitWords {...limit} />
            </strong>
          ),
        },
        { key: 'changed', title: say('limits.changed'), render: (_, limit) => <Changed limit={limit} /> },
        ...(onChange && onEnd
          ? [
              {
                key: 'actions',
                title: <span className="linli-unseen">{say('actions')}</span>,
                render: (_: unknown, limit: LimitRow) => (
                  <span className="rules-row-actions">
                    <Button size="small" type="link" onClick={() => onChange(limit)}>
                      {say('change')}
                    </Button>
                    <Button size="small" type="link" onClick={() => onEnd(limit)}>
                      {say('end')}
                    </Button>
                  </span>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

function Changed({ limit: { changedAt, changedBy } }: { limit: LimitRow }) {
  const say = useRulesTexts()
  if (changedAt === null) return <span className="linli-quiet">{say('limits.asBegun')}</span>
  return (
    <>
      {changedBy ?? say('limits.nobody')} · <When at={changedAt} />
    </>
  )
}
