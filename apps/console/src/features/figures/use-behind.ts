import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../app/api.ts'
import type { AskedBehind } from './behind-search.ts'

/** The matters behind a figure, page by page; the numbers of both parts come with the first page. */
export function useBehind({ figureId, part, query }: AskedBehind) {
  const list = useInfiniteQuery({
    queryKey: ['figures', 'behind', figureId, part, query],
    queryFn: ({ pageParam, signal }) =>
      api.listMattersOfFigure(
        { params: { figureId }, query: { ...query, part, limit: 100, ...(pageParam !== '' && { after: pageParam }) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    // Changing the part keeps the head of the page where it is.
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  })
  const { data } = list
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  return { list, rows, area: data?.pages[0]?.area, numbers: data?.pages[0]?.numbers ?? null }
}
