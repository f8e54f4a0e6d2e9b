import type { Alert } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { useCategories } from '../../parts/use-categories.ts'
import { useAlertsTexts } from './texts.ts'

/** Says a day of the city's calendar: 11月20日. */
export function useDay(): (day: string) => string {
  const language = useLanguage()
  const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { month: 'short', day: 'numeric', timeZone: 'UTC' })
  return (day) => format.format(new Date(day))
}

/** Says numbers that need not be whole: 12, 0.4, under 0.1. */
export function useNumber(): (number: number) => string {
  const language = useLanguage()
  return (number) => (number < 0.1 ? '< 0.1' : number.toLocaleString(language, { maximumFractionDigits: number < 10 ? 1 : 0 }))
}

/** "Seen 34, expected 12", or how often it has come back. */
export function useCounts(): (alert: Alert) => string {
  const say = useAlertsTexts()
  const number = useNumber()
  return ({ seen, expected }) =>
    expected === null ? say('times', { count: seen }) : say('counts', { seen, expected: number(Math.max(expected, 0.1)) })
}

/** The name of an alert's category; its class alone, as far as the alert knows. */
export function useCategoryName(): (code: string) => string {
  const { find, nameOf } = useCategories()
  return (code) => {
    const category = find(code)
    return category ? nameOf(category) : code
  }
}
