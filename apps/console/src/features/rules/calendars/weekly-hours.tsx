import type { CalendarYear } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Button, Drawer, Form, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { ChangeProblem } from '../parts/change-problem.tsx'
import { ReasonDialog, ReasonField } from '../parts/reason-dialog.tsx'
import { useRuleChange } from '../parts/use-rule-change.ts'
import { calendarsKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { HoursField } from './hours-field.tsx'
import { hoursText, readHours } from './hours-text.ts'

type Period = CalendarYear['hours'][number]
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** The hours of each weekday that touch the year, and from when to when they hold. */
export function WeeklyHours({ year }: { year: CalendarYear }) {
  const say = useRulesTexts()
  const [setting, setSetting] = useState(false)
  const [ending, setEnding] = useState<Period | null>(null)
  const { calendar, hours } = year
  return (
    <section>
      <div className="rules-title">
        <h2>{say('calendars.hours.title')}</h2>
        {calendar.mayChange && <Button onClick={() => setSetting(true)}>{say('calendars.hours.set')}</Button>}
      </div>
      {hours.length === 0 && <p className="linli-quiet">{say('calendars.hours.none')}</p>}
      {hours.map((period) => (
        <table key={period.id} className="rules-table rules-hours">
          <caption>
            {period.validTo === null
              ? say('calendars.hours.from', { from: period.validFrom })
              : say('calendars.hours.fromTo', { from: period.validFrom, to: period.validTo })}{' '}
            {calendar.mayChange && (
              <Button size="small" type="link" onClick={() => setEnding(period)}>
                {say('calendars.hours.remove')}
              </Button>
            )}
          </caption>
          <thead>
            <tr>
              {weekdays.map((one) => (
                <th key={one} scope="col">
                  {say(`weekdays.long.d${one}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              {weekdays.map((one) => (
                <td key={one}>{hoursText(period.week[one - 1] ?? []) || say('calendars.hours.rest')}</td>
              ))}
            </tr>
          </tbody>
        </table>
      ))}
      {setting && <SetHours year={year} onClose={() => setSetting(false)} />}
      {ending && <EndHours year={year} period={ending} onClose={() => setEnding(null)} />}
    </section>
  )
}

interface Values {
  validFrom: string
  validTo?: string
  week: string[]
  reason: string
}

function SetHours({ year: { calendar, hours, year }, onClose }: { year: CalendarYear; onClose: () => void }) {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const [form] = Form.useForm<Values>()
  const change = useRuleChange<Values>({
    call: ({ validFrom, validTo, week, reason }, idempotencyKey) =>
      api.setCalendarHours({
        params: { calendarId: calendar.id },
        body: {
          expectedVersion: calendar.version,
          validFrom,
          validTo: validTo || null,
          week: week.map((typed) => readHours(typed) ?? []),
          reason: reason.trim(),
        },
        idempotencyKey,
      }),
    reads: [calendarsKey],
    done: say('calendars.saved'),
    onDone: onClose,
  })
  const present = hours.at(-1)?.week ?? weekdays.map((one) => (one < 6 ? [{ opensMinutes: 510, closesMinutes: 1050 }] : []))
  return (
    <Drawer open size={520} title={say('calendars.hours.set')} onClose={onClose}>
      <p className="linli-quiet">{say('calendars.hours.hint')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ validFrom: `${year}-01-01`, week: present.map((day) => hoursText(day)) }}
        onFinish={(given) => change.send(given)}
      >
        <div className="side-by-side-fields">
          <Form.Item
            name="validFrom"
            label={say('calendars.hours.validFrom')}
            rules={[{ required: true, message: shared('common.required') }]}
          >
            <Input type="date" min="2000-01-01" max="2100-12-31" />
          </Form.Item>
          <Form.Item name="validTo" label={say('calendars.hours.validTo')}>
            <Input type="date" min="2000-01-01" max="2100-12-31" />
          </Form.Item>
        </div>
        {weekdays.map((one) => (
          <HoursField key={one} name={['week', one - 1]} label={say(`weekdays.long.d${one}`)} hint={say('calendars.hours.restHint')} />
        ))}
        <ReasonField />
        <ChangeProblem change={change} />
        <Button block type="primary" htmlType="submit" loading={change.pending}>
          {shared('common.save')}
        </Button>
      </Form>
    </Drawer>
  )
}

function EndHours({ year: { calendar }, period, onClose }: { year: CalendarYear; period: Period; onClose: () => void }) {
  const say = useRulesTexts()
  const change = useRuleChange<string>({
    call: (reason, idempotencyKey) =>
      api.endCalendarHours({
        params: { calendarId: calendar.id, hoursId: period.id },
        body: { expectedVersion: calendar.version, reason },
        idempotencyKey,
      }),
    reads: [calendarsKey],
    done: say('calendars.saved'),
    onDone: onClose,
  })
  return (
    <ReasonDialog title={say('calendars.hours.removeTitle')} confirm={say('calendars.hours.remove')} change={change} onClose={onClose} />
  )
}
