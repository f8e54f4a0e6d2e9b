import { type ReturnReason, returnReasons } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Form, Input, Select } from 'antd'
import { api } from '../../../app/api.ts'
import type { ActionFormProps } from './action-bar.tsx'
import { ActionForm, forgetDraft } from './action-form.tsx'
import { useAct } from './use-act.ts'
import { useActionTexts } from './texts.ts'

/** Takes an assignment on. */
export function ClaimForm({ matter, assignmentId, onDone }: ActionFormProps) {
  const say = useActionTexts()
  const [form] = Form.useForm<object>()
  const act = useAct<object>(matter, {
    call: (expectedVersion, _given, idempotencyKey) =>
      api.claimAssignment({ params: { matterId: matter.id, assignmentId }, body: { expectedVersion }, idempotencyKey }),
    done: say('done', { action: say('claim') }),
    onDone,
  })
  const assignment = matter.assignments.find((one) => one.id === assignmentId)
  return (
    <ActionForm matter={matter} action="claim" act={act} form={form} initialValues={{}} submitLabel={say('claim')} focusSubmit>
      <p className="said quote">{matter.text}</p>
      {assignment?.instruction && <p>{say('told', { words: assignment.instruction })}</p>}
      <p>{say('claimWords')}</p>
    </ActionForm>
  )
}

interface Result {
  result: string
  publicAnswer?: string
}

/** Says what was done; the lead also writes the answer the reporter reads. */
export function FinishForm({ matter, assignmentId, onDone }: ActionFormProps) {
  const say = useActionTexts()
  const [form] = Form.useForm<Result>()
  const act = useAct<Result>(matter, {
    call: (expectedVersion, given, idempotencyKey) =>
      api.finishAssignment({
        params: { matterId: matter.id, assignmentId },
        body: { expectedVersion, result: given.result.trim(), ...(given.publicAnswer && { publicAnswer: given.publicAnswer.trim() }) },
        idempotencyKey,
      }),
    done: say('done', { action: say('finish') }),
    onDone: () => {
      forgetDraft(matter, 'finish')
      onDone()
    },
  })
  const leads = matter.assignments.some((one) => one.id === assignmentId && one.part === 'lead')
  const required = [{ required: true, whitespace: true, message: say('required') }]
  return (
    <ActionForm matter={matter} action="finish" act={act} form={form} initialValues={{}} submitLabel={say('finish')}>
      <p className="said quote">{matter.text}</p>
      <Form.Item name="result" label={say('result')} rules={required}>
        <Input.TextArea autoFocus placeholder={say('resultHint')} autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} />
      </Form.Item>
      {leads && (
        <Form.Item name="publicAnswer" label={say('publicAnswer')} rules={required}>
          <Input.TextArea placeholder={say('publicAnswerHint')} autoSize={{ minRows: 3, maxRows: 12 }} maxLength={2000} />
        </Form.Item>
      )}
    </ActionForm>
  )
}

interface Return {
  reason: ReturnReason
  words: string
}

/** Gives an assignment back, with a reason the desk can act on. */
export function ReturnForm({ matter, assignmentId, onDone }: ActionFormProps) {
  const say = useActionTexts()
  const shared = useSharedTexts()
  const [form] = Form.useForm<Return>()
  const act = useAct<Return>(matter, {
    call: (expectedVersion, given, idempotencyKey) =>
      api.returnAssignment({
        params: { matterId: matter.id, assignmentId },
        body: { expectedVersion, reason: given.reason, words: given.words.trim() },
        idempotencyKey,
      }),
    done: say('done', { action: say('return') }),
    onDone: () => {
      forgetDraft(matter, 'return')
      onDone()
    },
  })
  return (
    <ActionForm matter={matter} action="return" act={act} form={form} initialValues={{}} submitLabel={say('return')}>
      <Form.Item name="reason" label={say('reason')} rules={[{ required: true, message: say('choose') }]}>
        <Select autoFocus options={returnReasons.map((reason) => ({ value: reason, label: shared(`returnReasons.${reason}`) }))} />
      </Form.Item>
      <Form.Item
        name="words"
        label={say('returnWords')}
        extra={say('returnWordsHint')}
        rules={[{ required: true, whitespace: true, message: say('required') }]}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} />
      </Form.Item>
    </ActionForm>
  )
}
