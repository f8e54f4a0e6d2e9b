import { createStaffAccount } from '@linli/contract'
import { useProblemText, useSteadyKey } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import { Alert, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { OneTimePassword } from './one-time-password.tsx'
import { usePeopleTexts } from './texts.ts'
import { useRefreshPeople } from './use-people.tsx'

interface Given {
  displayName: string
  loginName: string
  phone?: string
}

const { loginName, phone } = createStaffAccount.body.properties
const patternOf = (schema: object) => new RegExp((schema as { pattern: string }).pattern)

/** Makes an account and shows its one-time password, this once. */
export function NewAccount({ onClose }: { onClose: () => void }) {
  const say = usePeopleTexts()
  const problemText = useProblemText()
  const refresh = useRefreshPeople()
  const keyFor = useSteadyKey()
  const [form] = Form.useForm<Given>()
  const [made, setMade] = useState<{ password: string; name: string } | null>(null)
  const create = useMutation({
    mutationFn: (given: Given) => {
      const body = { displayName: given.displayName.trim(), loginName: given.loginName.trim(), ...(given.phone && { phone: given.phone }) }
      return api.createStaffAccount({ body, idempotencyKey: keyFor(body) })
    },
    onSuccess: ({ account, oneTimePassword }) => {
      refresh()
      setMade({ password: oneTimePassword, name: account.loginName ?? '' })
    },
  })
  if (made) return <OneTimePassword loginName={made.name} password={made.password} onClose={onClose} />
  return (
    <Modal
      open
      title={say('create.title')}
      okText={say('create.send')}
      confirmLoading={create.isPending}
      mask={{ closable: false }}
      width={440}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => create.mutate(given)}>
        <Form.Item name="displayName" label={say('staff.name')} rules={[{ required: true, whitespace: true, message: say('required') }]}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item
          name="loginName"
          label={say('staff.account')}
          extra={say('create.accountHint')}
          rules={[{ required: true, pattern: patternOf(loginName), message: say('create.accountHint') }]}
        >
          <Input maxLength={63} autoCapitalize="none" autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="phone"
          label={say('create.phone')}
          extra={say('create.phoneHint')}
          rules={[{ pattern: patternOf(phone), message: say('create.phoneWrong') }]}
        >
          <Input maxLength={11} inputMode="tel" autoComplete="off" />
        </Form.Item>
      </Form>
      {create.error && <Alert type="error" showIcon title={problemText(create.error)} />}
    </Modal>
  )
}
