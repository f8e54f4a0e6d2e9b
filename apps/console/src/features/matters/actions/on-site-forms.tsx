import { Form, Input, Radio } from 'antd'
import { api } from '../../../app/api.ts'
import { CategorySelect } from '../../../parts/category-select.tsx'
import type { ActionFormProps } from './action-bar.tsx'
import { ActionForm, forgetDraft } from './action-form.tsx'
import { useAct } from './use-act.ts'
import { useActionTexts } from './texts.ts'

interface Verification {
  passed: boolean
  note: string
}

/** What was found on site: done, or back for rework. */
export function VerifyForm({ matter, onDone }: ActionFormProps) {
  const say = useActionTexts()
  const [form] = Form.useForm<Verification>()
  const act = useAct<Verification>(matter, {
    call: (expectedVersion, given, idempotencyKey) =>
      api.verifyMatter({
        params: { matterId: matter.id },
        body: { expectedVersion, passed: given.passed, note: given.note.trim() },
        idempotencyKey,
      }),
    done: say('done', { action: say('verify') }),
    onDone: () => {
      forgetDraft(matter, 'verify')
      onDone()
    },
  })
  return (
    <ActionForm matter={matter} action="verify" act={act} form={form} initialValues={{}} submitLabel={say('verify')}>
      {matter.publicAnswer && <p className="said quote">{matter.publicAnswer}</p>}
      <Form.Item name="passed" label={say('passed')} rules={[{ required: true, message: say('choose') }]}>
        <Radio.Group
          optionType="button"
          options={[
            { value: true, label: say('yes') },
            { value: false, label: say('no') },
          ]}
        />
      </Form.Item>
      <Form.Item name="note" label={say('note')} rules={[{ required: true, whitespace: true, message: say('required') }]}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} />
      </Form.Item>
    </ActionForm>
  )
}

interface Solution {
  result: string
  categoryCode?: string
}

/** The grid worker went and put it right at once. */
export function SolveForm({ matter, onDone }: ActionFormProps) {
  const say = useActionTexts()
  const [form] = Form.useForm<Solution>()
  const act = useAct<Solution>(matter, {
    call: (expectedVersion, given, idempotencyKey) =>
      api.solveReportedOnSpot({
        params: { matterId: matter.id },
        body: { expectedVersion, result: given.result.trim(), ...(given.categoryCode && { categoryCode: given.categoryCode }) },
        idempotencyKey,
      }),
    done: say('done', { action: say('solve_on_spot') }),
    onDone: () => {
      forgetDraft(matter, 'solve_on_spot')
      onDone()
    },
  })
  return (
    <ActionForm
      matter={matter}
      action="solve_on_spot"
      act={act}
      form={form}
      initialValues={matter.categoryCode ? { categoryCode: matter.categoryCode } : {}}
      submitLabel={say('solve_on_spot')}
    >
      <Form.Item name="result" label={say('result')} rules={[{ required: true, whitespace: true, message: say('required') }]}>
        <Input.TextArea autoFocus placeholder={say('resultHint')} autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="categoryCode" label={say('category')}>
        <CategorySelect placeholder={say('categoryHint')} />
      </Form.Item>
    </ActionForm>
  )
}
