import type { AuditEntry } from '@linli/contract'
import { actionName, Empty, isOneOf, Loading, QueryError, useLanguage, useSharedTexts, When } from '@linli/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Table } from 'antd'
import { api } from '../../app/api.ts'
import { type AuditSearch, queryOf } from './audit-search.ts'
import { EntryDetail } from './entry-detail.tsx'
import { trailActions, trailObjects, useAuditTexts } from './texts.ts'

/** What was done, newest first; a row opens to what exactly changed. */
export function AuditTable({ search }: { search: AuditSearch }) {
  const say = useAuditTexts()
  const entries = useInfiniteQuery({
    queryKey: ['audit', search],
    queryFn: ({ pageParam, signal }) =>
      api.listAudit({ query: { ...queryOf(search), limit: 50, ...(pageParam && { after: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  if (entries.isPending) return <Loading />
  if (entries.isError) return <QueryError error={entries.error} onRetry={() => void entries.refetch()} />
  const rows = entries.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) return <Empty text={say('none')} />
  return (
    <>
      <Table<AuditEntry>
        size="small"
        rowKey="key"
        dataSource={rows}
        pagination={false}
        scroll={{ x: 720 }}
        expandable={{
          expandedRowRender,
          rowExpandable: (entry) => Object.keys(entry.detail).length > 0,
        }}
        columns={[
          { key: 'when', title: say('when'), width: 170, render: (_, entry) => <When at={entry.at} /> },
          { key: 'who', title: say('person'), width: 180, render: (_, entry) => <Who entry={entry} /> },
          { key: 'what', title: say('action'), render: (_, entry) => <What entry={entry} /> },
          { key: 'object', title: say('object'), render: (_, entry) => <About entry={entry} /> },
        ]}
      />
      {entries.hasNextPage && (
        <Button block loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
          {say('more')}
        </Button>
      )}
    </>
  )
}

function expandedRowRender(entry: AuditEntry) {
  return <EntryDetail entry={entry} />
}

function Who({ entry: { who } }: { entry: AuditEntry }) {
  const say = useAuditTexts()
  if (who.kind !== 'staff') return <span className="linli-quiet">{say(who.kind)}</span>
  return (
    <Link to="/audit" search={{ person: who.loginName ?? '' }}>
      {who.name} <span className="linli-quiet">{who.loginName}</span>
    </Link>
  )
}

function What({ entry }: { entry: AuditEntry }) {
  const say = useAuditTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  if (isOneOf(trailActions, entry.action)) return <>{say(`actions.${entry.action}`)}</>
  const name = actionName(entry.action, shared, language)
  if (entry.source === 'trail') return <>{name}</>
  return (
    <>
      {name} <span className="linli-quiet">{say('step')}</span>
    </>
  )
}

function About({ entry }: { entry: AuditEntry }) {
  const say = useAuditTexts()
  const kind = isOneOf(trailObjects, entry.objectKind) ? say(`objects.${entry.objectKind}`) : entry.objectKind.replaceAll('_', ' ')
  const number = entry.objectKind === 'matter' ? (entry.objectName ?? entry.objectId) : null
  if (number)
    return (
      <>
        {kind}{' '}
        <Link to="/audit" search={{ number }}>
          {number}
        </Link>
      </>
    )
  // An id says nothing to a reader, a code or a name does.
  const name = entry.objectName ?? (entry.objectId !== null && entry.objectId.length < 36 ? entry.objectId : '')
  return (
    <span title={entry.objectId ?? ''}>
      {kind} {name}
    </span>
  )
}
