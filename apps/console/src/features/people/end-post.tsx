import { problemOf, useProblemText, useSteadyKey } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal } from 'antd'
import { api } from '../../app/api.ts'
import { TimeInput } from '../../parts/time-input.tsx'
import { usePeopleTexts } from './texts.ts'
import { useRefreshPeople } from './use-people.tsx'

/** Ends one post, now or at a date. Where nobody would be left the way leads to handing over. */
export function EndPost({ postId, onClose, onHandOver }: { postId: string; onClose: () => void; onHandOver: (() => void) | undefined }) {
  const say = usePeopleTexts()
  const problemText = useProblemText()
  const refresh = useRefreshPeople()
  const { message } = App.useApp()
  const keyFor = useSteadyKey()
  const [form] = Form.useForm<{ reason: string; endsAt?: string }>()
  const end = useMutation({
    mutationFn: ({ reason, endsAt }: { reason: string; endsAt?: string }) => {
      const body = { reason: reason.trim(), ...(endsAt && { endsAt }) }
      return api.endPost({ params: { postId }, body, idempotencyKey: keyFor([postId, body]) })
    },
    onSuccess: () => {
      refresh()
      message.success(say('end.done'))
      onClose()
    },
  })
  return (
    <Modal
      open
      title={say('end.title')}
      okText={say('end.title')}
      confirmLoading={end.isPending}
      mask={{ closable: false }}
      width={440}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{say('end.what')}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => end.mutate(given)}>
        <Form.Item name="endsAt" label={say('end.when')} extra={say('end.whenHint')}>
          <TimeInput />
        </Form.Item>
        <Form.Item name="reason" label={say('reason')} rules={[{ required: true, whitespace: true, message: say('required') }]}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
      {end.error && (
        <Alert
          type="error"
          showIcon
          title={problemText(end.error)}
          action={problemOf(end.error)?.code === 'nobody_left' && onHandOver && <Button onClick={onHandOver}>{say('leave.title')}</Button>}
        />
      )}
    </Modal>
  )
}
