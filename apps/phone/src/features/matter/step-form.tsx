import { request } from '@linli/client/outbox'
import type { KindDescription, Matter } from '@linli/contract'
import { actionName, useLanguage, useSharedTexts } from '@linli/ui'
import { useKeptForm } from '../../parts/kept-form.ts'
import { ActionForm, type ActionFormProps } from './action-form.tsx'
import { ChoicePair } from './choice.tsx'
import { fieldsOf, filled, type StepField } from './step-fields.ts'
import { useMatterTexts } from './texts.ts'
import { useAct } from './use-act.ts'
import { Words } from './words.tsx'

/** One step of a task, wish, errand or dispute: its form is drawn from the kind's own table. */
export function StepForm({ matter, ability, step, onDone }: ActionFormProps & { step: KindDescription['actions'][number] }) {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const { form, change, discard } = useKeptForm<Record<string, unknown>>(`${matter.id} ${step.word}`, {})
  const fields = fieldsOf(step.form)
  const act = useAct(
    matter,
    say('act.done'),
    (expectedVersion, given: Record<string, unknown>) =>
      request('takeStep', {
        params: { matterId: matter.id },
        body: {
          expectedVersion,
          action: step.word,
          ...(step.onAssignment && ability.assignmentId !== null && { assignmentId: ability.assignmentId }),
          form: given,
        },
      }),
    () => (discard(), onDone()),
  )
  return (
    <ActionForm
      act={act}
      matter={matter}
      given={filled(fields, form)}
      label={actionName(step.word, shared, language, matter.kind)}
      keeps={fields.length > 0}
    >
      {fields.map((field) => (
        <Field key={field.name} field={field} value={form[field.name]} onChange={(value) => change({ [field.name]: value })} />
      ))}
    </ActionForm>
  )
}

function Field({ field, value, onChange }: { field: StepField; value: unknown; onChange: (value: unknown) => void }) {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  const name = fieldName(field.name, shared)
  const label = field.required ? name : say('step.optional', { field: name })
  if (field.kind === 'yesOrNo')
    return (
      <ChoicePair
        name={field.name}
        legend={label}
        value={typeof value === 'boolean' ? value : null}
        yes={shared('common.yes')}
        no={shared('common.no')}
        onChoose={onChange}
      />
    )
  const text = typeof value === 'string' ? value : ''
  if (field.kind === 'words' || field.kind === 'lines')
    return <Words label={label} {...(field.kind === 'lines' && { hint: say('step.lines') })} value={text} onChange={onChange} />
  return (
    <label className="field">
      <span>{label}</span>
      <input
        className="native-select"
        {...(field.kind === 'number' ? { inputMode: 'numeric' } : { type: 'datetime-local' })}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}

/** The words of a field; one this version has no words for is told by its own name. */
function fieldName(name: string, shared: ReturnType<typeof useSharedTexts>): string {
  const key = `fields.${name}` as 'fields.words'
  const words = shared(key)
  return words === key ? name : words
}

/** The step an ability stands for, when its form can be filled in on a phone; null when it has a route or a screen of its own. */
export function stepOf(kinds: readonly KindDescription[], matter: Matter, action: string): KindDescription['actions'][number] | null {
  const step = kinds.find((kind) => kind.kind === matter.kind)?.actions.find((one) => one.word === action)
  if (!step?.form) return null
  return fieldsOf(step.form).some((field) => field.kind === 'elsewhere' && field.required) ? null : step
}
