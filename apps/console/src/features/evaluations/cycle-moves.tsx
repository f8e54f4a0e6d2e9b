import type { Cycle, CycleMove } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { Problem } from './form-drawer.tsx'
import { useEvaluationsTexts } from './texts.ts'
import { useEvaluationChange } from './use-evaluations.ts'

/** The steps a reviewer may take with the whole cycle now; each says before what it does. */
export function CycleMoves({ cycle }: { cycle: Cycle }) {
  const say = useEvaluationsTexts()
  const [move, setMove] = useState<CycleMove | null>(null)
  if (cycle.moves.length === 0) return null
  return (
    <p className="evaluations-moves">
      {cycle.moves.map((each) => (
        <Button key={each} {...(each !== 'drop' && { type: 'primary' as const })} onClick={() => setMove(each)}>
          {say(`moves.${each}`)}
        </Button>
      ))}
      {move && <MoveDialog cycle={cycle} move={move} onClose={() => setMove(null)} />}
    </p>
  )
}

function MoveDialog({ cycle, move, onClose }: { cycle: Cycle; move: CycleMove; onClose: () => void }) {
  const say = useEvaluationsTexts()
  const shared = useSharedTexts()
  const [form] = Form.useForm<{ reason?: string }>()
  const change = useEvaluationChange<{ reason?: string }>({
    call: ({ reason }, idempotencyKey) =>
      api.moveCycle({
        params: { cycleId: cycle.id },
        body: { expectedVersion: cycle.version, move, ...(reason?.trim() && { reason: reason.trim() }) },
        idempotencyKey,
      }),
    done: say('moved'),
    onDone: onClose,
  })
  return (
    <Modal
      open
      title={say(`moves.${move}`)}
      okText={say(`moves.${move}`)}
      cancelText={shared('common.cancel')}
      confirmLoading={change.pending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{say(`moveHints.${move}`)}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => change.send(given, cycle.version)}>
        {move === 'drop' && (
          <Form.Item name="reason" label={say('reason')} rules={[{ required: true, whitespace: true, message: shared('common.required') }]}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
          </Form.Item>
        )}
      </Form>
      <Problem error={change.error} />
    </Modal>
  )
}
