import type { ListFilters } from '@linli/contract'
import { formatDate, kindOf, useLanguage, useSharedTexts } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { api } from '../../../app/api.ts'
import { useOrganisations } from '../../../parts/organisation-select.tsx'
import { useCategories } from '../../../parts/use-categories.ts'
import { dayBefore } from './filter-form.tsx'
import { useListTexts } from './texts.ts'

/** What a filter is called on its chip; null for those that are shown otherwise. */
export function useFilterWords(): (name: keyof ListFilters, value: string) => string | null {
  const say = useListTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const { pathOf } = useCategories()
  const organisations = useOrganisations()
  const { areaId } = useSearch({ from: '/desk' })
  const area = useQuery({
    enabled: areaId !== undefined,
    queryKey: ['areas', 'one', areaId ?? ''],
    queryFn: () => api.getArea({ params: { areaId: areaId ?? '' } }),
    staleTime: 300_000,
  }).data
  const day = (instant: string) => formatDate(instant, language).exact.slice(0, 16).split(' ')[0] ?? ''
  const sayOf: { [Name in keyof Required<ListFilters>]: (value: string) => string | null } = {
    view: () => null,
    q: () => null,
    sort: () => null,
    light: (value) => shared(`lights.${value as 'red'}`),
    state: (value) => stateWords(value, (word) => shared(`states.${word as 'reported'}`), language),
    kind: (value) => shared(`matterKinds.${value as 'event'}`),
    source: (value) => say('from', { source: shared(`sources.${value as 'desk'}`) }),
    cardLevel: (value) => shared(`cardLevels.${value as 'red'}`),
    categoryCode: pathOf,
    areaId: () => area?.name ?? '…',
    organisationId: (value) => {
      const found = organisations.data?.items.find((one) => one.id === value)
      return found ? organisations.nameOf(found) : '…'
    },
    reportedFrom: (value) => say('reportedFrom', { day: day(value) }),
    reportedTo: (value) => say('reportedTo', { day: day(dayBefore(value)) }),
  }
  return (name, value) => sayOf[name]?.(value) ?? null
}

/** An event's state, else the first other kind's that has the word. */
function stateWords(state: string, ofEvent: (state: string) => string, language: 'zh' | 'en'): string {
  const others = (['task', 'wish', 'errand', 'dispute'] as const).flatMap((kind) => kindOf(kind)?.states ?? [])
  const named = kindOf('event')?.states.some((one) => one.word === state) ? undefined : others.find((one) => one.word === state)
  return named ? named[language] : ofEvent(state)
}
