import type { HeldPost, Person } from '@linli/contract'
import { Loading, problemOf, QueryError, useProblemText, useSteadyKey } from '@linli/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { HeldPostBlock, type Receiver, receiverAtFirst } from './held-post.tsx'
import { usePeopleTexts } from './texts.ts'
import { useRefreshPeople } from './use-people.tsx'

/** Somebody leaves: what they hold by each post, to whom it goes, and everything at once. */
export function Leaving({ person, onClose }: { person: Person; onClose: () => void }) {
  const say = usePeopleTexts()
  const holdings = useQuery({
    queryKey: ['holdings', person.id],
    queryFn: () => api.getHoldings({ params: { accountId: person.id } }),
    staleTime: 0,
    gcTime: 0,
  })
  const title = `${say('leave.title')} · ${person.displayName}`
  if (holdings.data)
    return (
      <LeavingForm
        // A preview fetched again is another question: who was chosen for posts that are gone does not count.
        key={holdings.data.posts.map((held) => held.post.id).join()}
        title={title}
        person={person}
        held={holdings.data.posts}
        onChanged={() => void holdings.refetch()}
        onClose={onClose}
      />
    )
  return (
    <Modal open title={title} footer={null} width={640} onCancel={onClose}>
      {holdings.isError ? <QueryError error={holdings.error} onRetry={() => void holdings.refetch()} /> : <Loading />}
    </Modal>
  )
}

function LeavingForm({
  title,
  person,
  held,
  onChanged,
  onClose,
}: {
  title: string
  person: Person
  held: readonly HeldPost[]
  onChanged: () => void
  onClose: () => void
}) {
  const say = usePeopleTexts()
  const problemText = useProblemText()
  const refresh = useRefreshPeople()
  const { message } = App.useApp()
  const keyFor = useSteadyKey()
  const [form] = Form.useForm<{ reason: string; disable?: boolean }>()
  const [receivers, setReceivers] = useState<Record<string, Receiver>>(() =>
    Object.fromEntries(held.map((each) => [each.post.id, receiverAtFirst(each)])),
  )
  const isReady = held.every(({ post }) => receivers[post.id] !== undefined && receivers[post.id] !== 'unchosen')
  const leave = useMutation({
    mutationFn: ({ reason, disable = false }: { reason: string; disable?: boolean }) => {
      const posts = held.map(({ post }) => ({ postId: post.id, toAccountId: accountOf(receivers[post.id]) }))
      const body = { reason: reason.trim(), posts, disable }
      return api.leavePosts({ params: { accountId: person.id }, body, idempotencyKey: keyFor([person.id, body]) })
    },
    onSuccess: ({ endedPosts, handedOver }) => {
      refresh()
      message.success(say('leave.done', { posts: endedPosts, work: handedOver }))
      onClose()
    },
  })
  const changed = problemOf(leave.error)?.code === 'posts_changed'
  return (
    <Modal
      open
      title={title}
      okText={say('leave.send')}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={leave.isPending}
      mask={{ closable: false }}
      width={640}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{say('leave.what')}</p>
      {held.map((each) => (
        <HeldPostBlock
          key={each.post.id}
          held={each}
          leaverId={person.id}
          receiver={receivers[each.post.id] ?? 'unchosen'}
          onChoose={(receiver) => setReceivers({ ...receivers, [each.post.id]: receiver })}
        />
      ))}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => leave.mutate(given)}>
        <Form.Item
          name="reason"
          label={say('reason')}
          extra={say('leave.reasonHint')}
          rules={[{ required: true, whitespace: true, message: say('required') }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        {person.abilities.includes('disable') && (
          <Form.Item name="disable" valuePropName="checked">
            <Checkbox>{say('leave.disable')}</Checkbox>
          </Form.Item>
        )}
      </Form>
      {leave.error && (
        <Alert
          type="error"
          showIcon
          title={problemText(leave.error)}
          action={changed && <Button onClick={onChanged}>{say('leave.look')}</Button>}
        />
      )}
    </Modal>
  )
}

function accountOf(receiver: Receiver | undefined): string | null {
  return typeof receiver === 'object' ? receiver.accountId : null
}
