import type { Ability, Matter } from '@linli/contract'
import { Button, Drawer } from 'antd'
import { type ComponentType, useRef, useState } from 'react'
import { useKeys } from '../../../app/use-keys.ts'
import { AcceptForm } from './accept-form.tsx'
import { ClaimForm, FinishForm, ReturnForm } from './assignment-forms.tsx'
import { DispatchForm } from './dispatch-form.tsx'
import { RefuseForm } from './refuse-form.tsx'
import { SolveForm, VerifyForm } from './on-site-forms.tsx'
import { useActionTexts } from './texts.ts'

export interface ActionFormProps {
  matter: Matter
  /** Empty for actions on the whole matter. */
  assignmentId: string
  onDone: () => void
}

/** Every action the desk has a form for, with its key, in the order the loop goes. What may be done now the server says. */
const actions = {
  accept: { key: 'a', Form: AcceptForm },
  dispatch: { key: 'd', Form: DispatchForm },
  claim: { key: 'c', Form: ClaimForm },
  finish: { key: 'f', Form: FinishForm },
  verify: { key: 'v', Form: VerifyForm },
  solve_on_spot: { key: 's', Form: SolveForm },
  return: { key: 'b', Form: ReturnForm },
  refuse: { key: 'r', Form: RefuseForm },
} satisfies Partial<Record<Ability['action'], { key: string; Form: ComponentType<ActionFormProps> }>>

type DeskAction = keyof typeof actions

interface Possible {
  action: DeskAction
  assignmentId: string
}

/** A button for each ability, with its key; each opens its form beside the matter. */
export function ActionBar({ matter }: { matter: Matter }) {
  const say = useActionTexts()
  const [open, setOpen] = useState<Possible | null>(null)
  const formPlace = useRef<HTMLDivElement>(null)
  const possible = possibleOn(matter)
  useKeys(Object.fromEntries(possible.toReversed().map((one) => [actions[one.action].key, () => setOpen(one)])))
  const labelOf = (one: Possible) => {
    const organisation = matter.assignments.find((assignment) => assignment.id === one.assignmentId)?.organisationName
    const several = possible.filter((other) => other.action === one.action).length > 1
    const action = say(one.action)
    return several && organisation ? say('withOrganisation', { action, organisation }) : action
  }
  const Form = open && actions[open.action].Form
  return (
    <div className="action-bar">
      {possible.length === 0 && <span className="linli-quiet">{say('nothingToDo')}</span>}
      {possible.map((one, at) => (
        <Button
          key={one.action + one.assignmentId}
          type={at === 0 ? 'primary' : 'default'}
          danger={one.action === 'refuse'}
          title={say('key', { key: actions[one.action].key.toUpperCase() })}
          aria-keyshortcuts={actions[one.action].key}
          onClick={() => setOpen(one)}
        >
          {labelOf(one)} <kbd aria-hidden="true">{actions[one.action].key}</kbd>
        </Button>
      ))}
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        title={open && labelOf(open)}
        size={480}
        destroyOnHidden
        autoFocus={false}
        // The drawer keeps the focus to itself and would start at its close button.
        afterOpenChange={(opened) => {
          if (opened) formPlace.current?.querySelector<HTMLElement>('input, textarea, button')?.focus()
        }}
      >
        <div ref={formPlace}>{open && Form && <Form matter={matter} assignmentId={open.assignmentId} onDone={() => setOpen(null)} />}</div>
      </Drawer>
    </div>
  )
}

function possibleOn(matter: Matter): Possible[] {
  return (Object.keys(actions) as DeskAction[]).flatMap((action) =>
    matter.abilities
      .filter((ability) => ability.action === action)
      .map((ability) => ({ action, assignmentId: ability.assignmentId ?? '' })),
  )
}
