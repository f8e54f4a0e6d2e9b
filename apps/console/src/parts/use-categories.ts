import type { Category } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../app/api.ts'

export interface Categories {
  all: readonly Category[]
  nameOf: (category: Category) => string
  /** Names from the top down, "市容环境 / 暴露垃圾"; the code itself when unknown. */
  pathOf: (code: string) => string
  find: (code: string | null | undefined) => Category | undefined
}

/** The categories of the city; they change rarely, so they are asked for once an hour. */
export function useCategories(): Categories {
  const language = useLanguage()
  const all = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), staleTime: 3_600_000 }).data?.items
  return useMemo(() => {
    const byCode = new Map((all ?? []).map((category) => [category.code, category]))
    const nameOf = (category: Category) => (language === 'zh' ? category.nameZh : category.nameEn)
    const pathOf = (code: string): string => {
      const category = byCode.get(code)
      if (!category) return code
      return category.parentCode ? `${pathOf(category.parentCode)} / ${nameOf(category)}` : nameOf(category)
    }
    return { all: all ?? [], nameOf, pathOf, find: (code) => byCode.get(code ?? '') }
  }, [all, language])
}
