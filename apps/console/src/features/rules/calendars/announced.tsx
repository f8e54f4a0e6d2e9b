import type { CalendarYear } from '@linli/contract'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { useRuleChange } from '../parts/use-rule-change.ts'
import { calendarsKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { isOfCity } from './calendar-name.ts'

/** Whether the holidays of the year are known, said openly; the city's keeper may confirm a year entered by hand. */
export function Announced({ year }: { year: CalendarYear }) {
  const say = useRulesTexts()
  const [asking, setAsking] = useState(false)
  const { announced, calendar } = year
  const isHands = announced === 'not_yet' || announced === 'by_hand'
  const values = { year: year.year }
  return (
    <>
      <Alert
        showIcon
        type={announced === 'not_yet' ? 'warning' : 'info'}
        className="rules-announced"
        title={say(`calendars.announced.${announced}`, values)}
        action={
          isHands && calendar.mayChange && isOfCity(calendar) ? (
            <Button size="small" onClick={() => setAsking(true)}>
              {say(announced === 'not_yet' ? 'calendars.confirm' : 'calendars.unconfirm')}
            </Button>
          ) : undefined
        }
      />
      {asking && <Confirm year={year} onClose={() => setAsking(false)} />}
    </>
  )
}

function Confirm({ year: { year, announced, calendar }, onClose }: { year: CalendarYear; onClose: () => void }) {
  const say = useRulesTexts()
  const confirmed = announced === 'not_yet'
  const change = useRuleChange<string>({
    call: (reason, idempotencyKey) =>
      api.confirmCalendarYear({
        params: { calendarId: calendar.id },
        body: { expectedVersion: calendar.version, year, confirmed, reason },
        idempotencyKey,
      }),
    reads: [calendarsKey],
    done: say('calendars.saved'),
    onDone: onClose,
  })
  const text = confirmed ? 'calendars.confirm' : 'calendars.unconfirm'
  return (
    <ReasonDialog title={say(text)} confirm={say(text)} change={change} onClose={onClose}>
      <p>{say(confirmed ? 'calendars.confirmHint' : 'calendars.unconfirmHint', { year })}</p>
    </ReasonDialog>
  )
}
