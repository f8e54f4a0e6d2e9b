import { useQuery } from '@tanstack/react-query'
import { api } from '../../../app/api.ts'
import { useMay } from '../../../app/session.ts'

export const entriesKey = ['rules', 'categories'] as const
export const limitsKey = ['rules', 'limits'] as const
export const calendarsKey = ['rules', 'calendars'] as const
export const routingKey = ['rules', 'routing'] as const

/** All categories as rule keepers see them, ended ones too. */
export function useEntries() {
  return useQuery({ queryKey: entriesKey, queryFn: () => api.listCategoryEntries() })
}

/** The limits in force. */
export function useLimits() {
  return useQuery({ queryKey: limitsKey, queryFn: () => api.listLimits() })
}

/** The calendars of the city, of areas and of organisations. */
export function useCalendars() {
  return useQuery({ queryKey: [...calendarsKey, 'list'], queryFn: () => api.listCalendars() })
}

/** Whether the signed-in person may change what counts for the whole city: the city's own calendar says it. */
export function useMayChangeCity(): boolean {
  const keeps = useMay('rules.write')
  const city = useCalendars().data?.items.find((one) => one.areaId === null && one.organisationId === null)
  return keeps && (city?.mayChange ?? false)
}
