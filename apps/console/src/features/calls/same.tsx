import type { DuplicateHint } from '@linli/contract'
import { useProblemText, useSharedTexts, useSteadyKey } from '@linli/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { api } from '../../app/api.ts'
import { useCategories } from '../../parts/use-categories.ts'
import { bodyOf, type CallFields } from './call-draft.ts'
import type { Told } from './call-sent.tsx'
import { useCallsTexts } from './texts.ts'

/** While typing: what has been reported already and may be the same, to add the caller to it instead. */
export function Same({ call, onJoined }: { call: CallFields; onJoined: (told: Told) => void }) {
  const say = useCallsTexts()
  const { text, place, address, categoryCode, contactPhone } = bodyOf(call)
  const canAsk = text.length >= 4 && (place !== undefined || (address?.length ?? 0) >= 2)
  const asked = { text, ...(place && { place }), ...(address && { address }), ...(categoryCode && { categoryCode }) }
  const found = useQuery({
    enabled: canAsk,
    queryKey: ['call-duplicates', asked],
    queryFn: ({ signal }) => api.hintDuplicates({ body: asked }, signal),
    staleTime: 60_000,
    placeholderData: (before) => before,
  })
  // What was merged or ended long ago is not found; what is closed cannot take anybody in.
  const hints = found.data?.items.filter((hint) => hint.state !== 'closed') ?? []
  if (!canAsk) return <p className="call-hint linli-quiet">{say('nothingYet')}</p>
  return (
    <section className="block" aria-live="polite">
      <h2>{say(hints.length > 0 ? 'same' : 'sameNone')}</h2>
      {hints.length > 0 && <p className="linli-quiet linli-small">{say('joinHint')}</p>}
      <ul className="call-list">
        {hints.map((hint) => (
          <Hint key={hint.matterId} hint={hint} phone={contactPhone} onJoined={onJoined} />
        ))}
      </ul>
    </section>
  )
}

function Hint({ hint, phone, onJoined }: { hint: DuplicateHint; phone: string | undefined; onJoined: (told: Told) => void }) {
  const say = useCallsTexts()
  const shared = useSharedTexts()
  const categories = useCategories()
  const problemText = useProblemText()
  const { message } = App.useApp()
  const keyFor = useSteadyKey()
  const join = useMutation({
    mutationFn: () =>
      api.joinForCaller({ params: { matterId: hint.matterId }, body: phone ? { phone } : {}, idempotencyKey: keyFor(hint.matterId) }),
    onSuccess: ({ supporterCount, ...joined }) => onJoined({ ...joined, joined: supporterCount, area: null, dueAt: null }),
    onError: (error) => message.error(problemText(error)),
  })
  const why = [
    shared(`states.${hint.state}`),
    hint.distanceM === null ? '' : hint.distanceM <= 5 ? say('samePlace') : say('away', { distance: hint.distanceM }),
    hint.daysAgo === 0 ? say('today') : say('daysAgo', { count: hint.daysAgo }),
  ].filter(Boolean)
  const category = categories.find(hint.categoryCode)
  return (
    <li>
      <span>{hint.matter?.text ?? (category ? categories.nameOf(category) : say('outside'))}</span>
      <small>{why.join(' · ')}</small>
      {!hint.matter && category && <small>{say('outside')}</small>}
      <Button size="small" loading={join.isPending} onClick={() => join.mutate()}>
        {say('join')}
      </Button>
    </li>
  )
}
