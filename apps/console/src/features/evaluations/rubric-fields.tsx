import type { FigureId } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Button, Form, InputNumber, Select } from 'antd'
import { comparable, comparableOfOrganisations, isShare, useFigureWords } from './figure-words.ts'
import type { RubricValues } from './rubric-values.ts'
import { useEvaluationsTexts } from './texts.ts'

/** The indicators with their weights and lines; the sum is told while typing. */
export function IndicatorFields() {
  const say = useEvaluationsTexts()
  const shared = useSharedTexts()
  const form = Form.useFormInstance<RubricValues>()
  const typed = (Form.useWatch('indicators', form) ?? []) as readonly (Partial<RubricValues['indicators'][number]> | undefined)[]
  const sum = typed.reduce((total, one) => total + (one?.weight ?? 0), 0)
  const required = [{ required: true, message: shared('common.required') }]
  return (
    <section className="rubric-fields" aria-label={say('indicators')}>
      <h2>{say('indicators')}</h2>
      <Form.List
        name="indicators"
        rules={[
          {
            validator: (_, given: RubricValues['indicators'] | undefined) =>
              (given ?? []).reduce((total, one) => total + (one?.weight ?? 0), 0) === 100
                ? Promise.resolve()
                : Promise.reject(new Error(say('sumNot100'))),
          },
        ]}
      >
        {(fields, { add, remove }, { errors }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="rubric-row">
                <Form.Item name={[name, 'figureId']} label={say('indicator')} rules={required}>
                  <FigureSelect />
                </Form.Item>
                <Form.Item name={[name, 'weight']} label={say('weight')} rules={required}>
                  <InputNumber min={1} max={100} precision={0} />
                </Form.Item>
                <Form.Item name={[name, 'full']} label={say('full', { unit: unitOf(typed[name]?.figureId, say) })} rules={required}>
                  <InputNumber />
                </Form.Item>
                <Form.Item name={[name, 'none']} label={say('noPoints', { unit: unitOf(typed[name]?.figureId, say) })} rules={required}>
                  <InputNumber />
                </Form.Item>
                <Button type="text" danger onClick={() => remove(name)} aria-label={say('removeRow', { row: name + 1 })}>
                  {say('remove')}
                </Button>
              </div>
            ))}
            <p className="linli-quiet">{say('weightSum', { sum })}</p>
            <Form.ErrorList errors={errors} />
            <Button size="small" disabled={fields.length >= 12} onClick={() => add({})}>
              {say('addIndicator')}
            </Button>
          </>
        )}
      </Form.List>
    </section>
  )
}

/** Beyond which figure a total goes no higher. */
export function CapFields() {
  const say = useEvaluationsTexts()
  const shared = useSharedTexts()
  const form = Form.useFormInstance<RubricValues>()
  const typed = (Form.useWatch('caps', form) ?? []) as readonly ({ figureId?: FigureId } | undefined)[]
  const required = [{ required: true, message: shared('common.required') }]
  return (
    <section className="rubric-fields" aria-label={say('caps')}>
      <h2>{say('caps')}</h2>
      <Form.List name="caps">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="rubric-row">
                <Form.Item name={[name, 'figureId']} label={say('indicator')} rules={required}>
                  <FigureSelect />
                </Form.Item>
                <Form.Item
                  name={[name, 'worseThan']}
                  label={say('worseThan', { unit: unitOf(typed[name]?.figureId, say) })}
                  rules={required}
                >
                  <InputNumber />
                </Form.Item>
                <Form.Item name={[name, 'mostPoints']} label={say('mostPoints')} rules={required}>
                  <InputNumber min={0} max={100} />
                </Form.Item>
                <Button type="text" danger onClick={() => remove(name)} aria-label={say('removeRow', { row: name + 1 })}>
                  {say('remove')}
                </Button>
              </div>
            ))}
            <Button size="small" disabled={fields.length >= 6} onClick={() => add({})}>
              {say('addCap')}
            </Button>
          </>
        )}
      </Form.List>
    </section>
  )
}

function FigureSelect(props: { id?: string; value?: FigureId; onChange?: (figureId: FigureId) => void }) {
  const { nameOf } = useFigureWords()
  const form = Form.useFormInstance<RubricValues>()
  const offered = Form.useWatch('subject', form) === 'organisation' ? comparableOfOrganisations : comparable
  return <Select {...props} options={offered.map((value) => ({ value, label: nameOf(value) }))} />
}

function unitOf(figureId: FigureId | undefined, say: ReturnType<typeof useEvaluationsTexts>): string {
  return isShare(figureId) ? '%' : figureId === undefined ? '' : say('minutesUnit')
}
