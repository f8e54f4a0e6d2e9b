import type { LimitUnit } from '@linli/contract'
import { instantInCity, useMinute, wallClock, When } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../app/api.ts'
import { limitsKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import type { LimitCase } from './limit-effect.tsx'

/** When a matter that began at such and such a time would be due, beside the rule in force. */
export function LimitPreview({ limitCase, after }: { limitCase: LimitCase; after: { amount: number; unit: LimitUnit } }) {
  const say = useRulesTexts()
  const now = useMinute()
  const areaId = useQuery({
    queryKey: ['areas', 'class', limitCase.areaClass],
    queryFn: async () => (await api.listAreas({ query: { limit: 1 } })).items[0]?.id ?? '',
    staleTime: 3_600_000,
  }).data
  const body = {
    clock: limitCase.clock,
    categoryCode: limitCase.categoryCode,
    severity: limitCase.severity ?? ('ordinary' as const),
    areaId: areaId ?? '',
    ...after,
    starts: samples(now),
  }
  const preview = useQuery({
    enabled: areaId !== undefined && areaId !== '',
    queryKey: [...limitsKey, 'preview', body],
    queryFn: ({ signal }) => api.previewLimit({ body }, signal),
  })
  if (!preview.data) return null
  return (
    <table className="rules-table">
      <caption>{say('limits.samples.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('limits.samples.start')}</th>
          <th scope="col">{say('limits.samples.now')}</th>
          <th scope="col">{say('limits.samples.afterwards')}</th>
        </tr>
      </thead>
      <tbody>
        {preview.data.items.map((item) => (
          <tr key={item.startedAt}>
            <td>
              <When at={item.startedAt} />
            </td>
            <td>{item.presentDueAt === null ? '—' : <When at={item.presentDueAt} />}</td>
            <td>
              <strong>
                <When at={item.dueAt} />
              </strong>
              {!item.announced && <small className="linli-quiet"> {say('limits.samples.mayMove')}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Tomorrow morning, the coming Friday towards evening, and the last working afternoon of the year. */
function samples(now: Date): string[] {
  const today = wallClock(now).slice(0, 10)
  const friday = plusDays(today, (5 - new Date(`${today}T00:00Z`).getUTCDay() + 7) % 7 || 7)
  const times = [`${plusDays(today, 1)}T09:00`, `${friday}T16:30`, `${today.slice(0, 4)}-12-31T15:00`]
  return [...new Set(times.toSorted())].flatMap((time) => instantInCity(time) ?? [])
}

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
