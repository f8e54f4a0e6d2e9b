import type { Bilingual, RoutingNames, RoutingRule } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '../../../app/api.ts'
import { useOrganisations } from '../../../parts/organisation-select.tsx'
import { useCategories } from '../../../parts/use-categories.ts'

/** The names of what these rules speak of; areas are asked for one by one, as rules name few. */
export function useRoutingNames(rules: readonly RoutingRule[]): RoutingNames {
  const categories = useCategories()
  const organisations = useOrganisations().data?.items
  const levels = useLevels()
  const areaIds = [...new Set(rules.flatMap((rule) => rule.conditions.areaIds))]
  const areas = useQueries({
    queries: areaIds.map((areaId) => ({
      queryKey: ['areas', 'one', areaId],
      queryFn: () => api.getArea({ params: { areaId } }),
      staleTime: 60_000,
    })),
  })
  const named = (one: { nameZh: string; nameEn: string } | undefined): Bilingual | undefined => one && { zh: one.nameZh, en: one.nameEn }
  return {
    category: (code) => {
      const category = categories.find(code)
      return category && { zh: `${code} ${category.nameZh}`, en: `${code} ${category.nameEn}` }
    },
    area: (id) => areas[areaIds.indexOf(id)]?.data?.name ?? '…',
    organisation: (id) => named(organisations?.find((one) => one.id === id)),
    level: (code) => named(levels.find((one) => one.code === code)),
  }
}

/** The levels of this city. */
export function useLevels() {
  return useQuery({ queryKey: ['levels'], queryFn: () => api.listLevels(), staleTime: 3_600_000 }).data?.items ?? []
}

/** Says a text of the rules in the language of the screen. */
export function useInLanguage(): (text: Bilingual) => string {
  const language = useLanguage()
  return useCallback((text) => text[language], [language])
}
