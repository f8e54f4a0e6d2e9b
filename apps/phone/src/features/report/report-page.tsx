import { request } from '@linli/client/outbox'
import { problemOf, useProblemText, writeStored } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import Button from 'antd-mobile/es/components/button'
import TextArea from 'antd-mobile/es/components/text-area'
import { type FormEvent, useState } from 'react'
import { send } from '../../outbox/send.ts'
import { rememberReceipt } from '../../parts/receipts.ts'
import { ContactField } from './contact-field.tsx'
import { type Draft, type DraftProblem, inputOf, problemsOf, useDraft } from './draft.ts'
import { PlaceField } from './place-field.tsx'
import { sentUnder } from './sent-page.tsx'
import { useReportTexts } from './texts.ts'

/** One page with three plain questions; what is written is kept on the phone until it was sent. */
export function ReportPage() {
  const say = useReportTexts()
  const problemText = useProblemText()
  const { draft, change, discard } = useDraft()
  const [wrong, setWrong] = useState<DraftProblem[]>([])
  const sending = useSend(discard)
  const keyIsSpent = problemOf(sending.error)?.code === 'idempotency_key_reused'

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const problems = problemsOf(draft)
    setWrong(problems)
    const first = problems[0]
    if (first) document.getElementById(`report-${first}`)?.focus()
    else sending.mutate(draft)
  }

  return (
    <form onSubmit={submit} noValidate>
      <h1>{say('title')}</h1>
      <PlaceField draft={draft} change={change} missing={wrong.includes('where') && !draft.place && !draft.address.trim()} />
      <section className="card">
        <h2>
          <span className="step">2</span>
          <label htmlFor="report-what">{say('what.title')}</label>
        </h2>
        <TextArea
          id="report-what"
          value={draft.text}
          onChange={(text) => change({ text })}
          placeholder={say('what.hint')}
          autoSize={{ minRows: 4, maxRows: 12 }}
          maxLength={2000}
        />
        {wrong.includes('what') && !draft.text.trim() && (
          <p className="wrong" role="alert">
            {say('what.missing')}
          </p>
        )}
      </section>
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
      <Button block type="submit" size="large" color="primary" className="send" loading={sending.isPending} loadingText={say('sending')}>
        {say('send')}
      </Button>
      <p className="hint centre">
        {say('draftKept')}{' '}
        {(draft.text || draft.address) && (
          <button type="button" className="text-button" onClick={discard}>
            {say('discard')}
          </button>
        )}
      </p>
    </form>
  )
}

function useSend(discard: () => void) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (draft: Draft) => {
      // Written before the first try: a phone that dies in between finds the key again.
      writeStored('linli.report.draft', JSON.stringify(draft))
      return send<'reportMatter'>({ id: draft.key, request: request('reportMatter', { body: inputOf(draft) }), matter: null })
    },
    onSuccess: async (sending, draft) => {
      if (sending.outcome === 'sent') rememberReceipt(sending.answer, draft.text)
      writeStored(sentUnder, JSON.stringify(sending.outcome === 'sent' ? sending.answer : { kept: sending.id }))
      discard()
      void queries.invalidateQueries({ queryKey: ['matters'] })
      await navigate({ to: '/sent', replace: true })
    },
  })
}
