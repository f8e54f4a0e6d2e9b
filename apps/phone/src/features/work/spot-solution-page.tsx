import { request } from '@linli/client/outbox'
import type { GivenPoint } from '@linli/contract'
import { useProblemText } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import Button from 'antd-mobile/es/components/button'
import TextArea from 'antd-mobile/es/components/text-area'
import { useState } from 'react'
import { toast } from '../../app/toast.tsx'
import { send } from '../../outbox/send.ts'
import { useKeptWords } from '../../outbox/texts.ts'
import { CategoryField } from '../../parts/category-field.tsx'
import { here } from '../../parts/here.ts'
import { useWorkTexts } from './texts.ts'

/** Something found and put right at once, in the worker's own grid. */
export function SpotSolutionPage() {
  const say = useWorkTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const keptWords = useKeptWords()
  const [text, setText] = useState('')
  const [result, setResult] = useState('')
  const [categoryCode, setCategory] = useState('')
  const [address, setAddress] = useState('')
  const [place, setPlace] = useState<GivenPoint | null>(null)
  const locate = useMutation({ mutationFn: here, onSuccess: setPlace })
  const sending = useMutation({
    mutationFn: (at: GivenPoint) => {
      const body = { text: text.trim(), result: result.trim(), place: at, categoryCode, ...(address.trim() && { address: address.trim() }) }
      return send<'solveOnSpot'>({ request: request('solveOnSpot', { body }), matter: null })
    },
    onSuccess: async (sending) => {
      toast(sending.outcome === 'sent' ? say('spotPage.done', { number: sending.answer.number }) : keptWords(sending))
      void queries.invalidateQueries({ queryKey: ['matters'] })
      await navigate({ to: '/', replace: true })
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (place) sending.mutate(place)
      }}
    >
      <h1>{say('spotPage.title')}</h1>
      <section className="card">
        <label className="field">
          <span>{say('spotPage.what')}</span>
          <TextArea value={text} onChange={setText} rows={3} maxLength={2000} />
        </label>
        <label className="field">
          <span>{say('spotPage.result')}</span>
          <TextArea value={result} onChange={setResult} rows={3} maxLength={2000} />
        </label>
        <CategoryField
          label={say('spotPage.category')}
          choose={say('spotPage.chooseCategory')}
          value={categoryCode}
          onChange={setCategory}
        />
        <label className="field">
          <span>{say('spotPage.address')}</span>
          <TextArea value={address} onChange={setAddress} rows={1} maxLength={300} />
        </label>
        <Button block loading={locate.isPending} onClick={() => locate.mutate()}>
          {place ? say('spotPage.located') : say('spotPage.place')}
        </Button>
        {!place && <p className="hint">{say('spotPage.placeNeeded')}</p>}
      </section>
      {sending.error && (
        <p className="wrong" role="alert">
          {problemText(sending.error)}
        </p>
      )}
      <Button
        block
        type="submit"
        size="large"
        color="primary"
        className="send"
        disabled={!text.trim() || !result.trim() || !categoryCode || !place}
        loading={sending.isPending}
      >
        {say('spotPage.send')}
      </Button>
    </form>
  )
}
