import { request } from '@linli/client/outbox'
import type { GivenPoint, Matter } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { useState } from 'react'
import { formatDistance } from '../../parts/distance.ts'
import { useKeptForm } from '../../parts/kept-form.ts'
import { usePhotos } from '../../parts/photos/use-photos.ts'
import { ActionForm, type ActionFormProps, paramsOf } from './action-form.tsx'
import { ChoicePair } from './choice.tsx'
import { LocateField } from './locate-field.tsx'
import { useMatterTexts } from './texts.ts'
import { useAct } from './use-act.ts'
import { Words } from './words.tsx'

export function ClaimForm({ matter, ability, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const act = useAct(
    matter,
    say('act.done'),
    (expectedVersion, _given: object) => request('claimAssignment', { params: paramsOf({ matter, ability }), body: { expectedVersion } }),
    onDone,
  )
  return (
    <ActionForm act={act} matter={matter} given={{}} label={say('act.claim')} keeps={false}>
      <p className="hint">{say('claimHint')}</p>
    </ActionForm>
  )
}

/** After a whistle: I am here. The place is noted when the phone can tell it. */
export function SignInForm({ matter, ability, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const language = useLanguage()
  const [place, setPlace] = useState<GivenPoint | null>(null)
  const { form, change, discard } = useKeptForm(`${matter.id} sign_in ${ability.assignmentId}`, { words: '' })
  const arrival = (fresh: Matter) => {
    const metres = fresh.assignments.find((assignment) => assignment.id === ability.assignmentId)?.arrivedDistanceM
    return metres === null || metres === undefined ? say('arrived') : say('arrivedAway', { distance: formatDistance(metres, language) })
  }
  const act = useAct(
    matter,
    arrival,
    (expectedVersion, given: { place?: GivenPoint; words?: string }) =>
      request('signInAtPlace', { params: paramsOf({ matter, ability }), body: { expectedVersion, ...given } }),
    () => (discard(), onDone()),
  )
  const words = form.words.trim()
  return (
    <ActionForm act={act} matter={matter} given={{ ...(place && { place }), ...(words && { words }) }} label={say('act.sign_in')}>
      <LocateField matter={matter} value={place} onChange={setPlace} />
      <Words label={say('act.wordsOptional')} value={form.words} onChange={(next) => change({ words: next })} />
    </ActionForm>
  )
}

/** How it is going: for the reporter too, or among staff. Which of them is asked every time. */
export function ProgressForm({ matter, ability, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const { form, change, discard } = useKeptForm(`${matter.id} progress ${ability.assignmentId}`, {
    words: '',
    isPublic: null as boolean | null,
  })
  const photos = usePhotos(`${matter.id} progress ${ability.assignmentId}`)
  const act = useAct(
    matter,
    say('act.done'),
    (expectedVersion, given: { words: string; visibility: 'public' | 'internal' }) =>
      request('noteProgress', { params: paramsOf({ matter, ability }), body: { expectedVersion, ...given } }),
    () => (discard(), photos.discard(), onDone()),
  )
  const words = form.words.trim()
  const given = words && form.isPublic !== null ? ({ words, visibility: form.isPublic ? 'public' : 'internal' } as const) : null
  return (
    <ActionForm act={act} matter={matter} photos={photos} given={given}>
      <Words label={say('progress.words')} hint={say('progress.hint')} value={form.words} onChange={(next) => change({ words: next })} />
      <ChoicePair
        name="visibility"
        legend={say('progress.who')}
        value={form.isPublic}
        yes={say('progress.public')}
        no={say('progress.internal')}
        onChoose={(isPublic) => change({ isPublic })}
      />
    </ActionForm>
  )
}

export function FinishForm({ matter, ability, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const { form, change, discard } = useKeptForm(`${matter.id} finish ${ability.assignmentId}`, { result: '', publicAnswer: '' })
  const leads = matter.assignments.some((assignment) => assignment.id === ability.assignmentId && assignment.part === 'lead')
  const photos = usePhotos(`${matter.id} finish ${ability.assignmentId}`)
  const act = useAct(
    matter,
    say('act.done'),
    (expectedVersion, given: { result: string; publicAnswer?: string }) =>
      request('finishAssignment', { params: paramsOf({ matter, ability }), body: { expectedVersion, ...given } }),
    () => (discard(), photos.discard(), onDone()),
  )
  const result = form.result.trim()
  const publicAnswer = form.publicAnswer.trim()
  const ready = result !== '' && (!leads || publicAnswer !== '')
  return (
    <ActionForm act={act} matter={matter} photos={photos} given={ready ? { result, ...(leads && { publicAnswer }) } : null}>
      <Words label={say('act.result')} hint={say('act.resultHint')} value={form.result} onChange={(next) => change({ result: next })} />
      {leads && (
        <Words
          label={say('act.publicAnswer')}
          hint={say('act.publicAnswerHint')}
          value={form.publicAnswer}
          onChange={(next) => change({ publicAnswer: next })}
        />
      )}
    </ActionForm>
  )
}

/** Goes on before the planned date. */
export function ResumeForm({ matter, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const { form, change, discard } = useKeptForm(`${matter.id} resume`, { words: '' })
  const act = useAct(
    matter,
    say('act.done'),
    (expectedVersion, given: { words?: string }) =>
      request('resumeMatter', { params: { matterId: matter.id }, body: { expectedVersion, ...given } }),
    () => (discard(), onDone()),
  )
  const words = form.words.trim()
  return (
    <ActionForm act={act} matter={matter} given={words ? { words } : {}} label={say('act.resume')}>
      <Words label={say('act.wordsOptional')} value={form.words} onChange={(next) => change({ words: next })} />
    </ActionForm>
  )
}
