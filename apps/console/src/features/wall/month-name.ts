import { useLanguage } from '@linli/ui'
import { today } from './use-wall.ts'

/** This month, as people say it. */
export function useMonthName(): string {
  const language = useLanguage()
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    month: language === 'zh' ? 'short' : 'long',
    timeZone: 'UTC',
  }).format(new Date(today()))
}
