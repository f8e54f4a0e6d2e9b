import { ExportOutlined } from '@ant-design/icons'
import { basisOf, type FigureComparison, type FigureId, type FigureRow, type FigureTable, leastRanked, placed } from '@linli/contract'
import { Loading, problemOf, QueryError, useLanguage, useSharedTexts } from '@linli/ui'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { type ReactNode, useState } from 'react'
import { api } from '../../app/api.ts'
import { ExportDialog } from '../../parts/export/export-dialog.tsx'
import { useExportTexts } from '../../parts/export/texts.ts'
import { type Behind, BehindLink } from './behind-link.tsx'
import { ChangeMark } from '../../parts/figures/change-mark.tsx'
import { WholeMonthsOnly } from './whole-months-only.tsx'
import { useFigureWords } from '../../parts/figures/figure-words.ts'
import { type Breakdown as By, breakdowns, type FiguresSearch } from './figures-search.ts'
import type { Period } from './period.ts'
import { useFiguresTexts } from './texts.ts'
import { useFigures } from './use-figures.ts'

const columnsOf: Record<By, readonly FigureId[]> = {
  area: ['reported', 'completion', 'on_time', 'response', 'resolution', 'satisfaction', 'handling_time'],
  category: ['reported', 'completion', 'on_time', 'satisfaction', 'rework', 'handling_time'],
  organisation: ['response', 'returned', 'resolution', 'satisfaction'],
  source: ['reported', 'completion', 'on_time', 'satisfaction'],
  severity: ['reported', 'completion', 'on_time', 'satisfaction'],
}
const orderedAtFirst: Record<By, FigureId> = {
  area: 'completion',
  category: 'reported',
  organisation: 'response',
  source: 'reported',
  severity: 'reported',
}

/** What the figures of an area are made of. Areas and organisations are ranked by the figure whose column is chosen. */
export function Breakdown({ area, period, against }: { area: FigureTable['area']; period: Period; against: FigureComparison }) {
  const say = useFiguresTexts()
  const search = useSearch({ from: '/figures' })
  const navigate = useNavigate({ from: '/figures' })
  const by = search.by ?? 'area'
  const asked = useFigures({ ...period, area: area.id, by, category: search.category, against })
  const [exporting, setExporting] = useState(false)
  const exports = useExportTexts()
  return (
    <>
      <Button size="small" className="figures-export" icon={<ExportOutlined />} disabled={!asked.data} onClick={() => setExporting(true)}>
        {exports('open')}
      </Button>
      {exporting && (
        <ExportDialog
          what={say('exported', { area: area.name, by: say(`bys.${by}`) })}
          order={(choice, idempotencyKey) =>
            api.exportFigures({
              body: {
                question: { areaId: area.id, ...period, by, against, ...(search.category && { categoryCode: search.category }) },
                ...choice,
              },
              idempotencyKey,
            })
          }
          onClose={() => setExporting(false)}
        />
      )}
      <Segmented<By>
        aria-label={say('breakdown')}
        value={by}
        options={breakdowns.map((value) => ({ value, label: say(`bys.${value}`) }))}
        onChange={(value) => void navigate({ search: { ...search, by: value === 'area' ? undefined : value, figure: undefined } })}
      />
      {problemOf(asked.error)?.code === 'whole_months_needed' ? (
        <WholeMonthsOnly />
      ) : asked.isError ? (
        <QueryError error={asked.error} onRetry={() => void asked.refetch()} />
      ) : asked.isPending ? (
        <Loading />
      ) : asked.data.rows.length === 0 ? (
        <p className="linli-quiet">{say('nothingBelow')}</p>
      ) : (
        <Rows by={by} rows={asked.data.rows} behind={{ area: area.id, ...period, category: search.category }} against={against} />
      )}
    </>
  )
}

function Rows({ by, rows, behind, against }: { by: By; rows: readonly FigureRow[]; behind: Behind; against: FigureComparison }) {
  const say = useFiguresTexts()
  const words = useFigureWords()
  const search = useSearch({ from: '/figures' })
  const columns = columnsOf[by].filter((figure) => rows.some((row) => row.figures[figure] !== undefined))
  const asked = search.figure ?? orderedAtFirst[by]
  const figure = columns.includes(asked) ? asked : (columns[0] ?? 'reported')
  const isLeague = by === 'area' || by === 'organisation'
  return (
    <div className="league-scroll">
      <table className="league">
        <caption className="linli-quiet">{isLeague && say('rankedBy', { name: words.nameOf(figure) })}</caption>
        <thead>
          <tr>
            {isLeague && <th scope="col">{say('rank')}</th>}
            <th scope="col">{say(`names.${by}`)}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className="league-number" aria-sort={column === figure ? 'descending' : undefined}>
                <Link
                  to="/figures"
                  search={{ ...search, figure: column }}
                  resetScroll={false}
                  aria-current={column === figure || undefined}
                >
                  {words.nameOf(column)}
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {placed(rows, figure, words.definition(figure)).map(({ row, rank }) => (
            <tr key={row.key}>
              {isLeague && (
                <td className="league-rank">
                  {rank ?? (
                    <span title={say('notRanked', { n: basisOf(row.figures[figure]), least: leastRanked })} className="linli-quiet">
                      –
                    </span>
                  )}
                </td>
              )}
              <th scope="row">
                <RowName by={by} row={row} />
              </th>
              {columns.map((column) => (
                <td key={column} className="league-number">
                  <Cell
                    figure={column}
                    row={row}
                    behind={{ ...behind, ...keyOf(by, row.key) }}
                    against={against}
                    showN={column === figure}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A value with what it rests on and how it changed. */
function Cell({
  figure,
  row,
  behind,
  against,
  showN,
}: {
  figure: FigureId
  row: FigureRow
  behind: Behind
  against: FigureComparison
  showN: boolean
}) {
  const say = useFiguresTexts()
  const words = useFigureWords()
  const now = row.figures[figure]
  const before = row.before?.[figure]
  const change = words.changeOf(figure, now, before)
  return (
    <>
      <BehindLink figure={figure} behind={behind} n={now?.n ?? 0}>
        {words.valueOf(figure, now)}
      </BehindLink>
      {now?.of != null && now.of > 0 && (
        <small className="linli-quiet"> {say('nOf', { n: words.number(now.n), of: words.number(now.of) })}</small>
      )}
      {showN && (
        <small className="league-before">
          {change && <ChangeMark change={change} />}
          {before?.value != null && (
            <span className="linli-quiet">
              {say(against === 'previous' ? 'before' : 'yearBefore', { value: words.valueOf(figure, before) })}
            </span>
          )}
        </small>
      )}
    </>
  )
}

/** An area leads to its own figures, a category to those of it; the others are just named. */
function RowName({ by, row }: { by: By; row: FigureRow }): ReactNode {
  const say = useFiguresTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const search = useSearch({ from: '/figures' })
  const name = row.name?.[language]
  if (row.key === '') return say('none')
  if (by === 'source') return shared(`sources.${row.key as 'resident'}`)
  if (by === 'severity') return shared(`severities.${row.key as 'urgent'}`)
  if (by === 'organisation') return name ?? row.key
  const next: FiguresSearch = by === 'area' ? { ...search, area: row.key } : { ...search, category: row.key }
  if (by === 'category' && search.category === row.key) return name ?? row.key
  return (
    <Link to="/figures" search={next}>
      {name ?? row.key}
    </Link>
  )
}

function keyOf(by: By, key: string): Partial<Behind> {
  return { [by]: key }
}
