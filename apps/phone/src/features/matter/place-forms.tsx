import { request } from '@linli/client/outbox'
import type { GivenPoint, Matter } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { useState } from 'react'
import { formatDistance } from '../../parts/distance.ts'
import { useKeptForm } from '../../parts/kept-form.ts'
import { usePhotos } from '../../parts/photos/use-photos.ts'
import { ActionForm, type ActionFormProps } from './action-form.tsx'
import { ChoicePair } from './choice.tsx'
import { LocateField } from './locate-field.tsx'
import { useMatterTexts } from './texts.ts'
import { useAct } from './use-act.ts'
import { Words } from './words.tsx'

/** Somebody has gone and looked: done, or not. */
export function VerifyForm({ matter, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const language = useLanguage()
  const [place, setPlace] = useState<GivenPoint | null>(null)
  const { form, change, discard } = useKeptForm(`${matter.id} verify`, { passed: null as boolean | null, note: '' })
  const looked = (fresh: Matter) => {
    const metres = fresh.timeline.findLast((entry) => entry.action === 'verify')?.content['distanceM']
    return typeof metres === 'number' ? say('verifiedAway', { distance: formatDistance(metres, language) }) : say('act.done')
  }
  const photos = usePhotos(`${matter.id} verify`)
  const act = useAct(
    matter,
    looked,
    (expectedVersion, given: { passed: boolean; note: string; place?: GivenPoint }) =>
      request('verifyMatter', { params: { matterId: matter.id }, body: { expectedVersion, ...given } }),
    () => (discard(), photos.discard(), onDone()),
  )
  const note = form.note.trim()
  return (
    <ActionForm
      act={act}
      matter={matter}
      photos={photos}
      given={form.passed !== null && note ? { passed: form.passed, note, ...(place && { place }) } : null}
    >
      <ChoicePair
        name="passed"
        legend={say('act.passed')}
        value={form.passed}
        yes={say('act.yes')}
        no={say('act.no')}
        onChoose={(passed) => change({ passed })}
      />
      <Words label={say('act.note')} value={form.note} onChange={(next) => change({ note: next })} />
      <LocateField matter={matter} value={place} onChange={setPlace} />
    </ActionForm>
  )
}

export function SolveForm({ matter, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const { form, change, discard } = useKeptForm(`${matter.id} solve_on_spot`, { result: '' })
  const photos = usePhotos(`${matter.id} solve_on_spot`)
  const act = useAct(
    matter,
    say('act.done'),
    (expectedVersion, given: { result: string }) =>
      // What the worker shows of their own work is how it is now; how it was the reporter has shown.
      request('solveReportedOnSpot', { params: { matterId: matter.id }, body: { expectedVersion, ...given, beforeCount: 0 } }),
    () => (discard(), photos.discard(), onDone()),
  )
  const result = form.result.trim()
  return (
    <ActionForm act={act} matter={matter} photos={photos} given={result ? { result } : null}>
      <Words label={say('act.result')} hint={say('act.resultHint')} value={form.result} onChange={(next) => change({ result: next })} />
    </ActionForm>
  )
}
