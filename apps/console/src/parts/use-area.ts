import { useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'

/** One area, by its id; nothing is asked for an empty one. */
export function useArea(areaId: string) {
  return useQuery({
    enabled: areaId !== '',
    queryKey: ['areas', 'one', areaId],
    queryFn: () => api.getArea({ params: { areaId } }),
    staleTime: 60_000,
  })
}
