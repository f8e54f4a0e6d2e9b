import type { RoutingDraft, RoutingVersion } from '@linli/contract'
import { problemOf, useProblemText, useSharedTexts, useSteadyKey } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, App, Form, Input, Modal } from 'antd'
import { api } from '../../../app/api.ts'
import { routingKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { DiffList } from './diff-list.tsx'
import { draftKey } from './use-draft.ts'

/** Puts the draft in force under a note, after showing once more what changes. */
export function PublishDialog({ draft, routing, onClose }: { draft: RoutingDraft; routing: RoutingVersion; onClose: () => void }) {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const keyFor = useSteadyKey()
  const [form] = Form.useForm<{ note: string }>()
  const publish = useMutation({
    mutationFn: ({ note }: { note: string }) => {
      const body = { expectedVersion: routing.number, revision: draft.revision, note: note.trim() }
      return api.publishRouting({ body, idempotencyKey: keyFor(body) })
    },
    onSuccess: async ({ number }) => {
      message.success(say('routing.published', { number }))
      await navigate({ to: '/rules/routing', search: {} })
      queries.setQueryData(draftKey, { draft: null })
      await queries.invalidateQueries({ queryKey: routingKey })
    },
    // Another version meanwhile: what it says is read, shown over the draft, and publishing again goes on from it.
    onError: async (error) => {
      if (problemOf(error)?.code === 'rules_changed') await queries.invalidateQueries({ queryKey: [...routingKey, 'force'] })
    },
  })
  return (
    <Modal
      open
      width={760}
      title={say('routing.publishTitle', { number: routing.number + 1 })}
      okText={say('routing.publish')}
      cancelText={shared('common.cancel')}
      confirmLoading={publish.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{say('routing.publishHint')}</p>
      <div className="diff-scroll">
        <DiffList before={routing.rules} after={draft.rules} />
      </div>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ note: draft.note }}
        onFinish={(given) => publish.mutate(given)}
      >
        <Form.Item
          name="note"
          label={say('routing.note')}
          rules={[{ required: true, whitespace: true, message: say('routing.noteNeeded') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} placeholder={say('routing.noteHint')} />
        </Form.Item>
      </Form>
      {publish.isError && (
        <Alert type={problemOf(publish.error)?.status === 409 ? 'warning' : 'error'} showIcon title={problemText(publish.error)} />
      )}
    </Modal>
  )
}
