import type { Matter, MatterAction } from '@linli/contract'
import { ChangedSince, keepDraft, problemOf, readDraft, useProblemText } from '@linli/ui'
import { Alert, Button, Form, type FormInstance } from 'antd'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useMe } from '../../app/session.ts'
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
  preset,
  draftName,
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
  /** Goes before what was kept. */
  preset?: Partial<Values>
  /** See `useDraftName`. */
  draftName: string
  submitLabel: string
  /** For a form without fields: the keyboard is at the button. */
  focusSubmit?: boolean
  children: ReactNode
}) {
  const say = useActionTexts()
  const [kept] = useState(() => readDraft<Values>(draftName))
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
      initialValues={{ ...initialValues, ...kept, ...preset }}
      onValuesChange={(_, values) => keepDraft(draftName, values)}
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

/** Under what name the draft of an action is kept: by person, matter, action and what of the matter it acts on. */
export function useDraftName(matter: Matter, action: MatterAction, target: string): string {
  return [useMe()?.accountId, matter.id, action, target].filter(Boolean).join('.')
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
