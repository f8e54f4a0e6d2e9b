import type { ListFilters, MatterRow, MatterState, MatterView } from '@linli/contract'
import { type InfiniteData, type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { api } from '../../../app/api.ts'
import { useLiveChanges } from '../../../app/live.ts'
import { looksForPhone } from './phone-search.ts'

const pageSize = 50
type Pages = InfiniteData<{ items: MatterRow[]; next: string | null }, string>

/**
 * The matters of a list, held still while somebody reads: rows that changed are told their new state where they
 * stand, rows that are new only add to `fresh`, until `showFresh` fetches the list anew.
 */
export function useDeskList(filters: ListFilters) {
  const queries = useQueryClient()
  const key = useMemo(() => ['desk', filters], [filters])
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      api.listMatters({ query: { ...filters, limit: pageSize, ...(pageParam && { after: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    // Comparing ten thousand rows with themselves at every page would take longer than the page.
    structuralSharing: false,
  })
  const [fresh, setFresh] = useState(0)
  useCatchUp(filters, setFresh)
  const { refetch, data } = list
  const showFresh = useCallback(async () => {
    // Only the first page again: a refetch of every page read so far would be slow and would move everything.
    queries.setQueryData<Pages>(key, (pages) => pages && { pages: pages.pages.slice(0, 1), pageParams: pages.pageParams.slice(0, 1) })
    await refetch()
    setFresh(0)
  }, [queries, refetch, key])
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  return { list, rows, fresh, showFresh }
}

/** Puts what is now known of a matter into every list it stands in, without moving it. */
export function updateRow(queries: QueryClient, row: MatterRow): void {
  queries.setQueriesData<Pages>({ queryKey: ['desk'] }, (data) => data && withRow(data, row))
}

/** The same pages when the row is not in them, so that nothing is drawn anew. */
function withRow(data: Pages, row: MatterRow): Pages {
  const at = data.pages.findIndex((page) => page.items.some((one) => one.id === row.id))
  if (at === -1) return data
  const pages = data.pages.map((page, index) =>
    index === at ? { ...page, items: page.items.map((one) => (one.id === row.id ? row : one)) } : page,
  )
  return { ...data, pages }
}

/** Whether a row still belongs to the view it stands in; after an action it may not, and stays until the list is fetched anew. */
export function hasMovedOn(row: MatterRow, view: MatterView): boolean {
  const expected = stateOfView[view]
  return row.kind === 'event' && expected !== undefined && row.state !== expected
}

const stateOfView: Partial<Record<MatterView, MatterState>> = {
  to_accept: 'reported',
  to_dispatch: 'accepted',
  to_verify: 'handled',
  to_rate: 'verified',
  awaiting_reporter: 'awaiting_reporter',
  suspended: 'suspended',
}

/** Live changes come in bursts: one look a second at the first page, and at the changed rows that are not on it. */
function useCatchUp(filters: ListFilters, tellFresh: (count: number) => void): void {
  const queries = useQueryClient()
  const changed = useRef(new Set<string>())
  const due = useRef<ReturnType<typeof setTimeout>>(undefined)
  const catchUp = async () => {
    const ids = changed.current
    changed.current = new Set()
    due.current = undefined
    const key = ['desk', filters]
    const first = await api.listMatters({ query: { ...filters, limit: pageSize } }).catch(() => null)
    const known = new Set(queries.getQueryData<Pages>(key)?.pages.flatMap((page) => page.items.map((row) => row.id)))
    if (!first || known.size === 0) return void queries.invalidateQueries({ queryKey: key })
    for (const row of first.items) if (known.has(row.id)) updateRow(queries, row)
    tellFresh(first.items.filter((row) => !known.has(row.id)).length)
    const onFirst = new Set(first.items.map((row) => row.id))
    for (const matterId of [...ids].filter((id) => known.has(id) && !onFirst.has(id)).slice(0, 20)) {
      const matter = await api.getMatter({ params: { matterId } }).catch(() => null)
      if (matter) updateRow(queries, matter)
    }
  }
  useLiveChanges((change) => {
    if (change) changed.current.add(change.matterId)
    // Looking for somebody by their number is written down each time; it is not repeated without being asked.
    if (!looksForPhone(filters.q)) due.current ??= setTimeout(() => void catchUp(), 1000)
    void queries.invalidateQueries({ queryKey: change ? ['matter', change.matterId] : ['matter'] })
  })
  useEffect(() => () => clearTimeout(due.current), [])
}
