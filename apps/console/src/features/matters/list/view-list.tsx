import type { MatterView } from '@linli/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { api } from '../../../app/api.ts'
import { useLiveChanges } from '../../../app/live.ts'
import { useMattersTexts } from '../texts.ts'
import { usePhoneSearch } from './phone-search.ts'
import { SavedViews } from './saved-views.tsx'

/** Views by what they are for. What is looked up, not worked off, is not counted. */
const groups = {
  due: ['to_accept', 'to_dispatch', 'to_claim', 'to_verify', 'returned', 'extension_asked', 'suspension_asked'],
  going: ['in_progress', 'awaiting_reporter', 'suspended', 'whistles', 'supervised', 'overdue', 'open'],
  looked: ['mine', 'followed', 'ended', 'all'],
} as const satisfies Record<string, readonly MatterView[]>
const groupNames = Object.keys(groups) as (keyof typeof groups)[]
const alarming: readonly MatterView[] = ['overdue', 'supervised']
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
  return groups.due.find((view) => counts.some((one) => one.view === view && one.count > 0)) ?? 'open'
}

export function ViewList() {
  const say = useMattersTexts()
  const { look } = usePhoneSearch()
  const counts = useCounts().data?.counts
  return (
    <nav className="views" aria-label={say('views.label')}>
      <SavedViews />
      {groupNames.map((group) => (
        <section key={group} aria-label={say(`views.groups.${group}`)}>
          <h2>{say(`views.groups.${group}`)}</h2>
          {groups[group].map((view) => {
            const count = counts?.find((one) => one.view === view)?.count
            return (
              <Link key={view} to="/desk" search={{ view }} onClick={() => look('')} className="view-link" data-none={count === 0}>
                <span>{say(`views.${view}`)}</span>
                {count !== undefined && (
                  <span className="view-count" data-alarm={alarming.includes(view) && count > 0}>
                    {count > 999 ? '999+' : count}
                  </span>
                )}
              </Link>
            )
          })}
        </section>
      ))}
    </nav>
  )
}
