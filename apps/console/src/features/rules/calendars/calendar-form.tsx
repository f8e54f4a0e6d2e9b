import type { CalendarSummary } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Form, InputNumber, Modal, Radio, Switch } from 'antd'
import { api } from '../../../app/api.ts'
import { AreaSelect } from '../../../parts/area-select.tsx'
import { OrganisationSelect } from '../../../parts/organisation-select.tsx'
import { ChangeProblem } from '../parts/change-problem.tsx'
import { ReasonDialog, ReasonField } from '../parts/reason-dialog.tsx'
import { useRuleChange } from '../parts/use-rule-change.ts'
import { calendarsKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'

interface Values {
  whose: 'area' | 'organisation'
  areaId?: string
  organisationId?: string
  hoursPerDay: number
  keepsHolidays: boolean
  reason: string
}

/** What a working day counts and whether holidays are kept; for a new calendar also whose it is. */
export function CalendarForm({
  calendar,
  mayChooseOrganisation,
  onClose,
}: {
  calendar?: CalendarSummary
  mayChooseOrganisation: boolean
  onClose: () => void
}) {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const [form] = Form.useForm<Values>()
  const whose = Form.useWatch('whose', form) ?? 'area'
  const change = useRuleChange<Values>({
    call: ({ hoursPerDay, keepsHolidays, reason, areaId, organisationId }, idempotencyKey) => {
      const body = { minutesPerDay: Math.round(hoursPerDay * 60), keepsHolidays, reason: reason.trim() }
      if (calendar)
        return api.changeCalendar({
          params: { calendarId: calendar.id },
          body: { expectedVersion: calendar.version, ...body },
          idempotencyKey,
        })
      return api.addCalendar({ body: { ...body, ...(areaId ? { areaId } : { organisationId }) }, idempotencyKey })
    },
    reads: [calendarsKey],
    done: say('calendars.saved'),
    onDone: onClose,
  })
  const needed = [{ required: true, message: shared('common.required') }]
  return (
    <Modal
      open
      title={say(calendar ? 'calendars.change' : 'calendars.add')}
      okText={shared('common.save')}
      cancelText={shared('common.cancel')}
      confirmLoading={change.pending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          whose: 'area',
          hoursPerDay: (calendar?.minutesPerDay ?? 480) / 60,
          keepsHolidays: calendar?.keepsHolidays ?? true,
        }}
        onFinish={(given) => change.send(given)}
      >
        {!calendar && (
          <>
            <Form.Item name="whose" label={say('calendars.whose')}>
              <Radio.Group
                options={(['area', 'organisation'] as const).map((one) => ({
                  value: one,
                  label: say(`calendars.whoses.${one}`),
                  disabled: one === 'organisation' && !mayChooseOrganisation,
                }))}
              />
            </Form.Item>
            {whose === 'area' ? (
              <Form.Item name="areaId" preserve={false} label={say('calendars.whoses.area')} rules={needed}>
                <AreaSelect placeholder={say('calendars.findArea')} />
              </Form.Item>
            ) : (
              <Form.Item name="organisationId" preserve={false} label={say('calendars.whoses.organisation')} rules={needed}>
                <OrganisationSelect />
              </Form.Item>
            )}
          </>
        )}
        <Form.Item name="hoursPerDay" label={say('calendars.hoursPerDay')} extra={say('calendars.hoursPerDayHint')} rules={needed}>
          <InputNumber min={0.5} max={24} step={0.5} />
        </Form.Item>
        <Form.Item
          name="keepsHolidays"
          valuePropName="checked"
          label={say('calendars.keepsHolidays')}
          extra={say('calendars.keepsHolidaysHint')}
        >
          <Switch />
        </Form.Item>
        <ReasonField />
      </Form>
      <ChangeProblem change={change} />
    </Modal>
  )
}

/** Ends a calendar of an area or an organisation: the one above counts again. */
export function EndCalendar({ calendar, onClose }: { calendar: CalendarSummary; onClose: () => void }) {
  const say = useRulesTexts()
  const change = useRuleChange<string>({
    call: (reason, idempotencyKey) =>
      api.endCalendar({ params: { calendarId: calendar.id }, body: { expectedVersion: calendar.version, reason }, idempotencyKey }),
    reads: [calendarsKey],
    done: say('calendars.saved'),
    onDone: onClose,
  })
  return (
    <ReasonDialog title={say('calendars.endTitle')} confirm={say('end')} change={change} onClose={onClose}>
      <p>{say('calendars.endHint')}</p>
    </ReasonDialog>
  )
}
