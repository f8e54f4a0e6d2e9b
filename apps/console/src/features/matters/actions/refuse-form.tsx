import { refusalReasons, type RefusalReason } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Form, Input, Select } from 'antd'
import { api } from '../../../app/api.ts'
import type { ActionFormProps } from './action-bar.tsx'
import { ActionForm, forgetDraft } from './action-form.tsx'
import { useAct } from './use-act.ts'
import { useActionTexts } from './texts.ts'

interface Refusal {
  reason: RefusalReason
  words: string
}

/** Why not, and who to turn to: the reporter reads both. */
export function RefuseForm({ matter, onDone }: ActionFormProps) {
  const say = useActionTexts()
  const shared = useSharedTexts()
  const [form] = Form.useForm<Refusal>()
  const act = useAct<Refusal>(matter, {
    call: (expectedVersion, given, idempotencyKey) =>
      api.refuseMatter({
        params: { matterId: matter.id },
        body: { expectedVersion, reason: given.reason, words: given.words.trim() },
        idempotencyKey,
      }),
    done: say('done', { action: say('refuse') }),
    onDone: () => {
      forgetDraft(matter, 'refuse')
      onDone()
    },
  })
  return (
    <ActionForm matter={matter} action="refuse" act={act} form={form} initialValues={{}} submitLabel={say('refuse')}>
      <p className="said quote">{matter.text}</p>
      <Form.Item name="reason" label={say('reason')} rules={[{ required: true, message: say('choose') }]}>
        <Select autoFocus options={refusalReasons.map((reason) => ({ value: reason, label: shared(`refusalReasons.${reason}`) }))} />
      </Form.Item>
      <Form.Item
        name="words"
        label={say('refuseWords')}
        extra={say('refuseWordsHint')}
        rules={[{ required: true, whitespace: true, message: say('required') }]}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} showCount />
      </Form.Item>
    </ActionForm>
  )
}
