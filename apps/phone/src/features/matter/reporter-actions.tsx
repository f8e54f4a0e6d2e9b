import { appealDays, type Matter } from '@linli/contract'
import { useMinute, When } from '@linli/ui'
import Button from 'antd-mobile/es/components/button'
import { type ComponentType, useState } from 'react'
import { Sheet } from '../../parts/sheet.tsx'
import type { ActionFormProps } from './action-form.tsx'
import { AppealForm, RemindForm, WithdrawForm } from './reporter-forms.tsx'
import { useMatterTexts } from './texts.ts'

const forms: Record<'remind' | 'withdraw' | 'appeal', ComponentType<ActionFormProps>> = {
  remind: RemindForm,
  withdraw: WithdrawForm,
  appeal: AppealForm,
}
type ReporterAction = keyof typeof forms
const dayMs = 86_400_000
const chinaOffsetMs = 8 * 3_600_000

/** What the reporter may do besides answering and rating: hurry it on, disagree with a refusal, take it back. */
export function ReporterActions({ matter }: { matter: Matter }) {
  const say = useMatterTexts()
  const now = useMinute()
  const [open, setOpen] = useState<ReporterAction | null>(null)
  const abilityOf = (action: ReporterAction) => matter.abilities.find((ability) => ability.action === action)
  const remindedToday = matter.remindedAt !== null && dayOf(new Date(matter.remindedAt)) === dayOf(now)
  const appealOver = matter.closedAt !== null && now.getTime() - Date.parse(matter.closedAt) > appealDays * dayMs
  const ability = open && abilityOf(open)
  const Form = open && forms[open]
  return (
    <>
      {abilityOf('remind') && !remindedToday && (
        <Button block size="large" color="primary" fill="outline" onClick={() => setOpen('remind')}>
          {say('remind.button')}
        </Button>
      )}
      {matter.remindedAt !== null && matter.isReporter && (
        <p className="hint">
          {say('remind.last', { count: matter.remindCount })} <When at={matter.remindedAt} />
          {abilityOf('remind') && remindedToday && say('remind.next')}
        </p>
      )}
      {abilityOf('appeal') && !appealOver && (
        <>
          <Button block size="large" color="primary" onClick={() => setOpen('appeal')}>
            {say('appeal.button')}
          </Button>
          <p className="hint">{say('appeal.once')}</p>
        </>
      )}
      {abilityOf('withdraw') && (
        <button type="button" className="text-button wide" onClick={() => setOpen('withdraw')}>
          {say('withdraw.button')}
        </button>
      )}
      {open && Form && ability && (
        <Sheet title={say(`${open}.button`)} onClose={() => setOpen(null)}>
          <Form matter={matter} ability={ability} onDone={() => setOpen(null)} />
        </Sheet>
      )}
    </>
  )
}

/** The calendar day in China: once a day means that, not 24 hours. */
function dayOf(at: Date): number {
  return Math.floor((at.getTime() + chinaOffsetMs) / dayMs)
}
