import type { Locale } from '@linli/contract'
import { en } from '../texts/en.ts'
import { zh } from '../texts/zh.ts'
import { present } from './present.ts'

/** How an instant is said: `text` as people say it, `exact` for hover and screen readers that ask. */
export interface SaidDate {
  text: string
  exact: string
}

let timeZone = 'Asia/Shanghai'

/** Uses the city's time zone instead of China's; the browser's own is never used, for a deadline is a local one. */
export function setTimeZone(zone: string): void {
  timeZone = zone
  formats.clear()
}

/** The city's time zone, as the screens use it. */
export function cityZone(): string {
  return timeZone
}

/**
 * Says an instant as people do: 今天 17:30, 明天 17:30, 昨天 09:05, else the day with weekday and time (11月25日周三 17:30),
 * with the year when it is not this one.
 */
export function formatDate(instant: string | Date, language: Locale, now: Date = present()): SaidDate {
  return said(new Date(instant), language, now, true)
}

/** Says a date something is due by: like `formatDate`, but a day farther off than tomorrow without its time (11月25日周三). */
export function formatDue(instant: string | Date, language: Locale, now: Date = present()): SaidDate {
  return said(new Date(instant), language, now, false)
}

function said(at: Date, language: Locale, now: Date, timeAlways: boolean): SaidDate {
  const exact = format(language, 'exact').format(at)
  const time = format(language, 'time').format(at)
  const near = nearDay(language, daysBetween(now, at))
  if (near) return { text: `${near} ${time}`, exact }
  const sameYear = yearOf(at) === yearOf(now)
  const day = format(language, sameYear ? 'day' : 'dayOfYear')
    .format(at)
    .replace(',', '')
  return { text: timeAlways ? `${day} ${time}` : day, exact }
}

const words = { zh: zh.dates, en: en.dates }

function nearDay(language: Locale, days: number): string | undefined {
  return { [-1]: words[language].yesterday, 0: words[language].today, 1: words[language].tomorrow }[days]
}

function daysBetween(from: Date, to: Date): number {
  return Math.round((Date.parse(isoDay(to)) - Date.parse(isoDay(from))) / 86_400_000)
}

function yearOf(at: Date): string {
  return isoDay(at).slice(0, 4)
}

function isoDay(at: Date): string {
  return format('en', 'iso').format(at).split('/').toReversed().join('-')
}

type Shape = 'time' | 'day' | 'dayOfYear' | 'exact' | 'iso'

const shapes: Record<Shape, Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { month: 'short', day: 'numeric', weekday: 'short' },
  dayOfYear: { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' },
  exact: {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
  iso: { year: 'numeric', month: '2-digit', day: '2-digit' },
}

/** Making an Intl format costs some 50 µs, saying a date 1 µs: lists of dates keep them. */
const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: Locale, shape: Shape): Intl.DateTimeFormat {
  const key = `${language} ${shape}`
  const kept = formats.get(key) ?? new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { ...shapes[shape], timeZone })
  formats.set(key, kept)
  return kept
}
