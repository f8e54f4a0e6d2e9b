import { matterViews, type MatterView } from '@linli/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { api } from '../../../app/api.ts'
import { useLiveChanges } from '../../../app/live.ts'
import { useMattersTexts } from '../texts.ts'

const uncounted = ['mine', 'ended', 'all'] as const
const countsKey = ['counts']

/** How many matters each of my views holds; asked for again at most once in two seconds while things change. */
export function useCounts() {
  const queries = useQueryClient()
  const due = useRef<ReturnType<typeof setTimeout>>(undefined)
  useLiveChanges(() => {
    due.current ??= setTimeout(() => {
      due.current = undefined
      void queries.invalidateQueries({ queryKey: countsKey })
    }, 2000)
  })
  return useQuery({ queryKey: countsKey, queryFn: () => api.countMatters() })
}

/** The view a desk opens with: the first that asks for something, else everything open. */
export function viewToStartWith(counts: readonly { view: MatterView; count: number }[]): MatterView {
  return counts.find((one) => one.view.startsWith('to_') && one.view !== 'to_rate' && one.count > 0)?.view ?? 'open'
}

export function ViewList() {
  const say = useMattersTexts()
  const counts = useCounts().data?.counts
  // Views that are looked up, not worked off, are not counted and stand below.
  const shown = counts ? [...new Set([...counts.map((one) => one.view), ...uncounted])] : matterViews
  return (
    <nav className="views" aria-label={say('views.label')}>
      {shown.map((one) => {
        const count = counts?.find((entry) => entry.view === one)?.count
        return (
          <Link key={one} to="/desk" search={{ view: one }} className="view-link">
            <span>{say(`views.${one}`)}</span>
            {count !== undefined && (
              <span className="view-count" data-alarm={one === 'overdue' && count > 0}>
                {count >= 999 ? '999+' : count}
              </span>
            )}
          </Link>
        )
      })}
    </nav>
  )
}
