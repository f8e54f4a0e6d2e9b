import { type GivenPoint, type ReturnReason, returnReasons } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { type ReactNode, useState } from 'react'
import { api } from '../../app/api.ts'
import { here } from '../../parts/here.ts'
import type { ActionFormProps } from './actions.tsx'
import { Conflict } from './conflict.tsx'
import { Choice } from './rating-form.tsx'
import { useMatterTexts } from './texts.ts'
import { type Act, useAct } from './use-act.ts'
import { Words } from './words.tsx'

export function ClaimForm({ matter, assignmentId, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const act = useAct(
    matter,
    say('act.done'),
    (expectedVersion, _given: object, idempotencyKey) =>
      api.claimAssignment({ params: { matterId: matter.id, assignmentId }, body: { expectedVersion }, idempotencyKey }),
    onDone,
  )
  return <ActionForm act={act} matter={matter} given={{}} label={say('act.claim')} />
}

export function FinishForm({ matter, assignmentId, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const [result, setResult] = useState('')
  const [publicAnswer, setPublicAnswer] = useState('')
  const leads = matter.assignments.some((assignment) => assignment.id === assignmentId && assignment.part === 'lead')
  const act = useAct(
    matter,
    say('act.done'),
    (expectedVersion, given: { result: string; publicAnswer?: string }, idempotencyKey) =>
      api.finishAssignment({ params: { matterId: matter.id, assignmentId }, body: { expectedVersion, ...given }, idempotencyKey }),
    onDone,
  )
  const ready = result.trim() !== '' && (!leads || publicAnswer.trim() !== '')
  return (
    <ActionForm
      act={act}
      matter={matter}
      given={ready ? { result: result.trim(), ...(leads && { publicAnswer: publicAnswer.trim() }) } : null}
    >
      <Words label={say('act.result')} hint={say('act.resultHint')} value={result} onChange={setResult} />
      {leads && (
        <Words label={say('act.publicAnswer')} hint={say('act.publicAnswerHint')} value={publicAnswer} onChange={setPublicAnswer} />
      )}
    </ActionForm>
  )
}

export function ReturnForm({ matter, assignmentId, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  const [reason, setReason] = useState<ReturnReason | null>(null)
  const [words, setWords] = useState('')
  const act = useAct(
    matter,
    say('act.done'),
    (expectedVersion, given: { reason: ReturnReason; words: string }, idempotencyKey) =>
      api.returnAssignment({ params: { matterId: matter.id, assignmentId }, body: { expectedVersion, ...given }, idempotencyKey }),
    onDone,
  )
  return (
    <ActionForm act={act} matter={matter} given={reason && words.trim() ? { reason, words: words.trim() } : null}>
      <fieldset>
        <legend>{say('act.reason')}</legend>
        {returnReasons.map((one) => (
          <Choice key={one} name="reason" checked={reason === one} onChoose={() => setReason(one)} label={shared(`returnReasons.${one}`)} />
        ))}
      </fieldset>
      <Words label={say('act.words')} value={words} onChange={setWords} />
    </ActionForm>
  )
}

export function VerifyForm({ matter, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const [passed, setPassed] = useState<boolean | null>(null)
  const [note, setNote] = useState('')
  const [place, setPlace] = useState<GivenPoint | null>(null)
  const locate = useMutation({ mutationFn: here, onSuccess: setPlace })
  const act = useAct(
    matter,
    say('act.done'),
    (expectedVersion, given: { passed: boolean; note: string; place?: GivenPoint }, idempotencyKey) =>
      api.verifyMatter({ params: { matterId: matter.id }, body: { expectedVersion, ...given }, idempotencyKey }),
    onDone,
  )
  return (
    <ActionForm
      act={act}
      matter={matter}
      given={passed !== null && note.trim() ? { passed, note: note.trim(), ...(place && { place }) } : null}
    >
      <fieldset>
        <legend>{say('act.passed')}</legend>
        <div className="choice-pair">
          <Choice name="passed" checked={passed === true} onChoose={() => setPassed(true)} label={say('act.yes')} />
          <Choice name="passed" checked={passed === false} onChoose={() => setPassed(false)} label={say('act.no')} />
        </div>
      </fieldset>
      <Words label={say('act.note')} value={note} onChange={setNote} />
      <Button block loading={locate.isPending} disabled={place !== null} onClick={() => locate.mutate()}>
        {say(place ? 'act.placed' : 'act.place')}
      </Button>
    </ActionForm>
  )
}

export function SolveForm({ matter, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const [result, setResult] = useState('')
  const act = useAct(
    matter,
    say('act.done'),
    (expectedVersion, given: { result: string }, idempotencyKey) =>
      api.solveReportedOnSpot({ params: { matterId: matter.id }, body: { expectedVersion, ...given }, idempotencyKey }),
    onDone,
  )
  return (
    <ActionForm act={act} matter={matter} given={result.trim() ? { result: result.trim() } : null}>
      <Words label={say('act.result')} hint={say('act.resultHint')} value={result} onChange={setResult} />
    </ActionForm>
  )
}

/** The frame of every action's form: fields, what went wrong, the button. `given` is null while something is missing. */
function ActionForm<Given>({
  act,
  matter,
  given,
  label,
  children,
}: {
  act: Act<Given>
  matter: ActionFormProps['matter']
  given: Given | null
  label?: string
  children?: ReactNode
}) {
  const say = useMatterTexts()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (given !== null) act.send(given)
      }}
    >
      {children}
      <Conflict matter={matter} act={act} />
      <Button block type="submit" size="large" color="primary" disabled={given === null} loading={act.pending}>
        {label ?? say('act.send')}
      </Button>
    </form>
  )
}
