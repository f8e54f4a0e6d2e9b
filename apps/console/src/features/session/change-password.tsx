import type { Me } from '@linli/contract'
import { useProblemText } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal } from 'antd'
import { api } from '../../app/api.ts'
import { useSessionTexts } from './texts.ts'

interface Passwords {
  oldPassword: string
  newPassword: string
}

/** Changes my password. `forced` after a one-time password: there is no way around it. */
export default function ChangePassword({ forced = false, onClose }: { forced?: boolean; onClose?: () => void }) {
  const say = useSessionTexts()
  const problemText = useProblemText()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Passwords>()
  const change = useMutation({
    mutationFn: ({ oldPassword, newPassword }: Passwords) => api.changePassword({ body: { oldPassword, newPassword } }),
    onSuccess: () => {
      queries.setQueryData<Me | null>(['me'], (me) => me && { ...me, mustChangePassword: false })
      message.success(say('change.done'))
      onClose?.()
    },
  })
  return (
    <Modal
      open
      title={say('change.title')}
      okText={say('change.save')}
      confirmLoading={change.isPending}
      closable={!forced}
      keyboard={!forced}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      {...(onClose && { onCancel: onClose })}
      {...(forced && { cancelButtonProps: { hidden: true } })}
      width={440}
    >
      {forced && <p>{say('change.forced')}</p>}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => change.mutate(given)}>
        <Form.Item name="oldPassword" label={say('change.old')} rules={[{ required: true, message: say('required') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="newPassword"
          label={say('change.fresh')}
          extra={say('change.hint')}
          rules={[{ required: true, min: 12, message: say('change.hint') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="repeat"
          label={say('change.repeat')}
          dependencies={['newPassword']}
          rules={[
            {
              validator: (_, value: string | undefined) =>
                value === form.getFieldValue('newPassword') ? Promise.resolve() : Promise.reject(new Error(say('change.different'))),
            },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
      {change.error && <Alert type="error" showIcon title={problemText(change.error)} />}
    </Modal>
  )
}
