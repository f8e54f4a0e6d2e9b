import type { CardLevel, CardState, NextStepKind } from '@linli/contract'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../app/api.ts'
import { useLiveChanges } from '../../app/live.ts'

const key = 'supervision'

interface Place {
  area: string | undefined
}

const areaQuery = (area: string | undefined) => (area === undefined ? {} : { areaId: area })

/** How many cards wait, area by area below the chosen one. */
export function useSummary(area: string | undefined) {
  return useQuery({
    queryKey: [key, 'summary', area ?? ''],
    queryFn: ({ signal }) => api.summariseCards({ query: areaQuery(area) }, signal),
  })
}

/** The cards, page by page. */
export function useCards({ area, level, state }: Place & { level: CardLevel | undefined; state: CardState }) {
  return useInfiniteQuery({
    queryKey: [key, 'cards', area ?? '', level ?? '', state],
    queryFn: ({ pageParam, signal }) =>
      api.listCards(
        { query: { ...areaQuery(area), ...(level && { level }), state, limit: 30, ...(pageParam && { after: pageParam }) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
}

/** What happens by itself next, in an area or to one matter. */
export function useNextSteps({ area, matter, kind }: Place & { matter?: string; kind: NextStepKind }) {
  return useInfiniteQuery({
    queryKey: [key, 'steps', area ?? '', matter ?? '', kind],
    queryFn: ({ pageParam, signal }) =>
      api.listNextSteps(
        { query: { ...areaQuery(area), ...(matter && { matterId: matter }), kind, limit: 20, ...(pageParam && { after: pageParam }) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
}

/** Reads everything of this page again, after an action here or a live change elsewhere: at most once in two seconds. */
export function useFollowing(): () => void {
  const queries = useQueryClient()
  const due = useRef<ReturnType<typeof setTimeout>>(undefined)
  const refresh = () => void queries.invalidateQueries({ queryKey: [key] })
  useLiveChanges((change) => {
    if (change) void queries.invalidateQueries({ queryKey: ['matter', change.matterId] })
    due.current ??= setTimeout(() => {
      due.current = undefined
      refresh()
    }, 2000)
  })
  useEffect(() => () => clearTimeout(due.current), [])
  return refresh
}
