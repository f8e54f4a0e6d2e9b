import type { Person } from '@linli/contract'
import { Empty, Loading, QueryError, useSharedTexts, When } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Table, Tag } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { AccountActionDialog, type AccountActionName } from './account-action.tsx'
import { EndPost } from './end-post.tsx'
import { GivePost } from './give-post.tsx'
import { Leaving } from './leaving.tsx'
import { usePeopleTexts } from './texts.ts'
import { PlaceOfPost } from './use-people.tsx'

/** One person: their posts, and what may be done with posts and account, as the server says. */
export function PersonDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const say = usePeopleTexts()
  const person = useQuery({ queryKey: ['people', 'one', id], queryFn: () => api.getAccount({ params: { accountId: id } }) })
  return (
    <Drawer open size={560} title={person.data?.displayName || say('person.title')} onClose={onClose}>
      {person.isPending ? (
        <Loading />
      ) : person.isError ? (
        <QueryError error={person.error} onRetry={() => void person.refetch()} />
      ) : (
        <PersonCard person={person.data} />
      )}
    </Drawer>
  )
}

type Open = AccountActionName | 'give_post' | 'hand_over' | { endPost: string }

function PersonCard({ person }: { person: Person }) {
  const say = usePeopleTexts()
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const may = (action: Person['abilities'][number]) => person.abilities.includes(action)
  const actions = (['reset_password', 'remove_second_factor', 'disable'] as const).filter(may)
  return (
    <>
      <Facts person={person} />
      <div className="people-head">
        <h2>{say('posts')}</h2>
        {may('give_post') && <Button onClick={() => setOpen('give_post')}>{say('give.title')}</Button>}
      </div>
      <Posts person={person} onEnd={(postId) => setOpen({ endPost: postId })} />
      {(may('hand_over') || actions.length > 0) && (
        <section className="people-actions" aria-label={say('person.actions')}>
          {may('hand_over') && (
            <Button type="primary" onClick={() => setOpen('hand_over')}>
              {say('leave.title')}
            </Button>
          )}
          {actions.map((action) => (
            <Button key={action} danger={action === 'disable'} onClick={() => setOpen(action)}>
              {say(`act.${action}.title`)}
            </Button>
          ))}
        </section>
      )}
      {open === 'give_post' && <GivePost accountId={person.id} onClose={close} />}
      {open === 'hand_over' && <Leaving person={person} onClose={close} />}
      {open !== null && typeof open === 'object' && (
        <EndPost postId={open.endPost} onClose={close} onHandOver={may('hand_over') ? () => setOpen('hand_over') : undefined} />
      )}
      {(open === 'reset_password' || open === 'remove_second_factor' || open === 'disable') && (
        <AccountActionDialog action={open} person={person} onClose={close} />
      )}
    </>
  )
}

function Facts({ person }: { person: Person }) {
  const say = usePeopleTexts()
  const isAdministered = person.loginName !== null || person.maskedPhone !== null
  return (
    <>
      {person.disabledAt && (
        <p>
          <Tag>{say('staff.disabled')}</Tag> <When at={person.disabledAt} />
        </p>
      )}
      {isAdministered && (
        <dl className="facts">
          <dt>{say('staff.account')}</dt>
          <dd>
            {person.loginName ?? say('person.byPhone')} {person.mustChangePassword && <Tag color="gold">{say('staff.oneTime')}</Tag>}
          </dd>
          <dt>{say('staff.phone')}</dt>
          <dd>{person.maskedPhone ?? say('person.noPhone')}</dd>
          <dt>{say('person.secondFactor')}</dt>
          <dd>{person.secondFactorSince ? <When at={person.secondFactorSince} /> : say('person.off')}</dd>
        </dl>
      )}
    </>
  )
}

function Posts({ person, onEnd }: { person: Person; onEnd: (postId: string) => void }) {
  const say = usePeopleTexts()
  const shared = useSharedTexts()
  return (
    <Table<Person['posts'][number]>
      size="small"
      rowKey="id"
      dataSource={person.posts}
      pagination={false}
      locale={{ emptyText: <Empty text={say('staff.noPost')} /> }}
      columns={[
        {
          key: 'post',
          title: say('give.role'),
          render: (_, post) => (
            <>
              {shared(`roles.${post.role}`)}
              <br />
              <span className="linli-quiet">
                <PlaceOfPost post={post} />
              </span>
            </>
          ),
        },
        {
          key: 'when',
          title: say('person.when'),
          render: (_, post) => (
            <>
              {say('person.from')} <When at={post.validFrom} due />
              {post.validTo && (
                <>
                  <br />
                  {say('person.to')} <When at={post.validTo} due />
                </>
              )}
            </>
          ),
        },
        ...(person.posts.some((post) => post.mayEnd)
          ? [
              {
                key: 'end',
                title: <span className="people-hidden">{say('end.title')}</span>,
                width: 80,
                render: (_: unknown, post: Person['posts'][number]) =>
                  post.mayEnd && (
                    <Button size="small" onClick={() => onEnd(post.id)}>
                      {say('end.short')}
                    </Button>
                  ),
              },
            ]
          : []),
      ]}
    />
  )
}
