import { reportFormats } from '@linli/contract'
import { useLanguage, useProblemText, useSteadyKey } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Form, Input, Modal, Radio, Select } from 'antd'
import { api } from '../../app/api.ts'
import { documentsKey } from '../../parts/export/use-export.ts'
import { lastMonth } from './months.ts'
import { ReadableAreas } from './readable-areas.tsx'
import { useDocumentsTexts } from './texts.ts'

interface Given {
  areaId: string
  month: string
  format: (typeof reportFormats)[number]
  locale: 'zh' | 'en'
}

/** Has the report of an area and a month made. */
export function OrderReport({ onClose }: { onClose: () => void }) {
  const say = useDocumentsTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const language = useLanguage()
  const keyFor = useSteadyKey()
  const [form] = Form.useForm<Given>()
  const order = useMutation({
    mutationFn: (body: Given) => api.orderReport({ body, idempotencyKey: keyFor(body) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: documentsKey })
      onClose()
    },
  })
  return (
    <Modal
      open
      title={say('order.title')}
      okText={say('order.send')}
      confirmLoading={order.isPending}
      mask={{ closable: false }}
      width={440}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ month: lastMonth(), format: 'pdf', locale: language }}
        onFinish={(given) => order.mutate(given)}
      >
        <Form.Item name="areaId" label={say('order.area')} rules={[{ required: true, message: say('order.areaNeeded') }]}>
          <ReadableAreas />
        </Form.Item>
        <Form.Item
          name="month"
          label={say('order.month')}
          extra={say('order.monthHint')}
          rules={[{ required: true, message: say('order.monthNeeded') }]}
        >
          <Input type="month" />
        </Form.Item>
        <Form.Item name="format" label={say('order.format')}>
          <Radio.Group options={reportFormats.map((value) => ({ value, label: say(`formats.${value}`) }))} />
        </Form.Item>
        <Form.Item name="locale" label={say('order.language')}>
          <Select options={(['zh', 'en'] as const).map((value) => ({ value, label: say(`languages.${value}`) }))} />
        </Form.Item>
      </Form>
      {order.error && <Alert type="error" showIcon title={problemText(order.error)} />}
    </Modal>
  )
}
