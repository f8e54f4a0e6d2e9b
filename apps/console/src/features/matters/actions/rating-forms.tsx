import { ratingReasons, type RatingReason } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Checkbox, Form, Radio } from 'antd'
import { api } from '../../../app/api.ts'
import { FilesField, withFiles } from '../../../parts/actions/files-field.tsx'
import { type ActionFormProps, StepForm } from '../../../parts/actions/step-form.tsx'
import { useActionTexts } from '../../../parts/actions/texts.ts'
import { said, WordsField } from '../../../parts/actions/words-field.tsx'

interface Verdict {
  solved: boolean
  stars: number
  reasons?: RatingReason[]
  words?: string
}

/** What whoever reported says of the outcome. */
export function RateForm(props: ActionFormProps) {
  const { matter } = props
  return (
    <StepForm<Verdict>
      {...props}
      action="rate"
      call={(expectedVersion, verdict, idempotencyKey) =>
        api.rateMatter({ params: { matterId: matter.id }, body: { expectedVersion, ...bodyOf(verdict) }, idempotencyKey })
      }
    >
      {matter.publicAnswer && <p className="said quote">{matter.publicAnswer}</p>}
      <VerdictFields />
    </StepForm>
  )
}

interface Call extends Partial<Verdict> {
  reached: boolean
  note?: string
}

/** Asks the reporter by telephone; an unsolved matter opens again by itself. */
export function CallBackForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  const [form] = Form.useForm<Call>()
  const reached = Form.useWatch('reached', form)
  return (
    <StepForm<Call>
      {...props}
      action="call_back"
      form={form}
      call={(expectedVersion, { reached: spoke, note, ...verdict }, idempotencyKey) =>
        api.callBack({
          params: { matterId: matter.id },
          body: { expectedVersion, reached: spoke, ...(spoke && { verdict: bodyOf(verdict as Verdict) }), ...said('words', note) },
          idempotencyKey,
        })
      }
    >
      {matter.reporterPhoneMasked && <p>{say('callNumber', { number: matter.reporterPhoneMasked })}</p>}
      {matter.publicAnswer && <p className="said quote">{matter.publicAnswer}</p>}
      <Form.Item name="reached" label={say('reached')} rules={[{ required: true, message: say('choose') }]}>
        <Radio.Group
          optionType="button"
          options={[
            { value: true, label: say('reachedYes') },
            { value: false, label: say('reachedNo') },
          ]}
        />
      </Form.Item>
      {reached && <VerdictFields />}
      <WordsField name="note" label={say('callNote')} optional rows={2} />
    </StepForm>
  )
}

/** The desk opens again what was not really done. */
export function ReopenForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  return (
    <StepForm<{ words: string; fileIds?: string[] }>
      {...props}
      action="reopen"
      call={(expectedVersion, { words, fileIds }, idempotencyKey) =>
        api.reopenMatter({
          params: { matterId: matter.id },
          body: { expectedVersion, words: words.trim(), ...withFiles(fileIds) },
          idempotencyKey,
        })
      }
    >
      <WordsField label={say('why')} extra={say('reopenHint')} autoFocus />
      <FilesField />
    </StepForm>
  )
}

function VerdictFields() {
  const say = useActionTexts()
  const shared = useSharedTexts()
  return (
    <>
      <Form.Item name="solved" label={say('solved')} rules={[{ required: true, message: say('choose') }]}>
        <Radio.Group
          optionType="button"
          options={[
            { value: true, label: shared('timeline.solved') },
            { value: false, label: shared('timeline.unsolved') },
          ]}
        />
      </Form.Item>
      <Form.Item name="stars" label={say('stars')} rules={[{ required: true, message: say('choose') }]}>
        <Radio.Group
          optionType="button"
          options={[1, 2, 3, 4, 5].map((count) => ({ value: count, label: say('star', { number: count }) }))}
        />
      </Form.Item>
      <Form.Item name="reasons" label={say('ratingReasons')}>
        <Checkbox.Group options={ratingReasons.map((reason) => ({ value: reason, label: shared(`ratingReasons.${reason}`) }))} />
      </Form.Item>
      <WordsField label={say('reporterWords')} optional rows={2} />
    </>
  )
}

function bodyOf({ solved, stars, reasons = [], words }: Verdict) {
  return { solved, stars, ...(reasons.length > 0 && { reasons }), ...said('words', words) }
}
