import { reportFormats } from '@linli/contract'
import { useLanguage, useProblemText, useSteadyKey } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Form, InputNumber, Modal, Radio, Select } from 'antd'
import { api } from '../../app/api.ts'
import { plansKey } from './plans-key.ts'
import { ReadableAreas } from './readable-areas.tsx'
import { useDocumentsTexts } from './texts.ts'

interface Given {
  areaId: string
  day: number
  format: (typeof reportFormats)[number]
  locale: 'zh' | 'en'
}

/** Subscribes to the monthly report of an area. */
export function AddPlan({ onClose }: { onClose: () => void }) {
  const say = useDocumentsTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const language = useLanguage()
  const keyFor = useSteadyKey()
  const [form] = Form.useForm<Given>()
  const add = useMutation({
    mutationFn: (body: Given) => api.addReportPlan({ body, idempotencyKey: keyFor(body) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: plansKey })
      onClose()
    },
  })
  return (
    <Modal
      open
      title={say('plans.addTitle')}
      okText={say('plans.send')}
      confirmLoading={add.isPending}
      mask={{ closable: false }}
      width={440}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ day: 3, format: 'pdf', locale: language }}
        onFinish={(given) => add.mutate(given)}
      >
        <Form.Item name="areaId" label={say('order.area')} rules={[{ required: true, message: say('order.areaNeeded') }]}>
          <ReadableAreas />
        </Form.Item>
        <Form.Item
          name="day"
          label={say('plans.day')}
          extra={say('plans.dayHint')}
          rules={[{ required: true, message: say('plans.dayHint') }]}
        >
          <InputNumber min={1} max={28} precision={0} />
        </Form.Item>
        <Form.Item name="format" label={say('order.format')}>
          <Radio.Group options={reportFormats.map((value) => ({ value, label: say(`formats.${value}`) }))} />
        </Form.Item>
        <Form.Item name="locale" label={say('order.language')}>
          <Select options={(['zh', 'en'] as const).map((value) => ({ value, label: say(`languages.${value}`) }))} />
        </Form.Item>
      </Form>
      {add.error && <Alert type="error" showIcon title={problemText(add.error)} />}
    </Modal>
  )
}
