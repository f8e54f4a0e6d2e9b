import { type AlertDetail, type CardLevel, cardLevels } from '@linli/contract'
import { useProblemText, useSharedTexts } from '@linli/ui'
import { Alert as Problem, Button, Form, Input, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { api } from '../../app/api.ts'
import { OrganisationSelect } from '../../parts/organisation-select.tsx'
import { TimeInput } from '../../parts/time-input.tsx'
import { useArea } from '../../parts/use-area.ts'
import { useCategoryName, useDay, useExpected } from './alert-words.ts'
import { useAlertsTexts } from './texts.ts'
import { useSettling } from './use-alerts.ts'

interface FormProps {
  alert: AlertDetail
  onDone: () => void
}

interface Task {
  text: string
  to: 'organisation' | 'area'
  toOrganisationId?: string
  toAreaId?: string
  dueAt?: string
}

/** Work for an organisation or an area, with what was found already said; the task goes its usual way from there. */
export function TaskForm({ alert, onDone }: FormProps) {
  const say = useAlertsTexts()
  const [form] = Form.useForm<Task>()
  const to = Form.useWatch('to', form) ?? 'organisation'
  const area = useArea(alert.area.id).data
  const text = useTaskText(alert)
  const settling = useSettling(
    ({ text: words, to: kind, toOrganisationId, toAreaId, dueAt }: Task, idempotencyKey) =>
      api.turnAlertIntoTask({
        params: { alertId: alert.id },
        body: {
          text: words.trim(),
          ...(kind === 'organisation' ? toOrganisationId && { toOrganisationId } : toAreaId && { toAreaId }),
          ...(dueAt && { dueAt }),
        },
        idempotencyKey,
      }),
    onDone,
  )
  const areas = [alert.area, ...(area?.ancestors ?? []).toReversed()]
  return (
    <SettleForm<Task> label={say('do.task')} form={form} initialValues={{ text, to: 'organisation' }} settling={settling}>
      <Words name="text" label={say('taskText')} most={2000} />
      <Form.Item name="to" label={say('taskTo')} required>
        <Radio.Group
          optionType="button"
          options={[
            { value: 'organisation', label: say('toOrganisation') },
            { value: 'area', label: say('toArea') },
          ]}
        />
      </Form.Item>
      {to === 'organisation' ? (
        <Form.Item name="toOrganisationId" label={say('toOrganisation')} rules={[{ required: true, message: say('choose') }]}>
          <OrganisationSelect />
        </Form.Item>
      ) : (
        <Form.Item name="toAreaId" label={say('toArea')} rules={[{ required: true, message: say('choose') }]}>
          <Select options={areas.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      )}
      <Form.Item name="dueAt" label={say('taskDue')} extra={say('taskDueHint')}>
        <TimeInput withTime />
      </Form.Item>
    </SettleForm>
  )
}

interface Card {
  matterId: string
  level: CardLevel
  instruction: string
}

/** A card on one of the matters behind it, to whoever holds that matter. */
export function SuperviseForm({ alert, onDone }: FormProps) {
  const say = useAlertsTexts()
  const shared = useSharedTexts()
  const [form] = Form.useForm<Card>()
  const settling = useSettling(
    ({ matterId, level, instruction }: Card, idempotencyKey) =>
      api.turnAlertIntoSupervision({
        params: { alertId: alert.id },
        body: { matterId, level, instruction: instruction.trim() },
        idempotencyKey,
      }),
    onDone,
  )
  return (
    <SettleForm<Card>
      label={say('do.supervision')}
      form={form}
      initialValues={{ level: 'ordinary', ...(alert.matters[0] && { matterId: alert.matters[0].id }) }}
      settling={settling}
    >
      <Form.Item name="matterId" label={say('onWhich')} rules={[{ required: true, message: say('choose') }]}>
        <Select options={alert.matters.map(({ id, number, text }) => ({ value: id, label: `${number} ${text.slice(0, 40)}` }))} />
      </Form.Item>
      <Form.Item name="level" label={say('level')} required>
        <Radio.Group optionType="button" options={cardLevels.map((level) => ({ value: level, label: shared(`cardLevels.${level}`) }))} />
      </Form.Item>
      <Words name="instruction" label={say('instruction')} most={2000} />
    </SettleForm>
  )
}

/** That it needs nothing, and why: whoever sees it again knows. */
export function SetAsideForm({ alert, onDone }: FormProps) {
  const say = useAlertsTexts()
  const [form] = Form.useForm<{ reason: string }>()
  const settling = useSettling(
    ({ reason }: { reason: string }, idempotencyKey) =>
      api.setAlertAside({ params: { alertId: alert.id }, body: { reason: reason.trim() }, idempotencyKey }),
    onDone,
  )
  return (
    <SettleForm<{ reason: string }> label={say('do.set_aside')} form={form} initialValues={{}} settling={settling}>
      <Words name="reason" label={say('reason')} hint={say('reasonHint')} most={500} />
    </SettleForm>
  )
}

function SettleForm<Values extends object>({
  label,
  form,
  initialValues,
  settling,
  children,
}: {
  label: string
  form: ReturnType<typeof Form.useForm<Values>>[0]
  initialValues: Partial<Values>
  settling: { mutate: (values: Values) => void; isPending: boolean; error: unknown }
  children: ReactNode
}) {
  const problemText = useProblemText()
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark="optional"
      className="alert-form"
      aria-label={label}
      initialValues={initialValues}
      onFinish={(values) => settling.mutate(values)}
    >
      {children}
      {settling.error !== null && <Problem type="error" showIcon title={problemText(settling.error)} className="form-alert" />}
      <Button type="primary" htmlType="submit" loading={settling.isPending}>
        {label}
      </Button>
    </Form>
  )
}

function Words({ name, label, hint, most }: { name: string; label: string; hint?: string; most: number }) {
  const say = useAlertsTexts()
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, whitespace: true, message: say('required') }]}>
      <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={most} {...(hint && { placeholder: hint })} />
    </Form.Item>
  )
}

/** What was found, as the beginning of a task. */
function useTaskText(alert: AlertDetail): string {
  const say = useAlertsTexts()
  const day = useDay()
  const number = useExpected()
  const categoryName = useCategoryName()
  return say(`taskBegin.${alert.kind}`, {
    area: alert.area.name,
    category: categoryName(alert.categoryCode),
    from: day(alert.countedFrom),
    to: day(alert.countedTo),
    seen: alert.seen,
    expected: number(alert.expected),
  })
}
