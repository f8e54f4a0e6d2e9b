import { type Area, areaClasses } from '@linli/contract'
import { forgetDraft, keepDraft, problemOf, readDraft, useProblemText, useSharedTexts, useSteadyKey } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useAreasTexts } from './texts.ts'

interface Values {
  name: string
  areaClass: Area['areaClass']
  reason: string
}

/** Gives an area another name or another class, with a reason for its history. */
export function RenameArea({ area, onClose }: { area: Area; onClose: () => void }) {
  const say = useAreasTexts()
  const shared = useSharedTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const keyFor = useSteadyKey()
  const [form] = Form.useForm<Values>()
  const draft = `area.rename.${area.id}`
  const [kept] = useState(() => readDraft<Values>(draft))
  const rename = useMutation({
    mutationFn: ({ name, areaClass, reason }: Values) => {
      // Only what was changed, so that two people at name and class do not undo each other.
      const body = {
        version: area.version,
        ...(name.trim() !== area.name && { name: name.trim() }),
        ...(areaClass !== area.areaClass && { areaClass }),
        reason: reason.trim(),
      }
      return api.renameArea({ params: { areaId: area.id }, body, idempotencyKey: keyFor(body) })
    },
    onSuccess: async () => {
      forgetDraft(draft)
      message.success(say('rename.done'))
      await queries.invalidateQueries({ queryKey: ['areas'] })
      onClose()
    },
    onError: async (error) => {
      if (problemOf(error)?.code === 'area_changed') await queries.invalidateQueries({ queryKey: ['areas'] })
    },
  })
  const isOvertaken = problemOf(rename.error)?.code === 'area_changed'
  return (
    <Modal
      open
      title={say('rename.title', { name: area.name })}
      okText={shared('common.save')}
      cancelText={shared('common.cancel')}
      confirmLoading={rename.isPending}
      mask={{ closable: false }}
      width={480}
      onOk={() => form.submit()}
      onCancel={() => {
        forgetDraft(draft)
        onClose()
      }}
    >
      <p className="linli-quiet">{say('rename.hint')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: area.name, areaClass: area.areaClass, ...kept }}
        onValuesChange={(_, values) => keepDraft(draft, values)}
        onFinish={(given) =>
          given.name.trim() === area.name && given.areaClass === area.areaClass
            ? form.setFields([{ name: 'name', errors: [say('rename.same')] }])
            : rename.mutate(given)
        }
      >
        <Form.Item
          name="name"
          label={say('rename.name')}
          rules={[{ required: true, whitespace: true, message: shared('common.required') }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="areaClass" label={say('class')}>
          <Select options={areaClasses.map((value) => ({ value, label: say(`classes.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={say('rename.reason')}
          rules={[{ required: true, whitespace: true, message: shared('common.required') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} />
        </Form.Item>
      </Form>
      {isOvertaken ? (
        <Alert type="warning" showIcon title={say('rename.overtaken', { name: area.name, class: say(`classes.${area.areaClass}`) })} />
      ) : (
        rename.error && <Alert type="error" showIcon title={problemText(rename.error)} />
      )}
    </Modal>
  )
}
