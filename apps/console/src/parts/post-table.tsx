import type { Post } from '@linli/contract'
import { defineTexts, Loading, problemOf, QueryError, useSharedTexts, When } from '@linli/ui'
import type { UseQueryResult } from '@tanstack/react-query'
import { Table } from 'antd'
import type { ComponentType } from 'react'

const useTexts = defineTexts(
  'posts',
  { person: '姓名', role: '岗位', where: '在哪里', since: '从', none: '还没有人在岗', outside: '这里的岗位不在您的管辖范围内。' },
  {
    person: 'Name',
    role: 'Post',
    where: 'Where',
    since: 'Since',
    none: 'Nobody holds a post here yet',
    outside: 'The posts here are outside what you look after.',
  },
)

/** Who holds which post where, since when. */
export function PostTable({
  posts,
  person: Person,
}: {
  posts: UseQueryResult<{ items: Post[] }>
  /** Draws a name that leads somewhere. */
  person?: ComponentType<{ id: string; name: string }>
}) {
  const say = useTexts()
  const shared = useSharedTexts()
  if (posts.isPending) return <Loading />
  if (problemOf(posts.error)?.code === 'not_found') return <p className="linli-quiet">{say('outside')}</p>
  if (posts.isError) return <QueryError error={posts.error} onRetry={() => void posts.refetch()} />
  return (
    <Table<Post>
      size="small"
      rowKey="id"
      dataSource={posts.data.items}
      pagination={posts.data.items.length > 20 ? { pageSize: 20 } : false}
      locale={{ emptyText: <span className="linli-quiet">{say('none')}</span> }}
      columns={[
        {
          key: 'person',
          title: say('person'),
          render: (_, post) => (Person ? <Person id={post.accountId} name={post.displayName} /> : post.displayName),
        },
        { key: 'role', title: say('role'), render: (_, post) => shared(`roles.${post.role}`) },
        { key: 'where', title: say('where'), render: (_, post) => post.areaName ?? post.organisationName },
        { key: 'since', title: say('since'), render: (_, post) => <When at={post.validFrom} due /> },
      ]}
    />
  )
}
