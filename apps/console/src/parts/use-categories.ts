import type { Category } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../app/api.ts'

export interface Categories {
  /** Those that can be chosen. */
  all: readonly Category[]
  nameOf: (category: Category) => string
  /** Names from the top down, "市容环境 / 暴露垃圾"; the code itself when unknown. */
  pathOf: (code: string) => string
  find: (code: string | null | undefined) => Category | undefined
}

/** The categories of the city; they change rarely, so they are asked for once an hour. */
export function useCategories(): Categories {
  const language = useLanguage()
  const listed = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), staleTime: 3_600_000 }).data
  return useMemo(() => {
    // Old matters keep categories that cannot be chosen any more.
    const byCode = new Map([...(listed?.ended ?? []), ...(listed?.items ?? [])].map((category) => [category.code, category]))
    const nameOf = (category: Category) => (language === 'zh' ? category.nameZh : category.nameEn)
    const pathOf = (code: string): string => {
      const category = byCode.get(code)
      if (!category) return code
      return category.parentCode ? `${pathOf(category.parentCode)} / ${nameOf(category)}` : nameOf(category)
    }
    return { all: listed?.items ?? [], nameOf, pathOf, find: (code) => byCode.get(code ?? '') }
  }, [listed, language])
}
