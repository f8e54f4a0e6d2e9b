import type { KindDescription } from '@linli/contract'
import { learnKinds } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'

/** The kinds of matter with their tables; from then on every sentence names other kinds by their own words. Empty while asking. */
export function useKinds(): readonly KindDescription[] {
  const kinds = useQuery({
    queryKey: ['kinds'],
    queryFn: async () => {
      const { items } = await api.listKinds()
      learnKinds(items)
      return items
    },
    staleTime: 3_600_000,
  })
  return kinds.data ?? noKinds
}

const noKinds: readonly KindDescription[] = []
