import type { CalendarYear } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Button, Form, Radio } from 'antd'
import { api } from '../../../app/api.ts'
import { ChangeProblem } from '../parts/change-problem.tsx'
import { ReasonField } from '../parts/reason-dialog.tsx'
import { useRuleChange } from '../parts/use-rule-change.ts'
import { calendarsKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { HoursField } from './hours-field.tsx'
import { readHours } from './hours-text.ts'

interface Values {
  what: 'off' | 'working' | 'remove'
  hours?: string
  reason: string
}

/** What the chosen days should be here: off, worked, or again what they are without this calendar. */
export function LocalDays({ year, chosen, onDone }: { year: CalendarYear; chosen: readonly string[]; onDone: () => void }) {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const [form] = Form.useForm<Values>()
  const what = Form.useWatch('what', form) ?? 'off'
  const { calendar } = year
  const local = chosen.filter((day) => year.days.some((one) => one.day === day && one.calendarId === calendar.id))
  const change = useRuleChange<Values>({
    call: (given, idempotencyKey) => {
      const params = { calendarId: calendar.id }
      const reason = given.reason.trim()
      if (given.what === 'remove')
        return api.removeLocalDays({ params, body: { expectedVersion: calendar.version, days: local, reason }, idempotencyKey })
      const working = given.what === 'working'
      const hours = working && given.hours?.trim() ? readHours(given.hours) : null
      const days = chosen.map((day) => ({ day, working, hours, reason }))
      return api.setLocalDays({ params, body: { expectedVersion: calendar.version, days }, idempotencyKey })
    },
    reads: [calendarsKey],
    done: say('calendars.saved'),
    onDone,
  })
  return (
    <section className="rules-local" aria-label={say('calendars.local.title', { count: chosen.length })}>
      <h2 aria-live="polite">{say('calendars.local.title', { count: chosen.length })}</h2>
      <p className="linli-quiet">{chosen.join('  ')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ what: 'off' }}
        onFinish={(given) => change.send(given)}
      >
        <Form.Item name="what" label={say('calendars.local.what')}>
          <Radio.Group
            options={(['off', 'working', 'remove'] as const).map((one) => ({
              value: one,
              label: say(`calendars.local.${one}`),
              disabled: one === 'remove' && local.length === 0,
            }))}
          />
        </Form.Item>
        {what === 'working' && <HoursField name="hours" label={say('calendars.local.hours')} hint={say('calendars.local.usual')} />}
        <ReasonField hint={say('calendars.local.reasonHint')} />
        <ChangeProblem change={change} />
        <div className="form-buttons">
          <Button type="primary" htmlType="submit" loading={change.pending} disabled={chosen.length > 100}>
            {shared('common.save')}
          </Button>
          <Button onClick={onDone}>{shared('common.cancel')}</Button>
          <span className="linli-quiet linli-small">{say('calendars.atOnce')}</span>
        </div>
      </Form>
    </section>
  )
}
