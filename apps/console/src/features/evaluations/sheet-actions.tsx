import type { FigureId, Sheet, SheetAction } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Button, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useFigureWords } from './figure-words.ts'
import { Problem } from './form-drawer.tsx'
import { useEvaluationsTexts } from './texts.ts'
import { useEvaluationChange } from './use-evaluations.ts'

interface Values {
  words: string
  figureId?: FigureId
  points?: number | null
  veto?: string
  evidence?: string
  upheld?: boolean
}

/** What the reader may do with the sheet now, one form at a time. */
export function SheetActions({ sheet }: { sheet: Sheet }) {
  const say = useEvaluationsTexts()
  const [action, setAction] = useState<SheetAction | null>(null)
  if (sheet.actions.length === 0) return null
  return (
    <section className="sheet-actions" aria-label={say('actions')}>
      <p className="evaluations-moves">
        {sheet.actions.map((each) => (
          <Button key={each} aria-pressed={each === action} onClick={() => setAction(each === action ? null : each)}>
            {say(`sheetActions.${each}`)}
          </Button>
        ))}
      </p>
      {action && sheet.actions.includes(action) && <ActionForm key={action} sheet={sheet} action={action} onDone={() => setAction(null)} />}
    </section>
  )
}

function ActionForm({ sheet, action, onDone }: { sheet: Sheet; action: SheetAction; onDone: () => void }) {
  const say = useEvaluationsTexts()
  const shared = useSharedTexts()
  const change = useEvaluationChange<Values>({
    call: ({ words, points, ...given }, idempotencyKey) =>
      api.actOnSheet({
        params: { sheetId: sheet.id },
        // An emptied field takes the correction back.
        body: {
          ...given,
          ...(action === 'correct' && { points: points ?? null }),
          action,
          words: words.trim(),
          expectedVersion: sheet.version,
        },
        idempotencyKey,
      }),
    done: say('kept'),
    onDone,
  })
  return (
    <Form<Values> layout="vertical" requiredMark={false} className="sheet-form" onFinish={(given) => change.send(given, sheet.version)}>
      <p className="linli-quiet">{say(`actionHints.${action}`)}</p>
      {action === 'correct' && <CorrectionFields sheet={sheet} />}
      {(action === 'veto' || action === 'lift_veto') && <VetoFields sheet={sheet} action={action} />}
      {action === 'answer_appeal' && (
        <Form.Item name="upheld" label={say('ruling')} rules={[{ required: true, message: shared('common.required') }]}>
          <Radio.Group
            options={[
              { value: true, label: say('upheld') },
              { value: false, label: say('notUpheld') },
            ]}
          />
        </Form.Item>
      )}
      <Form.Item
        name="words"
        label={say(action === 'comment' || action === 'appeal' || action === 'answer_appeal' ? 'words' : 'reason')}
        rules={[{ required: true, whitespace: true, message: shared('common.required') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={1000} />
      </Form.Item>
      <Problem error={change.error} />
      <Button type="primary" htmlType="submit" loading={change.pending}>
        {say(`sheetActions.${action}`)}
      </Button>
    </Form>
  )
}

function CorrectionFields({ sheet }: { sheet: Sheet }) {
  const say = useEvaluationsTexts()
  const shared = useSharedTexts()
  const { nameOf } = useFigureWords()
  const figureId = Form.useWatch<FigureId | undefined>('figureId')
  const most = sheet.lines.find((line) => line.figureId === figureId)?.weight ?? 100
  return (
    <div className="evaluation-pair">
      <Form.Item name="figureId" label={say('indicator')} rules={[{ required: true, message: shared('common.required') }]}>
        <Select options={sheet.lines.map((line) => ({ value: line.figureId, label: nameOf(line.figureId) }))} />
      </Form.Item>
      <Form.Item name="points" label={say('pointsUpTo', { most })} extra={say('emptyTakesBack')}>
        <InputNumber min={0} max={most} step={0.1} />
      </Form.Item>
    </div>
  )
}

function VetoFields({ sheet, action }: { sheet: Sheet; action: 'veto' | 'lift_veto' }) {
  const say = useEvaluationsTexts()
  const shared = useSharedTexts()
  const items = action === 'lift_veto' ? sheet.vetoes : sheet.content.vetoes.filter((veto) => !sheet.vetoes.includes(veto))
  const required = [{ required: true, whitespace: true, message: shared('common.required') }]
  return (
    <>
      <Form.Item name="veto" label={say('vetoItem')} rules={required}>
        <Select options={items.map((value) => ({ value, label: value }))} />
      </Form.Item>
      {action === 'veto' && (
        <Form.Item name="evidence" label={say('evidence')} rules={required}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
      )}
    </>
  )
}
