import { useSharedTexts } from '@linli/ui'
import { Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useRulesTexts } from '../texts.ts'
import { ChangeProblem } from './change-problem.tsx'
import { type RuleChange } from './use-rule-change.ts'

/** The field every change of a rule has: why, for the audit trail. */
export function ReasonField({ hint }: { hint?: string }) {
  const say = useRulesTexts()
  return (
    <Form.Item name="reason" label={say('reason')} rules={[{ required: true, whitespace: true, message: say('reasonNeeded') }]}>
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} placeholder={hint ?? say('reasonHint')} />
    </Form.Item>
  )
}

/** Asks why before something is ended or taken away. */
export function ReasonDialog({
  title,
  confirm,
  change,
  onClose,
  children,
}: {
  title: string
  confirm: string
  change: RuleChange<string>
  onClose: () => void
  children?: ReactNode
}) {
  const shared = useSharedTexts()
  const [form] = Form.useForm<{ reason: string }>()
  return (
    <Modal
      open
      title={title}
      okText={confirm}
      cancelText={shared('common.cancel')}
      confirmLoading={change.pending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {children}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => change.send(reason.trim())}>
        <ReasonField />
      </Form>
      <ChangeProblem change={change} />
    </Modal>
  )
}
