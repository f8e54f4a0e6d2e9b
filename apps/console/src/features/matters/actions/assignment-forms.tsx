import { type ReturnReason, returnReasons } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Form, InputNumber, Radio, Select } from 'antd'
import { api } from '../../../app/api.ts'
import { TimeInput } from '../../../parts/time-input.tsx'
import { FilesField, withFiles } from '../../../parts/actions/files-field.tsx'
import { type ActionFormProps, StepForm } from '../../../parts/actions/step-form.tsx'
import { useActionTexts } from '../../../parts/actions/texts.ts'
import { said, WordsField } from '../../../parts/actions/words-field.tsx'

/** Takes an assignment on. */
export function ClaimForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter, assignmentId } = props
  const assignment = matter.assignments.find((one) => one.id === assignmentId)
  return (
    <>
      <p className="said quote">{matter.text}</p>
      {assignment?.instruction && <p>{say('told', { words: assignment.instruction })}</p>}
      <p>{say('claimWords')}</p>
      <StepForm<object>
        {...props}
        action="claim"
        call={(expectedVersion, _given, idempotencyKey) =>
          api.claimAssignment({ params: { matterId: matter.id, assignmentId }, body: { expectedVersion }, idempotencyKey })
        }
      />
    </>
  )
}

interface Result {
  result: string
  publicAnswer?: string
  fileIds?: string[]
}

/** Says what was done; the lead also writes the answer the reporter reads. */
export function FinishForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter, assignmentId } = props
  const leads = matter.assignments.some((one) => one.id === assignmentId && one.part === 'lead')
  return (
    <StepForm<Result>
      {...props}
      action="finish"
      call={(expectedVersion, { result, publicAnswer, fileIds }, idempotencyKey) =>
        api.finishAssignment({
          params: { matterId: matter.id, assignmentId },
          body: { expectedVersion, result: result.trim(), ...said('publicAnswer', publicAnswer), ...withFiles(fileIds) },
          idempotencyKey,
        })
      }
    >
      <p className="said quote">{matter.text}</p>
      <WordsField name="result" label={say('result')} hint={say('resultHint')} autoFocus />
      {leads && <WordsField name="publicAnswer" label={say('publicAnswer')} hint={say('publicAnswerHint')} rows={3} />}
      <FilesField />
    </StepForm>
  )
}

interface Progress {
  words: string
  visibility: 'public' | 'internal'
  fileIds?: string[]
}

/** How it is going, for the reporter too or among staff. */
export function ProgressForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter, assignmentId } = props
  return (
    <StepForm<Progress>
      {...props}
      action="progress"
      initialValues={{ visibility: 'internal' }}
      call={(expectedVersion, { words, visibility, fileIds }, idempotencyKey) =>
        api.noteProgress({
          params: { matterId: matter.id, assignmentId },
          body: { expectedVersion, words: words.trim(), visibility, ...withFiles(fileIds) },
          idempotencyKey,
        })
      }
    >
      <WordsField label={say('progressWords')} autoFocus />
      <Form.Item name="visibility" label={say('whoReads')} required>
        <Radio.Group
          options={[
            { value: 'internal', label: say('readsStaff') },
            { value: 'public', label: say('readsReporter') },
          ]}
        />
      </Form.Item>
      <FilesField />
    </StepForm>
  )
}

/** A whistled organisation is at the place. From a desk there is no position to tell; from the phone there is. */
export function SignInForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter, assignmentId } = props
  return (
    <StepForm<{ words?: string }>
      {...props}
      action="sign_in"
      call={(expectedVersion, { words }, idempotencyKey) =>
        api.signInAtPlace({
          params: { matterId: matter.id, assignmentId },
          body: { expectedVersion, ...said('words', words) },
          idempotencyKey,
        })
      }
    >
      <p>{say('signInHint')}</p>
      <WordsField label={say('signInWords')} optional autoFocus rows={2} />
    </StepForm>
  )
}

interface Return {
  reason: ReturnReason
  words: string
}

/** Asks to give an assignment back, with a reason the desk can act on. */
export function ReturnForm(props: ActionFormProps) {
  const say = useActionTexts()
  const shared = useSharedTexts()
  const { matter, assignmentId } = props
  return (
    <StepForm<Return>
      {...props}
      action="return"
      call={(expectedVersion, { reason, words }, idempotencyKey) =>
        api.returnAssignment({
          params: { matterId: matter.id, assignmentId },
          body: { expectedVersion, reason, words: words.trim() },
          idempotencyKey,
        })
      }
    >
      <Form.Item name="reason" label={say('reason')} rules={[{ required: true, message: say('choose') }]}>
        <Select autoFocus options={returnReasons.map((reason) => ({ value: reason, label: shared(`returnReasons.${reason}`) }))} />
      </Form.Item>
      <WordsField label={say('returnWords')} extra={say('returnWordsHint')} />
    </StepForm>
  )
}

interface Extension {
  days: number
  words: string
}

/** Asks for more days, before the limit passes. */
export function ExtendForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter, assignmentId } = props
  return (
    <StepForm<Extension>
      {...props}
      action="extend"
      call={(expectedVersion, { days, words }, idempotencyKey) =>
        api.askExtension({
          params: { matterId: matter.id, assignmentId },
          body: { expectedVersion, days, words: words.trim() },
          idempotencyKey,
        })
      }
    >
      <Form.Item name="days" label={say('days')} extra={say('daysHint')} rules={[{ required: true, message: say('required') }]}>
        <InputNumber autoFocus min={1} max={365} precision={0} />
      </Form.Item>
      <WordsField label={say('why')} />
    </StepForm>
  )
}

interface Suspension {
  planDate: string
  words: string
}

/** It cannot be done now: until when, and why. The area above the desk approves. */
export function SuspendForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter, assignmentId } = props
  return (
    <StepForm<Suspension>
      {...props}
      action="suspend"
      call={(expectedVersion, { planDate, words }, idempotencyKey) =>
        api.askSuspension({
          params: { matterId: matter.id, assignmentId },
          body: { expectedVersion, planDate, words: words.trim() },
          idempotencyKey,
        })
      }
    >
      <Form.Item name="planDate" label={say('planDate')} extra={say('planDateHint')} rules={[{ required: true, message: say('required') }]}>
        <TimeInput />
      </Form.Item>
      <WordsField label={say('why')} />
    </StepForm>
  )
}

/** Takes a suspended matter up before its planned date. */
export function ResumeForm(props: ActionFormProps) {
  const { matter } = props
  return (
    <StepForm<{ words?: string }>
      {...props}
      action="resume"
      call={(expectedVersion, { words }, idempotencyKey) =>
        api.resumeMatter({ params: { matterId: matter.id }, body: { expectedVersion, ...said('words', words) }, idempotencyKey })
      }
    >
      <WordsField optional autoFocus rows={2} />
    </StepForm>
  )
}
