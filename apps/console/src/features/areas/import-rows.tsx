import { CheckCircleOutlined, EditOutlined, MinusOutlined, PlusCircleOutlined, StopOutlined } from '@ant-design/icons'
import { findingSentence, type ImportPreview } from '@linli/contract'
import { Loading, useLanguage } from '@linli/ui'
import { Segmented, Table } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useImportTexts } from './import-texts.ts'

// MapLibre comes only when there is something to show on a map.
const FaultMap = lazy(() => import('./fault-map.tsx'))

type Row = ImportPreview['rows'][number]
type Outcome = Row['outcome'] | 'all'

const outcomes: readonly Outcome[] = ['all', 'add', 'change', 'keep', 'refuse']
const icons = { add: PlusCircleOutlined, change: EditOutlined, keep: MinusOutlined, refuse: StopOutlined, all: CheckCircleOutlined }
const mostRows = 20_000

/** What an import would do, row by row, and refused boundaries on a map with the places of their faults. */
export function ImportRows({ preview }: { preview: ImportPreview }) {
  const say = useImportTexts()
  const [shown, setShown] = useState<Outcome>(preview.counts.refuse > 0 ? 'refuse' : 'all')
  const [chosen, setChosen] = useState<number | null>(null)
  const rows = useMemo(() => (shown === 'all' ? preview.rows : preview.rows.filter((row) => row.outcome === shown)), [preview, shown])
  const total = (outcome: Outcome) => (outcome === 'all' ? preview.rows.length : preview.counts[outcome])
  const drawn = useMemo(() => preview.rows.filter((row) => row.geometry), [preview])
  return (
    <>
      <p className="import-counts">
        <Segmented<Outcome>
          value={shown}
          onChange={setShown}
          options={outcomes.map((value) => ({ value, label: say('withCount', { name: say(`outcomes.${value}`), count: total(value) }) }))}
        />
        {preview.counts.warn > 0 && <span className="linli-quiet">{say('warned', { count: preview.counts.warn })}</span>}
        {preview.rows.length >= mostRows && <span className="linli-quiet">{say('moreRows')}</span>}
      </p>
      <div className={drawn.length > 0 ? 'import-rows import-rows-mapped' : 'import-rows'}>
        <RowTable rows={rows} onChoose={setChosen} />
        {drawn.length > 0 && (
          <Suspense fallback={<Loading />}>
            <FaultMap rows={drawn} chosen={chosen} />
          </Suspense>
        )}
      </div>
    </>
  )
}

function RowTable({ rows, onChoose }: { rows: readonly Row[]; onChoose: (line: number) => void }) {
  const say = useImportTexts()
  return (
    <Table<Row>
      size="small"
      virtual
      scroll={{ y: 420, x: 640 }}
      rowKey={(row) => `${row.line}.${row.code}`}
      dataSource={[...rows]}
      pagination={false}
      locale={{ emptyText: <span className="linli-quiet">{say('none')}</span> }}
      columns={[
        { key: 'line', title: say('line'), width: 64, dataIndex: 'line' },
        {
          key: 'outcome',
          title: say('outcome'),
          width: 96,
          render: (_, { outcome }) => {
            const Icon = icons[outcome]
            return (
              <span className={`import-outcome import-${outcome}`}>
                <Icon aria-hidden /> {say(`outcomes.${outcome}`)}
              </span>
            )
          },
        },
        {
          key: 'name',
          title: say('name'),
          width: 180,
          render: (_, { name, code, line, geometry }) => (
            <>
              {geometry ? (
                <button type="button" className="link-button" onClick={() => onChoose(line)}>
                  {name || '–'}
                </button>
              ) : (
                name || '–'
              )}
              <small className="linli-quiet import-code">{code}</small>
            </>
          ),
        },
        { key: 'what', title: say('what'), render: (_, row) => <Why row={row} /> },
      ]}
    />
  )
}

function Why({ row }: { row: Row }) {
  const say = useImportTexts()
  const language = useLanguage()
  return (
    <ul className="import-why">
      {row.findings.map((found) => (
        <li key={found.code}>{findingSentence(found, language)}</li>
      ))}
      {row.changes?.map(({ field, from, to }) => (
        <li key={field}>{say(`changed.${field as 'name' | 'level' | 'parent' | 'boundary'}`, { from: from ?? '–', to: to ?? '–' })}</li>
      ))}
    </ul>
  )
}
