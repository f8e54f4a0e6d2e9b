import { BellOutlined } from '@ant-design/icons'
import { Empty, QueryError, useLanguage, When } from '@linli/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Badge, Button, Popover } from 'antd'
import { useRef, useState } from 'react'
import { api } from '../../app/api.ts'
import { useLiveChanges } from '../../app/live.ts'
import { useNoticesTexts } from './texts.ts'

const noticesKey = ['notices']

/** My inbox: how many are unread, the newest ones, each leading to its matter. */
export function NoticesBell() {
  const say = useNoticesTexts()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const notices = useQuery({ queryKey: [...noticesKey, useLanguage()], queryFn: () => api.listNotices({ query: { limit: 20 } }) })
  const due = useRef<ReturnType<typeof setTimeout>>(undefined)
  useLiveChanges(() => {
    due.current ??= setTimeout(() => {
      due.current = undefined
      void queries.invalidateQueries({ queryKey: noticesKey })
    }, 2000)
  })
  const unread = notices.data?.unread ?? 0
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      title={say('title')}
      content={<NoticeList onOpen={() => setOpen(false)} />}
    >
      <Badge count={unread} overflowCount={99} size="small" offset={[0, 4]}>
        <Button type="text" shape="circle" icon={<BellOutlined />} aria-label={say('bell', { count: unread })} />
      </Badge>
    </Popover>
  )
}

function NoticeList({ onOpen }: { onOpen: () => void }) {
  const say = useNoticesTexts()
  const queries = useQueryClient()
  const notices = useQuery({ queryKey: [...noticesKey, useLanguage()], queryFn: () => api.listNotices({ query: { limit: 20 } }) })
  const read = useMutation({
    mutationFn: (upTo: string) => api.readNotices({ body: { upTo } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: noticesKey }),
  })
  if (notices.isError && !notices.data) return <QueryError error={notices.error} onRetry={() => void notices.refetch()} />
  const items = notices.data?.items ?? []
  const newest = items[0]
  if (!newest) return <Empty text={say('none')} />
  return (
    <div className="notices">
      <ul>
        {items.map((notice) => (
          <li key={notice.id} data-unread={notice.readAt === null}>
            {typeof notice.facts['alertId'] === 'string' ? (
              <Link to="/alerts" search={{ alert: notice.facts['alertId'] }} onClick={onOpen}>
                {notice.text}
              </Link>
            ) : notice.matterId ? (
              <Link to="/desk" search={{ view: 'all', matter: notice.matterId }} onClick={onOpen}>
                {notice.text}
              </Link>
            ) : notice.event === 'report_ready' || notice.event === 'export_ready' ? (
              <Link to="/documents" onClick={onOpen}>
                {notice.text}
              </Link>
            ) : (
              notice.text
            )}
            <span className="linli-quiet linli-small">
              <When at={notice.at} />
            </span>
          </li>
        ))}
      </ul>
      <Button block type="text" loading={read.isPending} onClick={() => read.mutate(newest.id)}>
        {say('readAll')}
      </Button>
    </div>
  )
}
