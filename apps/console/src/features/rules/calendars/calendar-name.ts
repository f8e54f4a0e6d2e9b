import type { CalendarSummary } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { useRulesTexts } from '../texts.ts'

/** Whose calendar it is. */
export function useCalendarName(): (calendar: CalendarSummary) => string {
  const say = useRulesTexts()
  const language = useLanguage()
  return (calendar) =>
    calendar.areaName ?? (language === 'zh' ? calendar.organisationNameZh : calendar.organisationNameEn) ?? say('calendars.city')
}

export function isOfCity(calendar: CalendarSummary): boolean {
  return calendar.areaId === null && calendar.organisationId === null
}
