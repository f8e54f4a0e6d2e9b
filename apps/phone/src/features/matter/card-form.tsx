import { request } from '@linli/client/outbox'
import { useKeptForm } from '../../parts/kept-form.ts'
import { ActionForm, type ActionFormProps } from './action-form.tsx'
import { useMatterTexts } from './texts.ts'
import { useAct } from './use-act.ts'
import { Words } from './words.tsx'

/** Answers a supervision card. */
export function CardForm({ matter, ability, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const cardId = ability.cardId ?? ''
  const { form, change, discard } = useKeptForm(`${matter.id} card ${cardId}`, { words: '' })
  const act = useAct(
    matter,
    say('act.done'),
    (expectedVersion, given: { words: string }) =>
      request('answerSupervision', { params: { matterId: matter.id, cardId }, body: { expectedVersion, ...given } }),
    () => (discard(), onDone()),
  )
  const words = form.words.trim()
  return (
    <ActionForm act={act} matter={matter} given={words ? { words } : null}>
      <Words label={say('card.words')} hint={say('card.hint')} value={form.words} onChange={(next) => change({ words: next })} />
    </ActionForm>
  )
}
