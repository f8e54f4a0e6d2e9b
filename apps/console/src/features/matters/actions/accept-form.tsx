import { severities, type Severity } from '@linli/contract'
import { useLanguage, useSharedTexts } from '@linli/ui'
import { Form, Radio } from 'antd'
import { api } from '../../../app/api.ts'
import { CategorySelect } from '../../../parts/category-select.tsx'
import { useCategories } from '../../../parts/use-categories.ts'
import type { ActionFormProps } from './action-bar.tsx'
import { ActionForm, forgetDraft } from './action-form.tsx'
import { useAct } from './use-act.ts'
import { useActionTexts } from './texts.ts'

interface Acceptance {
  categoryCode: string
  severity: Severity
}

/** Category and severity fix the limits; the filing condition of the category is shown beside. */
export function AcceptForm({ matter, onDone }: ActionFormProps) {
  const say = useActionTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const categories = useCategories()
  const [form] = Form.useForm<Acceptance>()
  const act = useAct<Acceptance>(matter, {
    call: (expectedVersion, given, idempotencyKey) =>
      api.acceptMatter({ params: { matterId: matter.id }, body: { expectedVersion, ...given }, idempotencyKey }),
    done: say('done', { action: say('accept') }),
    onDone: () => {
      forgetDraft(matter, 'accept')
      onDone()
    },
  })
  const category = categories.find(Form.useWatch('categoryCode', form))
  return (
    <ActionForm
      matter={matter}
      action="accept"
      act={act}
      form={form}
      initialValues={{ ...(matter.categoryCode && { categoryCode: matter.categoryCode }), severity: matter.severity }}
      submitLabel={say('accept')}
    >
      <p className="said quote">{matter.text}</p>
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
    </ActionForm>
  )
}
