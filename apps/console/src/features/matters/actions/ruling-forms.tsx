import type { Matter, OpenRequest, RequestKind } from '@linli/contract'
import { useSharedTexts, When } from '@linli/ui'
import { Form, InputNumber, Radio } from 'antd'
import { api } from '../../../app/api.ts'
import { TimeInput } from '../../../parts/time-input.tsx'
import { type ActionFormProps, StepForm } from '../../../parts/actions/step-form.tsx'
import { useActionTexts } from '../../../parts/actions/texts.ts'
import { said, WordsField } from '../../../parts/actions/words-field.tsx'

interface Ruling {
  granted: boolean
  words?: string
}

/** Agrees that an assignment goes back, or insists. */
export function RuleReturnForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter, assignmentId } = props
  return (
    <StepForm<Ruling>
      {...props}
      action="rule_return"
      call={(expectedVersion, { granted, words }, idempotencyKey) =>
        api.ruleReturn({
          params: { matterId: matter.id, assignmentId },
          body: { expectedVersion, granted, ...said('words', words) },
          idempotencyKey,
        })
      }
    >
      <Asked request={requestOf(matter, assignmentId, 'return')} />
      <Granted yes={say('returnYes')} no={say('returnNo')} />
      <WordsField label={say('rulingWords')} optional rows={2} />
    </StepForm>
  )
}

/** Grants the days asked for, fewer, or none. */
export function RuleExtensionForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter, assignmentId } = props
  const [form] = Form.useForm<Ruling & { days?: number }>()
  const granted = Form.useWatch('granted', form)
  const request = requestOf(matter, assignmentId, 'extend')
  return (
    <StepForm<Ruling & { days?: number }>
      {...props}
      action="rule_extension"
      form={form}
      initialValues={request?.askedDays ? { days: request.askedDays } : {}}
      call={(expectedVersion, { granted: yes, days, words }, idempotencyKey) =>
        api.ruleExtension({
          params: { matterId: matter.id, assignmentId },
          body: { expectedVersion, granted: yes, ...(yes && days && { days }), ...said('words', words) },
          idempotencyKey,
        })
      }
    >
      <Asked request={request} />
      <Granted yes={say('extensionYes')} no={say('extensionNo')} />
      {granted && (
        <Form.Item name="days" label={say('grantedDays')} rules={[{ required: true, message: say('required') }]}>
          <InputNumber min={1} max={365} precision={0} />
        </Form.Item>
      )}
      <WordsField label={say('rulingWords')} optional rows={2} />
    </StepForm>
  )
}

/** Approves a suspension, until the planned date or another. */
export function RuleSuspensionForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter, assignmentId } = props
  const [form] = Form.useForm<Ruling & { planDate?: string }>()
  const granted = Form.useWatch('granted', form)
  const request = requestOf(matter, assignmentId, 'suspend')
  return (
    <StepForm<Ruling & { planDate?: string }>
      {...props}
      action="rule_suspension"
      form={form}
      initialValues={request?.planDate ? { planDate: request.planDate } : {}}
      call={(expectedVersion, { granted: yes, planDate, words }, idempotencyKey) =>
        api.ruleSuspension({
          params: { matterId: matter.id, assignmentId },
          body: { expectedVersion, granted: yes, ...(yes && planDate && { planDate }), ...said('words', words) },
          idempotencyKey,
        })
      }
    >
      <Asked request={request} />
      <Granted yes={say('suspensionYes')} no={say('suspensionNo')} />
      {granted && (
        <Form.Item name="planDate" label={say('planDate')} rules={[{ required: true, message: say('required') }]}>
          <TimeInput />
        </Form.Item>
      )}
      <WordsField label={say('rulingWords')} optional rows={2} />
    </StepForm>
  )
}

/** What was asked, by whom and when, so that nobody rules without having read it. */
function Asked({ request }: { request: OpenRequest | undefined }) {
  const say = useActionTexts()
  const shared = useSharedTexts()
  if (!request) return null
  return (
    <div className="quote">
      <strong>
        {request.organisationName} · {shared(`requestKinds.${request.kind}`)}
      </strong>
      {request.reason && <p>{shared(`returnReasons.${request.reason}`)}</p>}
      {request.askedDays !== null && <p>{say('askedDays', { days: request.askedDays })}</p>}
      {request.planDate && (
        <p>
          {say('planDate')} <When at={request.planDate} due />
        </p>
      )}
      <p className="said">{request.words}</p>
      <span className="linli-quiet linli-small">
        <When at={request.askedAt} />
      </span>
    </div>
  )
}

function Granted({ yes, no }: { yes: string; no: string }) {
  const say = useActionTexts()
  return (
    <Form.Item name="granted" label={say('ruling')} rules={[{ required: true, message: say('choose') }]}>
      <Radio.Group
        optionType="button"
        options={[
          { value: true, label: yes },
          { value: false, label: no },
        ]}
      />
    </Form.Item>
  )
}

function requestOf(matter: Matter, assignmentId: string, kind: RequestKind): OpenRequest | undefined {
  return matter.requests.find((request) => request.assignmentId === assignmentId && request.kind === kind)
}
