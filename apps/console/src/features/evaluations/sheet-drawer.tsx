import type { Sheet, SheetLine } from '@linli/contract'
import { Loading, QueryError, useLanguage } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { Alert, Drawer, Table } from 'antd'
import { useMay } from '../../app/session.ts'
import { Stars } from './cycle-view.tsx'
import { EntryList } from './entry-list.tsx'
import { useFigureWords } from './figure-words.ts'
import { SheetActions } from './sheet-actions.tsx'
import { useEvaluationsTexts } from './texts.ts'
import { useSheet } from './use-evaluations.ts'

/** The score sheet of one subject: each line's figure, the points it gives, and the matters behind it. */
export function SheetDrawer({ sheetId, onClose }: { sheetId: string; onClose: () => void }) {
  const say = useEvaluationsTexts()
  const language = useLanguage()
  const query = useSheet(sheetId)
  return (
    <Drawer open size={760} title={query.data?.subject.name[language] ?? say('sheet')} onClose={onClose}>
      {query.isPending ? (
        <Loading />
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SheetBody sheet={query.data} />
      )}
    </Drawer>
  )
}

function SheetBody({ sheet }: { sheet: Sheet }) {
  const say = useEvaluationsTexts()
  const { points, nameOf, valueOf } = useFigureWords()
  const holding = sheet.content.caps.filter(({ figureId, worseThan, mostPoints }) => {
    const line = sheet.lines.find((each) => each.figureId === figureId)
    if (!line || line.value === null) return false
    return (line.full > line.none ? line.value < worseThan : line.value > worseThan) && (sheet.total ?? 0) <= mostPoints
  })
  return (
    <div className="sheet-body">
      <p className="sheet-total">
        <b>{points(sheet.total)}</b> <span className="linli-quiet">{say('outOf')}</span> <Stars row={sheet} />
        {sheet.place !== null && <span>{say('placeOf', { place: sheet.place })}</span>}
        <span className="linli-quiet">{say('beforeTotal', { points: points(sheet.before) })}</span>
      </p>
      <p className="linli-quiet">{say(sheet.frozen ? 'frozen' : 'moving')}</p>
      {sheet.vetoes.map((veto) => (
        <Alert key={veto} type="error" showIcon className="form-alert" title={say('vetoHolds', { veto })} />
      ))}
      {holding.map(({ figureId, worseThan, mostPoints }) => (
        <Alert
          key={figureId}
          type="warning"
          showIcon
          className="form-alert"
          title={say('capHolds', { figure: nameOf(figureId), limit: valueOf(figureId, worseThan), points: mostPoints })}
        />
      ))}
      <Lines sheet={sheet} />
      <SheetActions sheet={sheet} />
      <section aria-label={say('history')}>
        <h2>{say('history')}</h2>
        <EntryList entries={sheet.entries} />
      </section>
    </div>
  )
}

function Lines({ sheet }: { sheet: Sheet }) {
  const say = useEvaluationsTexts()
  const { nameOf, explain, valueOf, points } = useFigureWords()
  return (
    <Table<SheetLine>
      size="small"
      rowKey="figureId"
      dataSource={sheet.lines}
      pagination={false}
      scroll={{ x: 640 }}
      columns={[
        {
          key: 'figure',
          title: say('indicator'),
          render: (_, line) => (
            <>
              <span title={explain(line.figureId)}>{nameOf(line.figureId)}</span>
              <small className="sheet-line-rule">
                {say('lineRule', { full: valueOf(line.figureId, line.full), none: valueOf(line.figureId, line.none) })}
              </small>
            </>
          ),
        },
        { key: 'value', title: say('value'), align: 'right', render: (_, line) => <Behind sheet={sheet} line={line} /> },
        { key: 'n', title: say('sample'), align: 'right', render: (_, line) => (line.of === null ? line.n : `${line.n} / ${line.of}`) },
        {
          key: 'points',
          title: say('points'),
          align: 'right',
          render: (_, line) => (
            <>
              <b>{points(line.corrected ?? line.points)}</b> / {line.weight}
              {line.corrected !== null && (
                <small className="sheet-line-rule">{say('computedPoints', { points: points(line.points) })}</small>
              )}
            </>
          ),
        },
        {
          key: 'before',
          title: say('before'),
          align: 'right',
          render: (_, line) => (
            <span className="linli-quiet">
              {valueOf(line.figureId, line.before.value)} · {points(line.before.points)}
            </span>
          ),
        },
      ]}
    />
  )
}

/** The figure; for whoever reads figures it leads to the matters behind it. */
function Behind({ sheet, line }: { sheet: Sheet; line: SheetLine }) {
  const { valueOf } = useFigureWords()
  const mayOpen = useMay('figures.read')
  const value = valueOf(line.figureId, line.value)
  if (!mayOpen || line.value === null) return value
  const { areaId, organisationId } = sheet.behind
  return (
    <Link
      to="/figures/matters"
      search={{
        figure: line.figureId,
        area: areaId,
        from: sheet.cycle.from,
        to: sheet.cycle.to,
        ...(organisationId !== null && { organisation: organisationId }),
      }}
    >
      {value}
    </Link>
  )
}
