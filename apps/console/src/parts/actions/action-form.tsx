import type { Matter, MatterAction } from '@linli/contract'
import { ChangedSince, problemOf, useProblemText } from '@linli/ui'
import { Alert, Button, Form, type FormInstance } from 'antd'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import type { Act } from './use-act.ts'
import { useActionTexts } from './texts.ts'

/**
 * The frame of every action's form: fields, what went wrong, the button. What is typed and not sent is kept for
 * this matter and action until it is; Ctrl + Enter sends.
 */
export function ActionForm<Values extends object>({
  matter,
  action,
  target,
  isAbility,
  act,
  form,
  initialValues,
  submitLabel,
  focusSubmit = false,
  children,
}: {
  matter: Matter
  action: MatterAction
  /** The assignment or card it acts on; empty for the whole matter. */
  target: string
  isAbility: boolean
  act: Act<Values>
  form: FormInstance<Values>
  initialValues: Partial<Values>
  submitLabel: string
  /** For a form without fields: the keyboard is at the button. */
  focusSubmit?: boolean
  children: ReactNode
}) {
  const say = useActionTexts()
  const draftKey = draftKeyOf(matter, action, target)
  const [kept] = useState(() => readDraft<Values>(draftKey))
  const stillPossible =
    !isAbility || matter.abilities.some((ability) => ability.action === action && (ability.assignmentId ?? ability.cardId ?? '') === target)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit()
  }
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark="optional"
      initialValues={{ ...initialValues, ...kept }}
      onValuesChange={(_, values) => sessionStorage.setItem(draftKey, JSON.stringify(values))}
      onFinish={(values) => act.send(values)}
      onKeyDown={onKeyDown}
    >
      {children}
      <Problem matter={matter} act={act} stillPossible={stillPossible} />
      <Button
        block
        type="primary"
        size="large"
        htmlType="submit"
        autoFocus={focusSubmit}
        loading={act.pending}
        disabled={!stillPossible && !act.pending}
      >
        {submitLabel}
      </Button>
      <p className="linli-quiet linli-small form-foot">
        {say('sendHint')} · {say('kept')}
      </p>
    </Form>
  )
}

/** Forgets the draft of an action that was done. */
export function forgetDraft(matter: Matter, action: MatterAction, target: string): void {
  sessionStorage.removeItem(draftKeyOf(matter, action, target))
}

function draftKeyOf(matter: Matter, action: MatterAction, target: string): string {
  return ['linli.draft', matter.id, action, target].filter(Boolean).join('.')
}

function readDraft<Values>(key: string): Partial<Values> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<Values>
  } catch {
    return {}
  }
}

function Problem({
  matter,
  act,
  stillPossible,
}: {
  matter: Matter
  act: Pick<Act<never>, 'error' | 'changedSince'>
  stillPossible: boolean
}) {
  const say = useActionTexts()
  const problemText = useProblemText()
  // An ended session is asked for over the page; there is nothing to say here.
  if (problemOf(act.error)?.code === 'not_signed_in') return null
  if (act.changedSince === null && !act.error) return null
  if (act.changedSince === null) return <Alert type="error" showIcon title={problemText(act.error)} className="form-alert" />
  return (
    <Alert
      type="warning"
      showIcon
      className="form-alert"
      title={say('conflictTitle')}
      description={
        <>
          {say('changed')}
          <ChangedSince entries={matter.timeline} version={act.changedSince} />
          <p>{say(stillPossible ? 'again' : 'gone')}</p>
        </>
      }
    />
  )
}
