import { present, wallClock } from '@linli/ui'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../app/api.ts'
import { useLiveChanges } from '../../app/live.ts'
import type { MapView } from '@linli/ui/map'
import { usualFrom } from './usual.ts'

/** Changes come in bursts; what hangs on the wall is asked for again at most this often, and at least each minute. */
const refreshMs = 3000
const staleMs = 60_000
const rowsShown = 5
const surgesShown = 3

const kept = { placeholderData: keepPreviousData, refetchInterval: staleMs, refetchIntervalInBackground: true } as const

/** Today by the calendar of the city. */
export function today(): string {
  return wallClock(present()).slice(0, 10)
}

/** The days of the last eight weeks and today. */
export function useDays(areaId: string) {
  const to = today()
  return useQuery({
    queryKey: ['wall', 'days', areaId, to],
    queryFn: ({ signal }) => api.getFigures({ query: { areaId, from: usualFrom(to), to, by: 'day' } }, signal),
    ...kept,
  })
}

/** This month: the area and those directly below it. */
export function useMonth(areaId: string) {
  const to = today()
  const from = `${to.slice(0, 7)}-01`
  return useQuery({
    queryKey: ['wall', 'month', areaId, to],
    queryFn: ({ signal }) => api.getFigures({ query: { areaId, from, to: lastOf(from), by: 'area', against: 'previous' } }, signal),
    ...kept,
  })
}

/** What is open now, by light. */
export function useOpen(areaId: string) {
  return useQuery({
    queryKey: ['wall', 'open', areaId],
    queryFn: ({ signal }) => api.getAreaPortrait({ params: { areaId } }, signal),
    ...kept,
  })
}

/** The matters that are over their limit for longest. */
export function useOldest(areaId: string) {
  return useQuery({
    queryKey: ['wall', 'oldest', areaId],
    queryFn: ({ signal }) => api.listMatters({ query: { view: 'overdue', areaId, sort: 'due', limit: rowsShown } }, signal),
    ...kept,
  })
}

/** What stands out and nobody has taken up yet. */
export function useSurges(areaId: string, mayRead: boolean) {
  return useQuery({
    enabled: mayRead,
    queryKey: ['wall', 'alerts', areaId],
    queryFn: ({ signal }) => api.listAlerts({ query: { areaId, state: 'open', limit: surgesShown } }, signal),
    ...kept,
  })
}

/** What is open on the map; nothing before the map says what is in view. */
export function usePoints(areaId: string, view: MapView | null) {
  const box = view && { west: view.box[0], south: view.box[1], east: view.box[2], north: view.box[3] }
  const zoom = view ? Math.round(view.zoom * 4) / 4 : 0
  return useQuery({
    enabled: box !== null,
    queryKey: ['wall', 'points', areaId, box, zoom],
    queryFn: ({ signal }) => api.mapMatters({ query: { areaId, ...(box ?? { west: 0, south: 0, east: 0, north: 0 }), zoom } }, signal),
    ...kept,
  })
}

/** Asks for everything on the wall again while things change. */
export function useWallRefresh(): void {
  const queries = useQueryClient()
  const due = useRef<ReturnType<typeof setTimeout>>(undefined)
  useLiveChanges(() => {
    due.current ??= setTimeout(() => {
      due.current = undefined
      void queries.invalidateQueries({ queryKey: ['wall'] })
    }, refreshMs)
  })
  useEffect(() => () => clearTimeout(due.current), [])
}

/** The last day of the month that a first day begins. */
function lastOf(first: string): string {
  const at = new Date(first)
  at.setUTCMonth(at.getUTCMonth() + 1, 0)
  return at.toISOString().slice(0, 10)
}
