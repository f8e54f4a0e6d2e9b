import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../app/api.ts'
import { useLiveChanges } from '../../app/live.ts'
import type { MapView } from '@linli/ui/map'
import type { MapSearch } from './map-search.ts'

const pageSize = 50
/** Live changes come in bursts; what is on the screen is asked for again at most this often. */
const refreshMs = 2000

/** What the map shows: clusters and single matters in view. Nothing is asked for before the map says what is in view. */
export function useClusters(search: MapSearch, view: MapView | null) {
  const filter = filterOf(search)
  const box = view && boxOf(view)
  const zoom = view ? Math.round(view.zoom * 4) / 4 : 0
  return useQuery({
    enabled: box !== null,
    queryKey: ['matter-map', 'clusters', filter, box, zoom],
    queryFn: ({ signal }) => api.mapMatters({ query: { ...filter, ...(box ?? { west: 0, south: 0, east: 0, north: 0 }), zoom } }, signal),
    placeholderData: keepPreviousData,
  })
}

/** The same as a list, newest first. Without a map it is of everything in sight. */
export function useMatterRows(search: MapSearch, view: MapView | null) {
  const filter = filterOf(search)
  const box = view && boxOf(view)
  return useInfiniteQuery({
    queryKey: ['matter-map', 'rows', filter, box],
    queryFn: ({ pageParam, signal }) =>
      api.listMatters({ query: { view: 'open', ...filter, ...box, limit: pageSize, ...(pageParam && { after: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

/** Asks again for what is shown while things change, without a sign of it unless something is different. */
export function useQuietRefresh(): void {
  const queries = useQueryClient()
  const due = useRef<ReturnType<typeof setTimeout>>(undefined)
  useLiveChanges((change) => {
    if (change) void queries.invalidateQueries({ queryKey: ['matter', change.matterId] })
    due.current ??= setTimeout(() => {
      due.current = undefined
      void queries.invalidateQueries({ queryKey: ['matter-map'] })
    }, refreshMs)
  })
  useEffect(() => () => clearTimeout(due.current), [])
}

function filterOf({ state, light, card, category, kind, area }: MapSearch) {
  return {
    ...(state && { state }),
    ...(light && { light }),
    ...(card && { cardLevel: card }),
    ...(category && { categoryCode: category }),
    ...(kind && { kind }),
    ...(area && { areaId: area }),
  }
}

function boxOf({ box: [west, south, east, north] }: MapView) {
  const round = (degrees: number, most: number) => Math.max(-most, Math.min(most, Number(degrees.toFixed(5))))
  return { west: round(west, 180), south: round(south, 90), east: round(east, 180), north: round(north, 90) }
}
