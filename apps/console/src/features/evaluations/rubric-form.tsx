import { organisationKinds, type RubricVersion } from '@linli/contract'
import { useLanguage, useSharedTexts } from '@linli/ui'
import { Form, Input, InputNumber, Radio, Select } from 'antd'
import { api } from '../../app/api.ts'
import { FormDrawer } from './form-drawer.tsx'
import { CapFields, IndicatorFields } from './rubric-fields.tsx'
import { rubricOf, type RubricValues, valuesOf } from './rubric-values.ts'
import { useEvaluationsTexts } from './texts.ts'
import { useEvaluationChange, useLevels } from './use-evaluations.ts'

/** Writes a rubric, or a new version of one; cycles that have begun keep theirs. */
export function RubricForm({ rubric, onClose }: { rubric: RubricVersion | null; onClose: () => void }) {
  const say = useEvaluationsTexts()
  const shared = useSharedTexts()
  const [form] = Form.useForm<RubricValues>()
  const change = useEvaluationChange<RubricValues>({
    call: (values, idempotencyKey) =>
      api.saveRubric({
        body: {
          ...(rubric && { follows: { rubricId: rubric.rubricId, version: rubric.version } }),
          content: rubricOf(values),
          note: values.note.trim(),
        },
        idempotencyKey,
      }),
    done: say('rubricSaved'),
    onDone: onClose,
  })
  const required = [{ required: true, whitespace: true, message: shared('common.required') }]
  return (
    <FormDrawer title={say(rubric ? 'editRubric' : 'newRubric')} size={760} change={change} onSave={() => form.submit()} onClose={onClose}>
      <Form<RubricValues>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={valuesOf(rubric?.content ?? null)}
        onFinish={(given) => change.send(given, rubric?.version ?? null)}
      >
        <p className="linli-quiet">{say('rubricRule')}</p>
        <div className="evaluation-pair">
          <Form.Item name="nameZh" label={say('nameZh')} rules={required}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="nameEn" label={say('nameEn')} rules={required}>
            <Input maxLength={120} />
          </Form.Item>
        </div>
        <Subject />
        <IndicatorFields />
        <CapFields />
        <Form.Item name="vetoes" label={say('vetoes')} extra={say('vetoesHint')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
        </Form.Item>
        <Form.Item label={say('starPoints')} extra={say('starPointsHint')}>
          <div className="star-points">
            {[0, 1, 2, 3, 4].map((index) => (
              <Form.Item key={index} name={['stars', index]} noStyle>
                <InputNumber min={0} max={100} aria-label={say('pointsForStars', { count: index + 1 })} />
              </Form.Item>
            ))}
          </div>
        </Form.Item>
        <Form.Item name="note" label={say('note')} rules={required}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
      </Form>
    </FormDrawer>
  )
}

function Subject() {
  const say = useEvaluationsTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const levels = useLevels()
  const form = Form.useFormInstance<RubricValues>()
  const subject = Form.useWatch('subject', form)
  const options =
    subject === 'organisation'
      ? organisationKinds.map((value) => ({ value, label: say(`kinds.${value}`) }))
      : levels.map((level) => ({ value: level.code, label: language === 'zh' ? level.nameZh : level.nameEn }))
  return (
    <div className="evaluation-pair">
      <Form.Item name="subject" label={say('subject')}>
        <Radio.Group
          options={[
            { value: 'area', label: say('areas') },
            { value: 'organisation', label: say('organisations') },
          ]}
          onChange={() => form.resetFields(['of'])}
        />
      </Form.Item>
      <Form.Item name="of" label={say('of')} rules={[{ required: true, message: shared('common.required') }]}>
        <Select options={options} />
      </Form.Item>
    </div>
  )
}
