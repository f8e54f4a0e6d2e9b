import type { Person } from '@linli/contract'
import { useProblemText, useSteadyKey } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { OneTimePassword } from './one-time-password.tsx'
import { usePeopleTexts } from './texts.ts'
import { useRefreshPeople } from './use-people.tsx'

export type AccountActionName = 'reset_password' | 'disable' | 'remove_second_factor'

const calls: Record<
  AccountActionName,
  (accountId: string, reason: string, idempotencyKey: string) => Promise<{ oneTimePassword?: string }>
> = {
  reset_password: (accountId, reason, idempotencyKey) => api.resetPassword({ params: { accountId }, body: { reason }, idempotencyKey }),
  disable: (accountId, reason, idempotencyKey) =>
    api.disableAccount({ params: { accountId }, body: { reason }, idempotencyKey }).then(() => ({})),
  remove_second_factor: (accountId, reason, idempotencyKey) =>
    api.removeSecondFactor({ params: { accountId }, body: { reason }, idempotencyKey }).then(() => ({})),
}

/** What is done to an account with a reason: says what follows, asks why, and does it. */
export function AccountActionDialog({ action, person, onClose }: { action: AccountActionName; person: Person; onClose: () => void }) {
  const say = usePeopleTexts()
  const problemText = useProblemText()
  const refresh = useRefreshPeople()
  const { message } = App.useApp()
  const keyFor = useSteadyKey()
  const [form] = Form.useForm<{ reason: string }>()
  const [password, setPassword] = useState<string | null>(null)
  const act = useMutation({
    mutationFn: ({ reason }: { reason: string }) => calls[action](person.id, reason.trim(), keyFor([action, person.id, reason])),
    onSuccess: ({ oneTimePassword }) => {
      refresh()
      if (oneTimePassword !== undefined) return setPassword(oneTimePassword)
      message.success(say(`act.${action}.done`))
      onClose()
    },
  })
  if (password !== null) return <OneTimePassword loginName={person.loginName} password={password} onClose={onClose} />
  return (
    <Modal
      open
      title={`${say(`act.${action}.title`)} · ${person.displayName}`}
      okText={say(`act.${action}.send`)}
      okButtonProps={{ danger: action === 'disable' }}
      confirmLoading={act.isPending}
      mask={{ closable: false }}
      width={440}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{say(`act.${action}.what`)}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => act.mutate(given)}>
        <Form.Item
          name="reason"
          label={say('reason')}
          extra={say('reasonHint')}
          rules={[{ required: true, whitespace: true, message: say('required') }]}
        >
          <Input.TextArea rows={2} maxLength={500} autoFocus />
        </Form.Item>
      </Form>
      {act.error && <Alert type="error" showIcon title={problemText(act.error)} />}
    </Modal>
  )
}
