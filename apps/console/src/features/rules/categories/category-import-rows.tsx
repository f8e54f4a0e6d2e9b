import type { CategoryImportPreview } from '@linli/contract'
import { Segmented, Table } from 'antd'
import { useMemo, useState } from 'react'
import { useRulesTexts } from '../texts.ts'
import { useCategoryImportTexts } from './import-texts.ts'

type Row = CategoryImportPreview['rows'][number]
type Outcome = Row['outcome'] | 'all'

const outcomes: readonly Outcome[] = ['all', 'add', 'change', 'keep', 'end', 'refuse']
const changeable = [
  'parentCode',
  'nameZh',
  'nameEn',
  'severity',
  'defaultOrganisationCode',
  'filingConditionZh',
  'filingConditionEn',
  'closingConditionZh',
  'closingConditionEn',
  'words',
] as const

/** What an import of categories would do, row by row; what is refused comes up first. */
export function CategoryImportRows({ preview }: { preview: CategoryImportPreview }) {
  const say = useCategoryImportTexts()
  const [shown, setShown] = useState<Outcome>(preview.counts.refuse > 0 ? 'refuse' : 'all')
  const rows = useMemo(() => preview.rows.filter((row) => shown === 'all' || row.outcome === shown), [preview, shown])
  const total = (outcome: Outcome) => (outcome === 'all' ? preview.rows.length : preview.counts[outcome])
  return (
    <>
      <Segmented<Outcome>
        className="category-import-counts"
        value={shown}
        onChange={setShown}
        options={outcomes.map((value) => ({ value, label: `${say(`outcomes.${value}`)} ${total(value)}` }))}
      />
      <Table<Row>
        size="small"
        virtual
        scroll={{ y: 420, x: 640 }}
        rowKey={(row) => `${row.line}.${row.code}`}
        dataSource={rows}
        pagination={false}
        locale={{ emptyText: <span className="linli-quiet">{say('none')}</span> }}
        columns={[
          { key: 'line', title: say('line'), width: 64, dataIndex: 'line' },
          {
            key: 'outcome',
            title: say('outcome'),
            width: 90,
            render: (_, { outcome }) => <span data-outcome={outcome}>{say(`outcomes.${outcome}`)}</span>,
          },
          {
            key: 'name',
            title: say('name'),
            width: 220,
            render: (_, { name, code }) => (
              <>
                {name || '–'} <small className="linli-quiet">{code}</small>
              </>
            ),
          },
          { key: 'what', title: say('what'), render: (_, row) => <Why row={row} /> },
        ]}
      />
    </>
  )
}

function Why({ row }: { row: Row }) {
  const say = useCategoryImportTexts()
  const rules = useRulesTexts()
  if (row.findings.length > 0) return row.findings.map((finding) => <div key={finding}>{say(`findings.${finding}`)}</div>)
  const fields = changeable.filter((name) => row.changes.includes(name)).map((name) => rules(`categories.fields.${name}`))
  return fields.length === 0 ? null : say('changes', { fields: fields.join(' · ') })
}
