import { type Matter, ratingReasons, type RatingReason } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import Button from 'antd-mobile/es/components/button'
import TextArea from 'antd-mobile/es/components/text-area'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { Conflict } from './conflict.tsx'
import { useMatterTexts } from './texts.ts'
import { useAct } from './use-act.ts'

/** Solved or not, how satisfied, and words. What is unsolved goes back to be done. */
export function RatingForm({ matter }: { matter: Matter }) {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  const [solved, setSolved] = useState<boolean | null>(null)
  const [stars, setStars] = useState(0)
  const [reasons, setReasons] = useState<RatingReason[]>([])
  const [words, setWords] = useState('')
  const act = useAct(
    matter,
    say('rate.thanks'),
    (expectedVersion: number, given: { solved: boolean; stars: number; reasons?: RatingReason[]; words?: string }, idempotencyKey) =>
      api.rateMatter({ params: { matterId: matter.id }, body: { expectedVersion, ...given }, idempotencyKey }),
  )
  const ready = solved !== null && stars > 0
  return (
    <form
      className="card lead"
      onSubmit={(event) => {
        event.preventDefault()
        if (solved !== null && ready)
          act.send({ solved, stars, ...(reasons.length > 0 && { reasons }), ...(words.trim() && { words: words.trim() }) })
      }}
    >
      <h2>{say('rate.title')}</h2>
      <fieldset>
        <legend>{say('rate.solved')}</legend>
        <div className="choice-pair">
          <Choice name="solved" checked={solved === true} onChoose={() => setSolved(true)} label={say('rate.yes')} />
          <Choice name="solved" checked={solved === false} onChoose={() => setSolved(false)} label={say('rate.no')} />
        </div>
        {solved === false && <p className="hint">{say('rate.again')}</p>}
      </fieldset>
      <fieldset>
        <legend>{say('rate.stars')}</legend>
        <div className="stars">
          {[1, 2, 3, 4, 5].map((count) => (
            <label key={count} data-on={count <= stars}>
              <input
                type="radio"
                name="stars"
                className="linli-unseen"
                checked={stars === count}
                onChange={() => setStars(count)}
                aria-label={say('rate.starsOf', { count })}
              />
              <span aria-hidden="true">{count <= stars ? '★' : '☆'}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {(solved === false || (stars > 0 && stars < 4)) && (
        <fieldset>
          <legend>{say('rate.reasons')}</legend>
          <div className="chips">
            {ratingReasons.map((reason) => (
              <label key={reason} data-on={reasons.includes(reason)}>
                <input
                  type="checkbox"
                  className="linli-unseen"
                  checked={reasons.includes(reason)}
                  onChange={() => setReasons(reasons.includes(reason) ? reasons.filter((one) => one !== reason) : [...reasons, reason])}
                />
                {shared(`ratingReasons.${reason}`)}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <label className="field">
        <span>{say('rate.words')}</span>
        <TextArea value={words} onChange={setWords} rows={2} maxLength={2000} />
      </label>
      <Conflict matter={matter} act={act} />
      <Button block type="submit" size="large" color="primary" disabled={!ready} loading={act.pending}>
        {say('rate.send')}
      </Button>
      {!ready && <p className="hint centre">{say('rate.needed')}</p>}
    </form>
  )
}

/** A large radio button. */
export function Choice({ name, checked, onChoose, label }: { name: string; checked: boolean; onChoose: () => void; label: string }) {
  return (
    <label className="choice" data-on={checked}>
      <input type="radio" name={name} className="linli-unseen" checked={checked} onChange={onChoose} />
      {label}
    </label>
  )
}
