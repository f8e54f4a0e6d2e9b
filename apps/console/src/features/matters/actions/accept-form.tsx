import { severities, type Severity } from '@linli/contract'
import { useLanguage, useSharedTexts } from '@linli/ui'
import { Form, type FormInstance, Radio } from 'antd'
import { api } from '../../../app/api.ts'
import { CategorySelect } from '../../../parts/category-select.tsx'
import { useCategories } from '../../../parts/use-categories.ts'
import { type ActionFormProps, StepForm } from '../../../parts/actions/step-form.tsx'
import { useActionTexts } from '../../../parts/actions/texts.ts'
import { WordsField } from '../../../parts/actions/words-field.tsx'

interface Classification {
  categoryCode: string
  severity: Severity
}

/** Category and severity fix the limits; the filing condition of the category is shown beside. */
export function AcceptForm(props: ActionFormProps) {
  const { matter } = props
  const [form] = Form.useForm<Classification>()
  return (
    <StepForm<Classification>
      {...props}
      action="accept"
      form={form}
      initialValues={{ ...(matter.categoryCode && { categoryCode: matter.categoryCode }), severity: matter.severity }}
      call={(expectedVersion, given, idempotencyKey) =>
        api.acceptMatter({ params: { matterId: matter.id }, body: { expectedVersion, ...given }, idempotencyKey })
      }
    >
      <p className="said quote">{matter.text}</p>
      <ClassificationFields form={form} />
    </StepForm>
  )
}

/** The category or severity was wrong: every limit is counted anew from its start, and the reporter is told the new date. */
export function ReclassifyForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  const [form] = Form.useForm<Classification & { words: string }>()
  return (
    <StepForm<Classification & { words: string }>
      {...props}
      action="reclassify"
      form={form}
      initialValues={{ ...(matter.categoryCode && { categoryCode: matter.categoryCode }), severity: matter.severity }}
      call={(expectedVersion, given, idempotencyKey) =>
        api.reclassifyMatter({
          params: { matterId: matter.id },
          body: { expectedVersion, ...given, words: given.words.trim() },
          idempotencyKey,
        })
      }
    >
      <p className="said quote">{matter.text}</p>
      <ClassificationFields form={form as unknown as FormInstance<Classification>} />
      <WordsField label={say('why')} extra={say('reclassifyHint')} rows={2} />
    </StepForm>
  )
}

function ClassificationFields({ form }: { form: FormInstance<Classification> }) {
  const say = useActionTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const categories = useCategories()
  const category = categories.find(Form.useWatch('categoryCode', form))
  return (
    <>
      <Form.Item name="categoryCode" label={say('category')} rules={[{ required: true, message: say('choose') }]}>
        <CategorySelect
          placeholder={say('categoryHint')}
          autoFocus
          onChange={(code) => {
            const chosen = categories.find(code)
            if (chosen) form.setFieldValue('severity', chosen.severity)
          }}
        />
      </Form.Item>
      <Form.Item name="severity" label={say('severity')} rules={[{ required: true, message: say('choose') }]}>
        <Radio.Group
          optionType="button"
          options={severities.map((severity) => ({ value: severity, label: shared(`severities.${severity}`) }))}
        />
      </Form.Item>
      {category && (
        <dl className="conditions">
          <dt>{say('filing')}</dt>
          <dd>{language === 'zh' ? category.filingConditionZh : category.filingConditionEn}</dd>
          <dt>{say('closing')}</dt>
          <dd>{language === 'zh' ? category.closingConditionZh : category.closingConditionEn}</dd>
        </dl>
      )}
    </>
  )
}
