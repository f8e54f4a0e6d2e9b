import type { Category } from '@linli/contract'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../app/api.ts'

/** The categories in use, and each by its code; empty while they are not known. */
export function useCategories(): { categories: readonly Category[]; byCode: ReadonlyMap<string, Category> } {
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), staleTime: 3_600_000 }).data?.items
  return useMemo(
    () => ({ categories: categories ?? [], byCode: new Map((categories ?? []).map((category) => [category.code, category])) }),
    [categories],
  )
}
