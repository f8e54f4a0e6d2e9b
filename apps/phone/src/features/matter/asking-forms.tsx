import { request } from '@linli/client/outbox'
import { type ReturnReason, returnReasons } from '@linli/contract'
import { present, useSharedTexts } from '@linli/ui'
import { useKeptForm } from '../../parts/kept-form.ts'
import { ActionForm, type ActionFormProps, paramsOf } from './action-form.tsx'
import { Choice } from './choice.tsx'
import { useMatterTexts } from './texts.ts'
import { useAct } from './use-act.ts'
import { Words } from './words.tsx'

/** The most an extension may ask for; the server knows the ceiling of the category and says it. */
const mostDays = 365

export function ExtendForm({ matter, ability, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const { form, change, discard } = useKeptForm(`${matter.id} extend ${ability.assignmentId}`, { days: 1, words: '' })
  const act = useAct(
    matter,
    say('ask.sent'),
    (expectedVersion, given: { days: number; words: string }) =>
      request('askExtension', { params: paramsOf({ matter, ability }), body: { expectedVersion, ...given } }),
    () => (discard(), onDone()),
  )
  const words = form.words.trim()
  const set = (days: number) => change({ days: Math.min(mostDays, Math.max(1, Math.round(days) || 1)) })
  return (
    <ActionForm act={act} matter={matter} given={words ? { days: form.days, words } : null}>
      <p className="hint">{say('ask.ruled')}</p>
      <div className="field">
        <label htmlFor="extend-days">{say('ask.days')}</label>
        <div className="days">
          <button type="button" aria-label={say('ask.fewer')} disabled={form.days <= 1} onClick={() => set(form.days - 1)}>
            −
          </button>
          <input
            id="extend-days"
            inputMode="numeric"
            value={form.days}
            onChange={(event) => set(Number(event.target.value.replace(/\D/g, '')))}
          />
          <button type="button" aria-label={say('ask.more')} disabled={form.days >= mostDays} onClick={() => set(form.days + 1)}>
            +
          </button>
        </div>
      </div>
      <Words label={say('ask.why')} hint={say('ask.whyHint')} value={form.words} onChange={(next) => change({ words: next })} />
    </ActionForm>
  )
}

export function SuspendForm({ matter, ability, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const { form, change, discard } = useKeptForm(`${matter.id} suspend ${ability.assignmentId}`, { date: '', words: '' })
  const act = useAct(
    matter,
    say('ask.sent'),
    (expectedVersion, given: { planDate: string; words: string }) =>
      request('askSuspension', { params: paramsOf({ matter, ability }), body: { expectedVersion, ...given } }),
    () => (discard(), onDone()),
  )
  const words = form.words.trim()
  return (
    <ActionForm act={act} matter={matter} given={form.date && words ? { planDate: morningOf(form.date), words } : null}>
      <p className="hint">{say('ask.suspendHint')}</p>
      <label className="field">
        <span>{say('ask.planDate')}</span>
        <input
          type="date"
          className="native-select"
          value={form.date}
          min={dayIn(1)}
          max={dayIn(730)}
          onChange={(event) => change({ date: event.target.value })}
        />
      </label>
      <Words label={say('ask.suspendWhy')} value={form.words} onChange={(next) => change({ words: next })} />
    </ActionForm>
  )
}

export function ReturnForm({ matter, ability, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  const { form, change, discard } = useKeptForm(`${matter.id} return ${ability.assignmentId}`, {
    reason: null as ReturnReason | null,
    words: '',
  })
  const act = useAct(
    matter,
    say('ask.sent'),
    (expectedVersion, given: { reason: ReturnReason; words: string }) =>
      request('returnAssignment', { params: paramsOf({ matter, ability }), body: { expectedVersion, ...given } }),
    () => (discard(), onDone()),
  )
  const words = form.words.trim()
  return (
    <ActionForm act={act} matter={matter} given={form.reason && words ? { reason: form.reason, words } : null}>
      <p className="hint">{say('ask.ruled')}</p>
      <fieldset>
        <legend>{say('act.reason')}</legend>
        {returnReasons.map((one) => (
          <Choice
            key={one}
            name="reason"
            checked={form.reason === one}
            onChoose={() => change({ reason: one })}
            label={shared(`returnReasons.${one}`)}
          />
        ))}
      </fieldset>
      <Words label={say('act.words')} value={form.words} onChange={(next) => change({ words: next })} />
    </ActionForm>
  )
}

/** Nine in the morning of a day in China, when work begins. */
function morningOf(date: string): string {
  return new Date(`${date}T09:00:00+08:00`).toISOString()
}

/** The day so many days from now, in China, as a date field wants it. */
function dayIn(days: number): string {
  return new Date(present().getTime() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
}
