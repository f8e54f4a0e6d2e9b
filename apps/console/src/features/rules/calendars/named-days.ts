import type { Locale } from '@linli/contract'
import { type Day, dayMarks } from './day-marks.tsx'

/** What is special in a month, in words, a run of equal days as one: "◆ 1–8 国庆节". */
export function namedDays(days: readonly Day[], language: Locale, kindName: (kind: Day['kind']) => string): string[] {
  const runs: { from: number; to: number; day: Day; text: string }[] = []
  for (const day of days) {
    if (day.kind === 'working' || day.kind === 'off') continue
    const at = Number(day.day.slice(8))
    const name = (language === 'zh' ? day.nameZh : day.nameEn) ?? day.reason
    const text = day.kind === 'holiday' && name ? name : [kindName(day.kind), name].filter(Boolean).join(language === 'zh' ? '：' : ': ')
    const last = runs.at(-1)
    if (last && last.text === text && last.to === at - 1) last.to = at
    else runs.push({ from: at, to: at, day, text })
  }
  return runs.map(({ from, to, day, text }) => `${dayMarks[day.kind]} ${from === to ? from : `${from}–${to}`} ${text}`)
}
