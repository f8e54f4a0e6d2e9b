import { CheckCircleOutlined, DownloadOutlined, WarningOutlined } from '@ant-design/icons'
import type { DocumentEntry } from '@linli/contract'
import { Empty, Loading, QueryError, useProblemText, useSteadyKey, When } from '@linli/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Progress, Table } from 'antd'
import type { ReactNode } from 'react'
import { api } from '../../app/api.ts'
import { documentsKey } from '../../parts/export/use-export.ts'
import { useDocumentsTexts } from './texts.ts'

const isOpen = ({ state }: DocumentEntry) => state === 'waiting' || state === 'working'
/** While something is being made its progress is looked at so often, else now and then: a plan may have made one. */
const soonMs = 1000
const laterMs = 60_000

export function DocumentList() {
  const say = useDocumentsTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const keyFor = useSteadyKey()
  const documents = useQuery({
    queryKey: documentsKey,
    queryFn: async () => (await api.listDocuments({ query: { limit: 100 } })).items,
    refetchInterval: ({ state }) => (state.data?.some(isOpen) ? soonMs : laterMs),
  })
  const cancel = useMutation({
    mutationFn: (documentId: string) => api.cancelDocument({ params: { documentId }, idempotencyKey: keyFor(documentId) }),
    // Ready a moment before: then the list says so.
    onSettled: () => queries.invalidateQueries({ queryKey: documentsKey }),
  })
  if (documents.isPending) return <Loading />
  if (documents.isError && !documents.data) return <QueryError error={documents.error} onRetry={() => void documents.refetch()} />
  if (documents.data.length === 0) return <Empty text={say('list.none')} />
  return (
    <>
      {cancel.error && <Alert type="error" showIcon closable title={problemText(cancel.error)} className="documents-problem" />}
      <Table<DocumentEntry>
        rowKey="id"
        size="small"
        scroll={{ x: 860 }}
        dataSource={documents.data}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: say('list.name'), key: 'name', render: (_, row) => <Name row={row} /> },
          { title: say('list.ordered'), key: 'ordered', width: 150, render: (_, row) => <When at={row.orderedAt} /> },
          { title: say('list.state'), key: 'state', width: 220, render: (_, row) => <State row={row} /> },
          { title: say('list.kept'), key: 'kept', width: 150, render: (_, row) => (row.expiresAt ? <When at={row.expiresAt} /> : '–') },
          {
            title: say('list.actions'),
            key: 'actions',
            width: 150,
            render: (_, row) =>
              row.state === 'ready' ? (
                <Button
                  size="small"
                  icon={<DownloadOutlined aria-hidden />}
                  href={`/api/documents/${row.id}/content`}
                  aria-label={say('list.downloadOf', { name: row.name })}
                >
                  {say('list.download')}
                </Button>
              ) : isOpen(row) && row.isMine ? (
                <Button size="small" loading={cancel.isPending && cancel.variables === row.id} onClick={() => cancel.mutate(row.id)}>
                  {say('list.cancel')}
                </Button>
              ) : null,
          },
        ]}
      />
    </>
  )
}

function Name({ row }: { row: DocumentEntry }) {
  const say = useDocumentsTexts()
  return (
    <div>
      {row.name}
      <div className="linli-quiet linli-small">
        {say(`kinds.${row.kind}`)} · {row.orderedBy ?? say('list.byPlan')}
        {row.bytes !== null && ` · ${say('list.size', { size: sizeOf(row.bytes) })}`}
      </div>
    </div>
  )
}

function State({ row }: { row: DocumentEntry }) {
  const say = useDocumentsTexts()
  if (!isOpen(row))
    return (
      <span className={row.state === 'ready' ? undefined : 'linli-quiet'}>
        {icons[row.state]} {say(`states.${row.state}`)}
      </span>
    )
  const percent = row.total ? Math.min(99, Math.floor((row.done / row.total) * 100)) : 0
  return (
    <div aria-live="polite">
      <Progress percent={percent} size="small" status="active" aria-label={say(`states.${row.state}`)} />
      <span className="linli-quiet linli-small">
        {row.state === 'waiting' || row.total === null || row.kind === 'report'
          ? say(`states.${row.state}`)
          : say('list.rows', { done: row.done.toLocaleString('en-US'), total: row.total.toLocaleString('en-US') })}
      </span>
    </div>
  )
}

const icons: Partial<Record<DocumentEntry['state'], ReactNode>> = {
  ready: <CheckCircleOutlined aria-hidden />,
  failed: <WarningOutlined aria-hidden />,
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
