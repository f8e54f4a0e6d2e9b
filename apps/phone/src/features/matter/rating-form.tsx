import { request } from '@linli/client/outbox'
import { type Matter, ratingReasons, type RatingReason } from '@linli/contract'
import { useSharedTexts, When } from '@linli/ui'
import { useKeptForm } from '../../parts/kept-form.ts'
import { ActionForm } from './action-form.tsx'
import { ChoicePair } from './choice.tsx'
import { useMatterTexts } from './texts.ts'
import { useAct } from './use-act.ts'
import { Words } from './words.tsx'

interface Verdict {
  solved: boolean
  stars: number
  reasons?: RatingReason[]
  words?: string
}

/** Solved or not, how satisfied, and words. What is unsolved goes back to be done. */
export function RatingForm({ matter, onDone }: { matter: Matter; onDone?: () => void }) {
  const say = useMatterTexts()
  const { form, change, discard } = useKeptForm(`${matter.id} rate`, {
    solved: null as boolean | null,
    stars: 0,
    reasons: [] as RatingReason[],
    words: '',
  })
  const act = useAct(
    matter,
    say('rate.thanks'),
    (expectedVersion: number, given: Verdict) =>
      request('rateMatter', { params: { matterId: matter.id }, body: { expectedVersion, ...given } }),
    () => (discard(), onDone?.()),
    form.solved === null && form.stars === 0 && form.words === '',
  )
  const { solved, stars } = form
  const words = form.words.trim()
  const asksWhy = solved === false || (stars > 0 && stars < 4)
  const reasons = asksWhy ? form.reasons : []
  return (
    <ActionForm
      act={act}
      matter={matter}
      given={solved !== null && stars > 0 ? { solved, stars, ...(reasons.length > 0 && { reasons }), ...(words && { words }) } : null}
      label={say('rate.send')}
    >
      {matter.rateUntil && (
        <p className="hint">
          {say('rate.until')} <When at={matter.rateUntil} due />
        </p>
      )}
      <ChoicePair
        name="solved"
        legend={say('rate.solved')}
        value={solved}
        yes={say('rate.yes')}
        no={say('rate.no')}
        onChoose={(next) => change({ solved: next })}
      />
      <Stars value={stars} onChange={(next) => change({ stars: next })} />
      {(solved === false || (stars > 0 && stars < 3)) && <p className="hint">{say('rate.again')}</p>}
      {asksWhy && <Reasons value={form.reasons} onChange={(next) => change({ reasons: next })} />}
      <Words label={say('rate.words')} value={form.words} onChange={(next) => change({ words: next })} />
    </ActionForm>
  )
}

function Stars({ value, onChange }: { value: number; onChange: (stars: number) => void }) {
  const say = useMatterTexts()
  return (
    <fieldset>
      <legend>{say('rate.stars')}</legend>
      <div className="stars">
        {[1, 2, 3, 4, 5].map((count) => (
          <label key={count} data-on={count <= value}>
            <input
              type="radio"
              name="stars"
              className="linli-unseen"
              checked={value === count}
              onChange={() => onChange(count)}
              aria-label={say('rate.starsOf', { count })}
            />
            <span aria-hidden="true">{count <= value ? '★' : '☆'}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Reasons({ value, onChange }: { value: readonly RatingReason[]; onChange: (reasons: RatingReason[]) => void }) {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  return (
    <fieldset>
      <legend>{say('rate.reasons')}</legend>
      <div className="chips">
        {ratingReasons.map((reason) => (
          <label key={reason} data-on={value.includes(reason)}>
            <input
              type="checkbox"
              className="linli-unseen"
              checked={value.includes(reason)}
              onChange={() => onChange(value.includes(reason) ? value.filter((one) => one !== reason) : [...value, reason])}
            />
            {shared(`ratingReasons.${reason}`)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
