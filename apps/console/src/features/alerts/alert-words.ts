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

/** Says an expected number, which need not be whole: 12, 0.4, under 0.1. */
export function useExpected(): (expected: number | null) => string {
  const say = useAlertsTexts()
  const language = useLanguage()
  return (expected) => {
    const number = expected ?? 0
    if (number < 0.1) return say('under', { number: 0.1 })
    return number.toLocaleString(language, { maximumFractionDigits: number < 10 ? 1 : 0 })
  }
}

/** "Seen 34, expected 12", or how often it has come back. */
export function useCounts(): (alert: Alert) => string {
  const say = useAlertsTexts()
  const number = useExpected()
  return ({ seen, expected }) => (expected === null ? say('times', { count: seen }) : say('counts', { seen, expected: number(expected) }))
}

/** The name of an alert's category; its class alone, as far as the alert knows. */
export function useCategoryName(): (code: string) => string {
  const { find, nameOf } = useCategories()
  return (code) => {
    const category = find(code)
    return category ? nameOf(category) : code
  }
}
