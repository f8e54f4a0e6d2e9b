import type { Person } from '@linli/contract'
import { Empty, Loading, QueryError, useSharedTexts } from '@linli/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Segmented, Table, Tag } from 'antd'
import { useDeferredValue, useState } from 'react'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { NewAccount } from './new-account.tsx'
import { usePeopleTexts } from './texts.ts'
import { PlaceOfPost } from './use-people.tsx'

/** Everybody on the staff the reader may see, found by name, account or phone number. */
export function AccountList() {
  const say = usePeopleTexts()
  const { find = '', state = 'active' } = useSearch({ from: '/people' })
  const navigate = useNavigate({ from: '/people' })
  const mayWrite = useMay('people.write')
  const [creating, setCreating] = useState(false)
  const search = useDeferredValue(find.trim())
  const people = useInfiniteQuery({
    queryKey: ['people', 'list', search, state],
    queryFn: ({ pageParam, signal }) =>
      api.listAccounts({ query: { state, limit: 50, ...(search && { search }), ...(pageParam && { after: pageParam }) } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
  return (
    <div className="people-sheet">
      <div className="people-tools">
        <Input.Search
          className="people-find"
          placeholder={say(mayWrite ? 'staff.findAll' : 'staff.find')}
          aria-label={say('staff.find')}
          allowClear
          maxLength={60}
          value={find}
          onChange={({ target }) =>
            void navigate({
              search: ({ find: _before, ...rest }) => ({ ...rest, ...(target.value && { find: target.value }) }),
              replace: true,
            })
          }
        />
        <Segmented
          aria-label={say('staff.state')}
          value={state}
          options={(['active', 'disabled', 'all'] as const).map((value) => ({ value, label: say(`staff.states.${value}`) }))}
          onChange={(value) => void navigate({ search: (before) => ({ ...before, state: value }) })}
        />
        {mayWrite && (
          <Button type="primary" onClick={() => setCreating(true)}>
            {say('create.title')}
          </Button>
        )}
      </div>
      {people.isPending ? (
        <Loading />
      ) : people.isError ? (
        <QueryError error={people.error} onRetry={() => void people.refetch()} />
      ) : (
        <>
          <PeopleTable people={people.data.pages.flatMap((page) => page.items)} />
          {people.hasNextPage && (
            <Button block type="text" loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
              {say('staff.more')}
            </Button>
          )}
        </>
      )}
      {creating && <NewAccount onClose={() => setCreating(false)} />}
    </div>
  )
}

function PeopleTable({ people }: { people: readonly Person[] }) {
  const say = usePeopleTexts()
  const shared = useSharedTexts()
  // Only who administers somebody is told these, so for others the columns would be empty.
  const details = people.some((person) => person.loginName !== null)
  return (
    <Table<Person>
      size="middle"
      rowKey="id"
      dataSource={[...people]}
      pagination={false}
      locale={{ emptyText: <Empty text={say('staff.none')} /> }}
      columns={[
        {
          key: 'name',
          title: say('staff.name'),
          width: 150,
          render: (_, person) => (
            <Link from="/people" to="/people" search={(search) => ({ ...search, person: person.id })}>
              {person.displayName || say('staff.nameless')}
            </Link>
          ),
        },
        ...(details
          ? [
              { key: 'login', title: say('staff.account'), render: (_: unknown, person: Person) => person.loginName },
              { key: 'phone', title: say('staff.phone'), width: 130, render: (_: unknown, person: Person) => person.maskedPhone },
            ]
          : []),
        {
          key: 'posts',
          title: say('posts'),
          render: (_, person) =>
            person.posts.length === 0 ? (
              <span className="linli-quiet">{say('staff.noPost')}</span>
            ) : (
              person.posts.map((post) => (
                <div key={post.id}>
                  {shared(`roles.${post.role}`)}{' '}
                  <span className="linli-quiet">
                    · <PlaceOfPost post={post} />
                  </span>
                </div>
              ))
            ),
        },
        {
          key: 'marks',
          title: say('staff.state'),
          width: 170,
          render: (_, person) => (
            <>
              {person.disabledAt && <Tag>{say('staff.disabled')}</Tag>}
              {person.mustChangePassword && !person.disabledAt && <Tag color="gold">{say('staff.oneTime')}</Tag>}
              {person.secondFactorSince && <Tag color="green">{say('staff.secured')}</Tag>}
            </>
          ),
        },
      ]}
    />
  )
}
