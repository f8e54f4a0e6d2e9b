import { refusalReasons, type RefusalReason } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Form, Input, Select } from 'antd'
import { api } from '../../../app/api.ts'
import { useMattersTexts } from '../texts.ts'
import type { ActionFormProps } from './action-bar.tsx'
import { ActionForm, forgetDraft } from './action-form.tsx'
import { useAct } from './use-act.ts'

interface Refusal {
  reason: RefusalReason
  words: string
}

/** Why not, and who to turn to: the reporter reads both. */
export function RefuseForm({ matter, onDone }: ActionFormProps) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const [form] = Form.useForm<Refusal>()
  const act = useAct<Refusal>(matter, {
    call: (expectedVersion, given, idempotencyKey) => api.refuseMatter({ params: { matterId: matter.id }, body: { expectedVersion, reason: given.reason, words: given.words.trim() }, idempotencyKey }),
    done: say('act.done', { action: say('act.refuse') }),
    onDone: () => {
      forgetDraft(matter, 'refuse')
      onDone()
    },
  })
  return (
    <ActionForm matter={matter} action="refuse" act={act} form={form} initialValues={{}} submitLabel={say('act.refuse')}>
      <p className="said quote">{matter.text}</p>
      <Form.Item name="reason" label={say('act.reason')} rules={[{ required: true, message: say('act.choose') }]}>
        <Select autoFocus options={refusalReasons.map((reason) => ({ value: reason, label: shared(`refusalReasons.${reason}`) }))} />
      </Form.Item>
      <Form.Item name="words" label={say('act.refuseWords')} extra={say('act.refuseWordsHint')} rules={[{ required: true, whitespace: true, message: say('act.required') }]}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} showCount />
      </Form.Item>
    </ActionForm>
  )
}
