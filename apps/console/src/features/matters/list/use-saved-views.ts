import type { SavedView } from '@linli/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../app/api.ts'

const savedKey = ['saved-views']

/** My saved views in my order. */
export function useSavedViews() {
  return useQuery({ queryKey: savedKey, queryFn: async () => (await api.listSavedViews()).items, staleTime: 300_000 })
}

/** Shows a new order at once, and what the server says after it. */
export function useOrderViews(): (views: readonly SavedView[]) => Promise<void> {
  const queries = useQueryClient()
  return async (views) => {
    queries.setQueryData(savedKey, views)
    await api.orderSavedViews({ body: { viewIds: views.map((view) => view.id) } })
    await queries.invalidateQueries({ queryKey: savedKey })
  }
}

/** Asks for the views anew after one was saved, renamed or removed. */
export function useViewsChanged(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: savedKey })
}
