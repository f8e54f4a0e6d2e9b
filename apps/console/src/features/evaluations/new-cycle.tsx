import { useLanguage, useSharedTexts } from '@linli/ui'
import { Form, Input, Select } from 'antd'
import { api } from '../../app/api.ts'
import { AreaSelect } from '../../parts/area-select.tsx'
import { FormDrawer } from './form-drawer.tsx'
import { useEvaluationsTexts } from './texts.ts'
import { useEvaluationChange, useRubrics } from './use-evaluations.ts'

interface Values {
  rubricId: string
  areaId: string
  /** As `2026-03`. */
  fromMonth: string
  toMonth: string
}

/** Begins a cycle: by which rubric, in which area, over which months. */
export function NewCycle({ onClose }: { onClose: () => void }) {
  const say = useEvaluationsTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const rubrics = useRubrics()
  const [form] = Form.useForm<Values>()
  const change = useEvaluationChange<Values>({
    call: ({ rubricId, areaId, fromMonth, toMonth }, idempotencyKey) =>
      api.createCycle({ body: { rubricId, areaId, from: `${fromMonth}-01`, to: lastDayOf(toMonth) }, idempotencyKey }),
    done: say('begun'),
    onDone: onClose,
  })
  const required = [{ required: true, message: shared('common.required') }]
  return (
    <FormDrawer title={say('newCycle')} change={change} onSave={() => form.submit()} onClose={onClose}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} onFinish={(given) => change.send(given)}>
        <Form.Item name="rubricId" label={say('rubric')} rules={required} extra={say('rubricHint')}>
          <Select
            loading={rubrics.isPending}
            options={(rubrics.data?.items ?? []).map(({ rubricId, content, version }) => ({
              value: rubricId,
              label: `${language === 'zh' ? content.nameZh : content.nameEn} · ${say('version', { version })}`,
            }))}
          />
        </Form.Item>
        <Form.Item name="areaId" label={say('area')} rules={required} extra={say('areaHint')}>
          <AreaSelect />
        </Form.Item>
        <div className="evaluation-pair">
          <Form.Item name="fromMonth" label={say('fromMonth')} rules={required}>
            <Input type="month" />
          </Form.Item>
          <Form.Item name="toMonth" label={say('toMonth')} rules={required}>
            <Input type="month" />
          </Form.Item>
        </div>
      </Form>
    </FormDrawer>
  )
}

function lastDayOf(month: string): string {
  const [year = 0, of = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, of, 0)).toISOString().slice(0, 10)
}
