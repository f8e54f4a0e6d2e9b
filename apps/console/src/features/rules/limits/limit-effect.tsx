import type { LimitRow, LimitUnit } from '@linli/contract'
import { QueryError, useSharedTexts } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { api } from '../../../app/api.ts'
import { limitsKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'

/** What a limit is for. */
export type LimitCase = Pick<LimitRow, 'clock' | 'categoryCode' | 'severity' | 'areaClass'>

/** How the dates of open matters would move. `after` of null is ending the limit. */
export function LimitEffect({ limit, after }: { limit: LimitCase; after: { amount: number; unit: LimitUnit } | null }) {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const { clock, categoryCode, severity, areaClass } = limit
  const body = useDeferredValue({ clock, categoryCode, severity, areaClass, limit: after && { amount: after.amount, unit: after.unit } })
  const effect = useQuery({
    queryKey: [...limitsKey, 'effect', body],
    queryFn: ({ signal }) => api.foreseeLimit({ body }, signal),
  })
  if (effect.isPending) return <p className="linli-quiet">{shared('parts.loading')}</p>
  if (effect.isError) return <QueryError error={effect.error} onRetry={() => void effect.refetch()} />
  const { open, earlier, later, pastDue, noLongerPastDue, isCut } = effect.data
  if (open === 0) return <p>{say('limits.effect.none')}</p>
  if (earlier + later === 0) return <p>{say('limits.effect.same', { open })}</p>
  return (
    <>
      <dl className="rules-figures">
        <Figure name={say('limits.effect.open')} value={open} />
        <Figure name={say('limits.effect.earlier')} value={earlier} />
        <Figure name={say('limits.effect.later')} value={later} />
        <Figure name={say('limits.effect.pastDue')} value={pastDue} alarm={pastDue > 0} />
        <Figure name={say('limits.effect.noLongerPastDue')} value={noLongerPastDue} />
      </dl>
      {isCut && <p className="linli-quiet linli-small">{say('limits.effect.cut')}</p>}
    </>
  )
}

function Figure({ name, value, alarm = false }: { name: string; value: number; alarm?: boolean }) {
  return (
    <div data-alarm={alarm}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
