import { useLanguage } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/api.ts'

/** The areas directly below one; without a parent, the top of the tree. */
export const childrenOf = (parentId?: string) => ({
  queryKey: ['areas', 'children', parentId ?? ''],
  queryFn: () => api.listAreas({ query: { limit: 500, ...(parentId && { parentId }) } }),
  staleTime: 60_000,
})

/** The name of a level in the language of the screen. */
export function useLevelName(): (code: string) => string {
  const language = useLanguage()
  const levels = useQuery({ queryKey: ['levels'], queryFn: () => api.listLevels(), staleTime: 3_600_000 }).data?.items
  return (code) => {
    const level = levels?.find((one) => one.code === code)
    return level ? (language === 'zh' ? level.nameZh : level.nameEn) : code
  }
}

/** An area in numbers, and whether the reader may change it. */
export function usePortrait(areaId: string) {
  return useQuery({
    queryKey: ['areas', 'portrait', areaId],
    queryFn: ({ signal }) => api.getAreaPortrait({ params: { areaId } }, signal),
  })
}
