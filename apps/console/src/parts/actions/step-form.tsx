import type { Matter, MatterAction } from '@linli/contract'
import { actionName, forgetDraft, useLanguage, useSharedTexts } from '@linli/ui'
import { Form, type FormInstance } from 'antd'
import type { ReactNode } from 'react'
import { offerUndo } from './undo.ts'
import { ActionForm, useDraftName } from './action-form.tsx'
import type { Preset } from './open-action.ts'
import { type ActionCall, useAct } from './use-act.ts'
import { useActionTexts } from './texts.ts'

/** What every action's form is given: the matter, and what of it is acted on. */
export interface ActionFormProps {
  matter: Matter
  /** Empty for actions on the whole matter. */
  assignmentId: string
  /** Empty except for the answer to a card. */
  cardId: string
  /** Filled in beforehand, whatever was kept. */
  preset?: Preset
  onDone: () => void
}

/** The form of one action: sends it, keeps the draft until it is sent, shows what went wrong and what others did meanwhile. */
export function StepForm<Values extends object>({
  matter,
  assignmentId,
  cardId,
  preset,
  onDone,
  action,
  label,
  call,
  form: given,
  initialValues,
  isAbility = true,
  isWholly = always,
  children,
}: ActionFormProps & {
  action: MatterAction
  /** On the button; the name of the action without one. */
  label?: string
  call: ActionCall<Values>
  /** Given by forms that watch their own fields. */
  form?: FormInstance<Values>
  initialValues?: Partial<Values>
  /** False for what is begun from a matter and is no action on it. */
  isAbility?: boolean
  /** False when only a part of it was done, which the form then says itself. */
  isWholly?: () => boolean
  children?: ReactNode
}) {
  const say = useActionTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const [form] = Form.useForm<Values>(given)
  const target = assignmentId || cardId
  const name = label ?? actionName(action, shared, language, matter.kind)
  const draftName = useDraftName(matter, action, target)
  const act = useAct<Values>(matter, {
    call,
    done: () => (isWholly() ? say('done', { action: name }) : null),
    onDone: () => {
      forgetDraft(draftName)
      onDone()
    },
    afterwards: (after) => offerUndo(matter, action, after),
  })
  return (
    <ActionForm
      matter={matter}
      action={action}
      target={target}
      isAbility={isAbility}
      act={act}
      form={form}
      initialValues={initialValues ?? {}}
      {...(preset && { preset: preset as Partial<Values> })}
      draftName={draftName}
      submitLabel={name}
      focusSubmit={children === undefined}
    >
      {children}
    </ActionForm>
  )
}

const always = () => true
