import type { ListFilters, SavedView } from '@linli/contract'
import { useProblemText, useSharedTexts, useSteadyKey } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import { Alert, Form, Input, Modal } from 'antd'
import { api } from '../../../app/api.ts'
import { useListTexts } from './texts.ts'
import { useViewsChanged } from './use-saved-views.ts'

/** Asks for a name: of a new view with these filters, or a better one for a view of mine. */
export function SaveView({ filters, renamed, onClose }: { filters?: ListFilters; renamed?: SavedView; onClose: () => void }) {
  const say = useListTexts()
  const shared = useSharedTexts()
  const problemText = useProblemText()
  const changed = useViewsChanged()
  const keyFor = useSteadyKey()
  const [form] = Form.useForm<{ name: string }>()
  const save = useMutation({
    mutationFn: async ({ name }: { name: string }) => {
      if (renamed) await api.changeSavedView({ params: { viewId: renamed.id }, body: { name } })
      else await api.saveView({ body: { name, filters: filters ?? {} }, idempotencyKey: keyFor({ name, filters }) })
      await changed()
    },
    onSuccess: onClose,
  })
  return (
    <Modal
      open
      title={say(renamed ? 'rename' : 'save')}
      okText={shared('common.save')}
      cancelText={shared('common.cancel')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={380}
    >
      <Form form={form} layout="vertical" initialValues={{ name: renamed?.name ?? '' }} onFinish={(values) => save.mutate(values)}>
        {save.error && <Alert type="error" showIcon title={problemText(save.error)} style={{ marginBottom: 12 }} />}
        <Form.Item name="name" label={say('viewName')} rules={[{ required: true, whitespace: true, message: shared('common.required') }]}>
          <Input maxLength={40} autoFocus placeholder={say('viewNameHint')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
