import { type DocumentEntry, exportFormats } from '@linli/contract'
import { useLanguage, useProblemText, useSteadyKey } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Form, InputNumber, Modal, Radio } from 'antd'
import { useExportTexts } from './texts.ts'
import { documentsKey } from './use-export.ts'

/** How an export is to be made. */
export interface ExportChoice {
  format: (typeof exportFormats)[number]
  keptDays: number
  locale: 'zh' | 'en'
}

/** Asks how a list or table is to be exported, and says where it can be fetched. */
export function ExportDialog({
  what,
  order,
  onClose,
}: {
  /** What is exported, in words: the list with its conditions. */
  what: string
  order: (choice: ExportChoice, idempotencyKey: string) => Promise<DocumentEntry>
  onClose: () => void
}) {
  const say = useExportTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const locale = useLanguage()
  const keyFor = useSteadyKey()
  const [form] = Form.useForm<Omit<ExportChoice, 'locale'>>()
  const send = useMutation({
    mutationFn: (given: Omit<ExportChoice, 'locale'>) => {
      const choice = { ...given, locale }
      return order(choice, keyFor({ what, ...choice }))
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: documentsKey }),
  })
  if (send.isSuccess)
    return (
      <Modal open title={say('title')} width={440} onCancel={onClose} footer={<Button onClick={onClose}>{say('close')}</Button>}>
        <Alert
          type="success"
          showIcon
          title={say('ordered')}
          description={
            <Link to="/documents" onClick={onClose}>
              {say('look')}
            </Link>
          }
        />
      </Modal>
    )
  return (
    <Modal
      open
      title={say('title')}
      okText={say('send')}
      confirmLoading={send.isPending}
      mask={{ closable: false }}
      width={440}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{what}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ format: 'xlsx', keptDays: 7 }}
        onFinish={(given) => send.mutate(given)}
      >
        <Form.Item name="format" label={say('format')}>
          <Radio.Group options={exportFormats.map((value) => ({ value, label: say(`formats.${value}`) }))} />
        </Form.Item>
        <Form.Item name="keptDays" label={say('kept')} extra={say('keptHint')} rules={[{ required: true, message: say('keptHint') }]}>
          <InputNumber min={1} max={90} precision={0} />
        </Form.Item>
      </Form>
      <p className="linli-quiet linli-small">{say('masked')}</p>
      {send.error && <Alert type="error" showIcon title={problemText(send.error)} />}
    </Modal>
  )
}
