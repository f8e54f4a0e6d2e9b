import type { Ability, Matter } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import Button from 'antd-mobile/es/components/button'
import { type ComponentType, useState } from 'react'
import { Sheet } from '../../parts/sheet.tsx'
import { ClaimForm, FinishForm, ReturnForm, SolveForm, VerifyForm } from './action-forms.tsx'
import { useMatterTexts } from './texts.ts'

export interface ActionFormProps {
  matter: Matter
  assignmentId: string
  onDone: () => void
}

/** Which actions the phone has forms for; the server's abilities say which of them are there now. */
const forms = { verify: VerifyForm, claim: ClaimForm, finish: FinishForm, solve_on_spot: SolveForm, return: ReturnForm } satisfies Partial<
  Record<Ability['action'], ComponentType<ActionFormProps>>
>
type PhoneAction = keyof typeof forms

/** A button for everything the policy allows now and this phone can do; each opens its form. */
export function Actions({ matter }: { matter: Matter }) {
  const say = useMatterTexts()
  const [open, setOpen] = useState<{ action: PhoneAction; assignmentId: string } | null>(null)
  const possible = (Object.keys(forms) as PhoneAction[]).flatMap((action) =>
    matter.abilities
      .filter((ability) => ability.action === action)
      .map((ability) => ({ action, assignmentId: ability.assignmentId ?? '' })),
  )
  const Form = open && forms[open.action]
  if (possible.length === 0 && !open) return null
  return (
    <section className="card lead">
      <h2>{say('forMe')}</h2>
      <Assignments matter={matter} />
      <div className="buttons">
        {possible.map((one, at) => (
          <Button
            key={one.action + one.assignmentId}
            block
            size="large"
            color="primary"
            fill={at === 0 ? 'solid' : 'outline'}
            onClick={() => setOpen(one)}
          >
            {say(`act.${one.action}`)}
          </Button>
        ))}
      </div>
      {open && Form && (
        <Sheet title={say(`act.${open.action}`)} onClose={() => setOpen(null)}>
          <Form matter={matter} assignmentId={open.assignmentId} onDone={() => setOpen(null)} />
        </Sheet>
      )}
    </section>
  )
}

function Assignments({ matter }: { matter: Matter }) {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  return (
    <>
      {matter.assignments
        .filter((assignment) => assignment.state !== 'revoked' && assignment.state !== 'returned')
        .map((assignment) => (
          <p key={assignment.id} className="assignment">
            {say('assignment', { part: shared(`assignmentParts.${assignment.part}`), organisation: assignment.organisationName })}
            {assignment.instruction && <small>{say('instruction', { words: assignment.instruction })}</small>}
          </p>
        ))}
    </>
  )
}
