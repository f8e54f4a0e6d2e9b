import { deskRefusalReasons } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Form, Select } from 'antd'
import { api } from '../../../app/api.ts'
import { FilesField, withFiles } from '../../../parts/actions/files-field.tsx'
import { type ActionFormProps, StepForm } from '../../../parts/actions/step-form.tsx'
import { useActionTexts } from '../../../parts/actions/texts.ts'
import { said, WordsField } from '../../../parts/actions/words-field.tsx'

interface Refusal {
  reason: (typeof deskRefusalReasons)[number]
  words: string
}

/** Why not, and who to turn to: the reporter reads both. */
export function RefuseForm(props: ActionFormProps) {
  const say = useActionTexts()
  const shared = useSharedTexts()
  const { matter } = props
  return (
    <StepForm<Refusal>
      {...props}
      action="refuse"
      call={(expectedVersion, given, idempotencyKey) =>
        api.refuseMatter({
          params: { matterId: matter.id },
          body: { expectedVersion, reason: given.reason, words: given.words.trim() },
          idempotencyKey,
        })
      }
    >
      <p className="said quote">{matter.text}</p>
      <Form.Item name="reason" label={say('reason')} rules={[{ required: true, message: say('choose') }]}>
        <Select autoFocus options={deskRefusalReasons.map((reason) => ({ value: reason, label: shared(`refusalReasons.${reason}`) }))} />
      </Form.Item>
      <WordsField label={say('refuseWords')} extra={say('refuseWordsHint')} />
    </StepForm>
  )
}

interface Words {
  words: string
}

interface WordsAndFiles extends Words {
  fileIds?: string[]
}

/** What is missing, in words the reporter understands; the limits pause until they answer. */
export function AskForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  return (
    <StepForm<Words>
      {...props}
      action="ask"
      call={(expectedVersion, { words }, idempotencyKey) =>
        api.askReporter({ params: { matterId: matter.id }, body: { expectedVersion, words: words.trim() }, idempotencyKey })
      }
    >
      <p className="said quote">{matter.text}</p>
      <WordsField label={say('askWords')} hint={say('askHint')} extra={say('askExtra')} autoFocus />
    </StepForm>
  )
}

/** What the reporter said, written down by the desk for a caller, or by whoever reported. */
export function AnswerForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  const asked = matter.timeline.findLast((entry) => entry.action === 'ask')?.content['words']
  return (
    <StepForm<WordsAndFiles>
      {...props}
      action="answer"
      call={(expectedVersion, { words, fileIds }, idempotencyKey) =>
        api.answerQuestion({
          params: { matterId: matter.id },
          body: { expectedVersion, words: words.trim(), ...withFiles(fileIds) },
          idempotencyKey,
        })
      }
    >
      {typeof asked === 'string' && <p className="said quote">{say('asked', { words: asked })}</p>}
      <WordsField label={say(matter.isReporter ? 'answerWords' : 'answerForCaller')} autoFocus />
      <FilesField />
    </StepForm>
  )
}

/** Takes back what one reported oneself. */
export function WithdrawForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  return (
    <StepForm<Partial<Words>>
      {...props}
      action="withdraw"
      call={(expectedVersion, { words }, idempotencyKey) =>
        api.withdrawMatter({ params: { matterId: matter.id }, body: { expectedVersion, ...said('words', words) }, idempotencyKey })
      }
    >
      <WordsField label={say('why')} optional autoFocus />
    </StepForm>
  )
}

/** Against a refusal, once; the desk above decides. */
export function AppealForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  return (
    <StepForm<WordsAndFiles>
      {...props}
      action="appeal"
      call={(expectedVersion, { words, fileIds }, idempotencyKey) =>
        api.appealRefusal({
          params: { matterId: matter.id },
          body: { expectedVersion, words: words.trim(), ...withFiles(fileIds) },
          idempotencyKey,
        })
      }
    >
      <WordsField label={say('why')} extra={say('appealHint')} autoFocus />
      <FilesField />
    </StepForm>
  )
}

/** Asks whoever holds it to hurry. */
export function RemindForm(props: ActionFormProps) {
  const { matter } = props
  return (
    <StepForm<Partial<Words>>
      {...props}
      action="remind"
      call={(expectedVersion, { words }, idempotencyKey) =>
        api.remindHolder({ params: { matterId: matter.id }, body: { expectedVersion, ...said('words', words) }, idempotencyKey })
      }
    >
      <WordsField optional autoFocus />
    </StepForm>
  )
}
