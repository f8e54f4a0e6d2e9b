import { type ReturnReason, returnReasons } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Form, Input, Select } from 'antd'
import { api } from '../../../app/api.ts'
import { useMattersTexts } from '../texts.ts'
import type { ActionFormProps } from './action-bar.tsx'
import { ActionForm, forgetDraft } from './action-form.tsx'
import { useAct } from './use-act.ts'

/** Takes an assignment on. */
export function ClaimForm({ matter, assignmentId, onDone }: ActionFormProps) {
  const say = useMattersTexts()
  const [form] = Form.useForm<object>()
  const act = useAct<object>(matter, {
    call: (expectedVersion, _given, idempotencyKey) => api.claimAssignment({ params: { matterId: matter.id, assignmentId }, body: { expectedVersion }, idempotencyKey }),
    done: say('act.done', { action: say('act.claim') }),
    onDone,
  })
  const assignment = matter.assignments.find((one) => one.id === assignmentId)
  return (
    <ActionForm matter={matter} action="claim" act={act} form={form} initialValues={{}} submitLabel={say('act.claim')}>
      <p className="said quote">{matter.text}</p>
      {assignment?.instruction && <p>{say('one.instruction', { words: assignment.instruction })}</p>}
      <p>{say('act.claimWords')}</p>
    </ActionForm>
  )
}

interface Result {
  result: string
  publicAnswer?: string
}

/** Says what was done; the lead also writes the answer the reporter reads. */
export function FinishForm({ matter, assignmentId, onDone }: ActionFormProps) {
  const say = useMattersTexts()
  const [form] = Form.useForm<Result>()
  const act = useAct<Result>(matter, {
    call: (expectedVersion, given, idempotencyKey) =>
      api.finishAssignment({ params: { matterId: matter.id, assignmentId }, body: { expectedVersion, result: given.result.trim(), ...(given.publicAnswer && { publicAnswer: given.publicAnswer.trim() }) }, idempotencyKey }),
    done: say('act.done', { action: say('act.finish') }),
    onDone: () => {
      forgetDraft(matter, 'finish')
      onDone()
    },
  })
  const leads = matter.assignments.some((one) => one.id === assignmentId && one.part === 'lead')
  const required = [{ required: true, whitespace: true, message: say('act.required') }]
  return (
    <ActionForm matter={matter} action="finish" act={act} form={form} initialValues={{}} submitLabel={say('act.finish')}>
      <p className="said quote">{matter.text}</p>
      <Form.Item name="result" label={say('act.result')} rules={required}>
        <Input.TextArea autoFocus placeholder={say('act.resultHint')} autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} />
      </Form.Item>
      {leads && (
        <Form.Item name="publicAnswer" label={say('act.publicAnswer')} rules={required}>
          <Input.TextArea placeholder={say('act.publicAnswerHint')} autoSize={{ minRows: 3, maxRows: 12 }} maxLength={2000} />
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
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const [form] = Form.useForm<Return>()
  const act = useAct<Return>(matter, {
    call: (expectedVersion, given, idempotencyKey) => api.returnAssignment({ params: { matterId: matter.id, assignmentId }, body: { expectedVersion, reason: given.reason, words: given.words.trim() }, idempotencyKey }),
    done: say('act.done', { action: say('act.return') }),
    onDone: () => {
      forgetDraft(matter, 'return')
      onDone()
    },
  })
  return (
    <ActionForm matter={matter} action="return" act={act} form={form} initialValues={{}} submitLabel={say('act.return')}>
      <Form.Item name="reason" label={say('act.reason')} rules={[{ required: true, message: say('act.choose') }]}>
        <Select autoFocus options={returnReasons.map((reason) => ({ value: reason, label: shared(`returnReasons.${reason}`) }))} />
      </Form.Item>
      <Form.Item name="words" label={say('act.returnWords')} extra={say('act.returnWordsHint')} rules={[{ required: true, whitespace: true, message: say('act.required') }]}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} />
      </Form.Item>
    </ActionForm>
  )
}
