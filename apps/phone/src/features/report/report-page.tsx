import { problemOf, useProblemText, writeStored } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import Button from 'antd-mobile/es/components/button'
import { type SubmitEvent, useEffect, useEffectEvent, useState } from 'react'
import { namedPoint } from '../../parts/place/named-point.ts'
import { PhotosField } from '../../parts/photos/photos-field.tsx'
import { type Photos, usePhotos } from '../../parts/photos/use-photos.ts'
import { rememberReceipt } from '../../parts/receipts.ts'
import { ContactField } from './contact-field.tsx'
import { type Draft, type DraftProblem, problemsOf, reportForm, useDraft } from './draft.ts'
import { PlaceField } from './place-field.tsx'
import './report.css'
import { sendReport } from './send-report.ts'
import { sentUnder } from './sent-page.tsx'
import { Similar } from './similar.tsx'
import { useReportTexts } from './texts.ts'
import { WhatField } from './what-field.tsx'

/** One page with four plain steps: photo, place, what, send. What is written is kept on the phone until it was sent. */
export function ReportPage() {
  const say = useReportTexts()
  const problemText = useProblemText()
  const { draft, change, discard } = useDraft()
  const photos = usePhotos(reportForm)
  const [wrong, setWrong] = useState<DraftProblem[]>([])
  const sending = useSend(photos, discard)
  const keyIsSpent = problemOf(sending.error)?.code === 'idempotency_key_reused'
  useGivenPlace(draft, change)
  const router = useRouter()
  // What is shown after sending comes while one is still writing.
  useEffect(() => void router.preloadRoute({ to: '/sent' }), [router])

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const problems = problemsOf(draft)
    setWrong(problems)
    const first = problems[0]
    if (first) document.getElementById(`report-${first}`)?.focus()
    else sending.mutate(draft)
  }
  const startOver = () => {
    discard()
    photos.discard()
  }
  const stillLeaving = photos.photos.some(({ state }) => state === 'shrinking' || state === 'uploading')

  return (
    <form onSubmit={submit} noValidate className="report">
      <h1>{say('title')}</h1>
      <section className="card">
        <h2>
          <span className="step">1</span>
          {say('photos.title')}
        </h2>
        <PhotosField label={say('photos.title')} photos={photos} />
        <p className="hint spare">{say('photos.hint')}</p>
      </section>
      <PlaceField draft={draft} change={change} missing={wrong.includes('where') && !draft.place && !draft.address.trim()} />
      <WhatField draft={draft} change={change} missing={wrong.includes('what') && !draft.text.trim()} />
      <Similar draft={draft} />
      <ContactField draft={draft} change={change} wrong={wrong.includes('phone')} />
      {sending.error && (
        <div className="card card-wrong" role="alert">
          <p>{keyIsSpent ? say('maybeSent.words') : problemText(sending.error)}</p>
          {keyIsSpent && (
            <Button
              block
              onClick={() => {
                const fresh = { ...draft, key: crypto.randomUUID() }
                change(fresh)
                sending.mutate(fresh)
              }}
            >
              {say('maybeSent.again')}
            </Button>
          )}
        </div>
      )}
      <Button
        block
        type="submit"
        size="large"
        color="primary"
        className="send"
        loading={sending.isPending}
        loadingText={say(stillLeaving ? 'sendingPhotos' : 'sending')}
      >
        {say('send')}
      </Button>
      <p className="hint centre">
        {say('draftKept')}{' '}
        {(draft.text || draft.address || photos.photos.length > 0) && (
          <button type="button" className="text-button" onClick={startOver}>
            {say('discard')}
          </button>
        )}
      </p>
    </form>
  )
}

/** Takes over the place a link came with, such as the one a mini-program hands its web pages, in whatever system it says. */
function useGivenPlace(draft: Draft, change: (part: Partial<Draft>) => void): void {
  const { longitude, latitude, system } = useSearch({ from: '/report' })
  const take = useEffectEvent(async () => {
    if (longitude === undefined || latitude === undefined || draft.place) return
    change(await namedPoint({ longitude, latitude, coordinateSystem: system ?? 'wgs84' }))
  })
  useEffect(() => void take(), [])
}

function useSend(photos: Photos, discard: () => void) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (draft: Draft) => {
      // Written before the first try: a phone that dies in between finds the key again.
      writeStored('linli.report.draft', JSON.stringify({ ...draft, at: Date.now() }))
      return sendReport(draft, photos.photos)
    },
    onSuccess: async (sent, draft) => {
      if (sent.outcome === 'sent') rememberReceipt(sent.answer, draft.text)
      writeStored(sentUnder, JSON.stringify(sent.outcome === 'sent' ? sent.answer : { kept: sent.id }))
      discard()
      photos.discard()
      void queries.invalidateQueries({ queryKey: ['matters'] })
      await navigate({ to: '/sent', replace: true })
    },
  })
}
