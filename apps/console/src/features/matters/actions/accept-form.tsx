import { severities, type Severity } from '@linli/contract'
import { useLanguage, useSharedTexts } from '@linli/ui'
import { Form, type FormInstance, Radio } from 'antd'
import { useEffect, useEffectEvent } from 'react'
import { api } from '../../../app/api.ts'
import { CategoryChips, sureFrom, useCategorySuggestions } from '../../../parts/category-chips.tsx'
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
      <ClassificationFields form={form} text={matter.text} />
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
      <ClassificationFields form={form as unknown as FormInstance<Classification>} text={matter.text} />
      <WordsField label={say('why')} extra={say('reclassifyHint')} rows={2} />
    </StepForm>
  )
}

/**
 * Category and severity, with the three categories the text may be of as chips. When nothing is chosen and the first is very likely
 * it is chosen beforehand, to be confirmed. `brief` leaves out the filing and closing conditions.
 */
export function ClassificationFields<Values extends Classification>({
  form: given,
  text,
  brief = false,
}: {
  form: FormInstance<Values>
  text: string
  brief?: boolean
}) {
  const form = given as unknown as FormInstance<Classification>
  const say = useActionTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const categories = useCategories()
  const code = Form.useWatch('categoryCode', form)
  const category = categories.find(code)
  const suggestions = useCategorySuggestions(text)
  const [best] = suggestions
  const choose = useEffectEvent((chosen: string) => {
    const found = categories.find(chosen)
    form.setFieldsValue({ categoryCode: chosen, ...(found && { severity: found.severity }) })
  })
  const sure = best && best.confidence >= sureFrom ? best.code : null
  useEffect(() => {
    if (sure && !form.getFieldValue('categoryCode') && !form.isFieldTouched('categoryCode')) choose(sure)
  }, [form, sure])
  return (
    <>
      <Form.Item name="categoryCode" label={say('category')} rules={[{ required: true, message: say('choose') }]}>
        <CategorySelect
          placeholder={say('categoryHint')}
          autoFocus
          onChange={(chosen) => {
            const found = categories.find(chosen)
            if (found) form.setFieldValue('severity', found.severity)
          }}
        />
      </Form.Item>
      <CategoryChips suggestions={suggestions} value={code} onChoose={choose} />
      <Form.Item name="severity" label={say('severity')} rules={[{ required: true, message: say('choose') }]}>
        <Radio.Group
          optionType="button"
          options={severities.map((severity) => ({ value: severity, label: shared(`severities.${severity}`) }))}
        />
      </Form.Item>
      {category && !brief && (
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
