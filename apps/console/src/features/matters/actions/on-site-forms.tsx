import { Form, Radio } from 'antd'
import { api } from '../../../app/api.ts'
import { CategorySelect } from '../../../parts/category-select.tsx'
import { FilesField, withFiles } from '../../../parts/actions/files-field.tsx'
import { type ActionFormProps, StepForm } from '../../../parts/actions/step-form.tsx'
import { useActionTexts } from '../../../parts/actions/texts.ts'
import { WordsField } from '../../../parts/actions/words-field.tsx'

interface Verification {
  passed: boolean
  note: string
  fileIds?: string[]
}

/** What was found on site: done, or back for rework. */
export function VerifyForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  return (
    <StepForm<Verification>
      {...props}
      action="verify"
      call={(expectedVersion, { passed, note, fileIds }, idempotencyKey) =>
        api.verifyMatter({
          params: { matterId: matter.id },
          body: { expectedVersion, passed, note: note.trim(), ...withFiles(fileIds) },
          idempotencyKey,
        })
      }
    >
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
      <WordsField name="note" label={say('note')} />
      <FilesField />
    </StepForm>
  )
}

interface Solution {
  result: string
  categoryCode?: string
  fileIds?: string[]
}

/** The grid worker went and put it right at once. */
export function SolveForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  return (
    <StepForm<Solution>
      {...props}
      action="solve_on_spot"
      initialValues={matter.categoryCode ? { categoryCode: matter.categoryCode } : {}}
      call={(expectedVersion, { result, categoryCode, fileIds }, idempotencyKey) =>
        api.solveReportedOnSpot({
          params: { matterId: matter.id },
          body: { expectedVersion, result: result.trim(), ...(categoryCode && { categoryCode }), ...withFiles(fileIds) },
          idempotencyKey,
        })
      }
    >
      <WordsField name="result" label={say('result')} hint={say('resultHint')} autoFocus />
      <FilesField />
      <Form.Item name="categoryCode" label={say('category')}>
        <CategorySelect placeholder={say('categoryHint')} />
      </Form.Item>
    </StepForm>
  )
}
