import type { GivenPoint } from '@linli/contract'
import { Empty, useLanguage, useProblemText } from '@linli/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import Button from 'antd-mobile/es/components/button'
import TextArea from 'antd-mobile/es/components/text-area'
import { useEffect, useEffectEvent } from 'react'
import { api } from '../../app/api.ts'
import { useMe } from '../../app/session.ts'
import { toast } from '../../app/toast.tsx'
import { useKeptWords } from '../../outbox/texts.ts'
import { CategoryField } from '../../parts/category-field.tsx'
import { here } from '../../parts/here.ts'
import { useKeptForm } from '../../parts/kept-form.ts'
import { PhotosField } from '../../parts/photos/photos-field.tsx'
import { usePhotos } from '../../parts/photos/use-photos.ts'
import { useCategories } from '../../parts/use-categories.ts'
import { useSlowly } from '../../parts/use-slowly.ts'
import { type SpotSolution, sendSpotSolution } from './send-spot-solution.ts'
import { useWorkTexts } from './texts.ts'
import './work.css'

const formName = 'spot-solution'
const leastSigns = 2
const empty = { key: '', text: '', result: '', categoryCode: '', address: '', place: null as GivenPoint | null }

/**
 * Something found and put right at once, in the worker's own grid. Made for one hand in the rain: the place is found by itself, what kind of
 * thing it is and what was done are a tap each.
 */
export function SpotSolutionPage() {
  const say = useWorkTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const me = useMe()
  const { form, change, discard } = useKeptForm(formName, empty)
  const before = usePhotos(`${formName} before`)
  const after = usePhotos(`${formName} after`)
  const locate = useMutation({ mutationFn: here, onSuccess: (place) => change({ place }) })
  const findByItself = useEffectEvent(() => locate.mutate())
  useEffect(() => findByItself(), [])
  const suggested = useSuggested(form.text, form.categoryCode)
  const { categoryCode } = form

  const keptWords = useKeptWords()
  const sending = useMutation({
    mutationFn: (solution: SpotSolution) => sendSpotSolution(solution, { before: before.photos, after: after.photos }),
    onSuccess: async (sent) => {
      toast(sent.outcome === 'sent' ? say('spotPage.done', { number: sent.answer.number }) : keptWords(sent))
      discard()
      before.discard()
      after.discard()
      void queries.invalidateQueries({ queryKey: ['matters'] })
      await navigate({ to: '/', replace: true })
    },
  })
  if (me === null) return <SignInFirst />
  const ready = form.text.trim() && form.result.trim() && categoryCode && form.place
  const submit = () => {
    if (!form.place || !ready) return
    const key = form.key || crypto.randomUUID()
    change({ key })
    sending.mutate({ ...form, key, place: form.place })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h1>{say('spotPage.title')}</h1>
      <section className="card photo-pair">
        <div>
          <h3>{say('spotPage.before')}</h3>
          <PhotosField label={say('spotPage.before')} photos={before} />
        </div>
        <div>
          <h3>{say('spotPage.after')}</h3>
          <PhotosField label={say('spotPage.after')} photos={after} />
        </div>
      </section>
      <section className="card">
        <label className="field">
          <span>{say('spotPage.what')}</span>
          <TextArea value={form.text} onChange={(text) => change({ text, key: '' })} rows={2} maxLength={2000} />
        </label>
        {suggested.length > 0 && (
          <fieldset>
            <legend>{say('spotPage.kind')}</legend>
            <div className="chips">
              {suggested.map(({ code, name }) => (
                <label key={code} data-on={code === categoryCode}>
                  <input
                    type="radio"
                    name="kind"
                    className="linli-unseen"
                    checked={code === categoryCode}
                    onChange={() => change({ categoryCode: code, key: '' })}
                  />
                  {name}
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <CategoryField
          label={say('spotPage.category')}
          choose={say('spotPage.chooseCategory')}
          value={categoryCode}
          onChange={(code) => change({ categoryCode: code, key: '' })}
        />
        <label className="field">
          <span>{say('spotPage.result')}</span>
          <TextArea value={form.result} onChange={(result) => change({ result, key: '' })} rows={2} maxLength={2000} />
        </label>
        <div className="chips phrases">
          {(['cleaned', 'fixed', 'removed', 'persuaded'] as const).map((phrase) => (
            <button key={phrase} type="button" onClick={() => change({ result: form.result + say(`spotPage.phrases.${phrase}`), key: '' })}>
              {say(`spotPage.phrases.${phrase}`)}
            </button>
          ))}
        </div>
        <Button block loading={locate.isPending} loadingText={say('finding')} onClick={() => locate.mutate()}>
          {form.place ? say('spotPage.located') : say('spotPage.place')}
        </Button>
        {!form.place && <p className="hint">{say(locate.isError ? 'spotPage.noPlace' : 'spotPage.placeNeeded')}</p>}
        <label className="field">
          <span>{say('spotPage.address')}</span>
          <TextArea value={form.address} onChange={(address) => change({ address, key: '' })} rows={1} maxLength={300} />
        </label>
      </section>
      {sending.error && (
        <p className="wrong" role="alert">
          {problemText(sending.error)}
        </p>
      )}
      <Button block type="submit" size="large" color="primary" className="send" disabled={!ready} loading={sending.isPending}>
        {say('spotPage.send')}
      </Button>
    </form>
  )
}

function SignInFirst() {
  const say = useWorkTexts()
  return (
    <Empty text={say('signInFirst')}>
      <Link to="/sign-in/staff" search={{ next: '/spot-solution' }}>
        {say('signIn')}
      </Link>
    </Empty>
  )
}

/** What kind of thing the words may be about; offered, and never set by itself (domain.md §4). */
function useSuggested(words: string, chosen: string) {
  const language = useLanguage()
  const { byCode } = useCategories()
  const text = useSlowly(words.trim(), 350)
  const found = useQuery({
    queryKey: ['category-suggestions', text],
    queryFn: ({ signal }) => api.suggestCategories({ body: { text } }, signal),
    enabled: text.length >= leastSigns,
    staleTime: 300_000,
    retry: false,
  })
  const codes = (text.length >= leastSigns ? (found.data?.items ?? []) : []).map(({ code }) => code)
  const names = [...new Set([...codes, chosen])].flatMap((code) => {
    const category = byCode.get(code)
    return category ? [{ code, name: language === 'zh' ? category.nameZh : category.nameEn }] : []
  })
  return names
}
