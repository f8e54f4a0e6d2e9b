import type { Locale } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { useMemo } from 'react'
import type { Period, PeriodUnit } from './period.ts'
import { useFiguresTexts } from './texts.ts'

/** Says periods, days and months as people do. */
export function usePeriodWords() {
  const language = useLanguage()
  const say = useFiguresTexts()
  return useMemo(() => {
    const day = (date: string) => format(language, date, { month: 'short', day: 'numeric' })
    const month = (date: string) => format(language, date, { year: 'numeric', month: 'short' })
    return {
      day,
      month,
      monthOnly: (date: string) => format(language, date, { month: 'short' }),
      fullDay: (date: string) => format(language, date, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' }),
      period: (unit: PeriodUnit, { from, to }: Period) => {
        if (unit === 'day') return format(language, from, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' })
        if (unit === 'week')
          return say('week', { from: format(language, from, { year: 'numeric', month: 'short', day: 'numeric' }), to: day(to) })
        return format(language, from, unit === 'month' ? { year: 'numeric', month: 'long' } : { year: 'numeric' })
      },
    }
  }, [language, say])
}

/** A day of a calendar is no instant: it is said in UTC, in which it was read. */
function format(language: Locale, date: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { ...options, timeZone: 'UTC' }).format(new Date(date))
}
