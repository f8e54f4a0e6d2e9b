import { learnKinds } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'

/** The kinds of matter and their words; they change only with the server, so they are asked for once. */
export function useKinds() {
  return useQuery({
    queryKey: ['kinds'],
    queryFn: async () => {
      const { items } = await api.listKinds()
      learnKinds(items)
      return items
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}
