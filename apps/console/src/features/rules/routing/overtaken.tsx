import type { RoutingVersion } from '@linli/contract'
import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { api } from '../../../app/api.ts'
import { routingKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { DiffList } from './diff-list.tsx'

/** Said over a draft when others have published since it was begun: what they changed, which publishing the draft would undo. */
export function Overtaken({ basedOn, routing }: { basedOn: number; routing: RoutingVersion }) {
  const say = useRulesTexts()
  const isOvertaken = basedOn < routing.number
  const base = useVersion(isOvertaken ? basedOn : 0)
  if (!isOvertaken) return null
  return (
    <Alert
      type="warning"
      showIcon
      className="form-alert"
      title={say('routing.overtaken.title', { number: routing.number, name: routing.publishedBy ?? say('routing.cityBegan') })}
      description={
        <>
          <p>{say('routing.overtaken.hint', { from: basedOn, to: routing.number })}</p>
          {(base.data || basedOn === 0) && <DiffList before={base.data?.rules ?? []} after={routing.rules} />}
        </>
      }
    />
  )
}

/** A version that was published; it never changes. Nothing is asked for 0. */
export function useVersion(number: number) {
  return useQuery({
    enabled: number > 0,
    queryKey: [...routingKey, 'version', number],
    queryFn: () => api.getRoutingVersion({ params: { number: number } }),
    staleTime: 300_000,
  })
}
