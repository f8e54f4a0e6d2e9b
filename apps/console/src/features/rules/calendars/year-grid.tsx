import { useLanguage } from '@linli/ui'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useRulesTexts } from '../texts.ts'
import { type Day, dayMarks } from './day-marks.tsx'
import { hoursText } from './hours-text.ts'
import { namedDays } from './named-days.ts'

/**
 * Twelve months, with what is special about each in words below it. Where days may be chosen, one day is reached by Tab and
 * the others by the arrow keys: 365 stops would be no way through the page.
 */
export function YearGrid({
  days,
  chosen,
  onToggle,
}: {
  days: readonly Day[]
  chosen: ReadonlySet<string>
  onToggle?: (day: string) => void
}) {
  const language = useLanguage()
  const grid = useRef<HTMLDivElement>(null)
  const [reached, setReached] = useState(days[0]?.day ?? '')
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined) return
    const next = days[days.findIndex((one) => one.day === reached) + step]
    if (!next) return
    event.preventDefault()
    setReached(next.day)
    grid.current?.querySelector<HTMLElement>(`[data-day="${next.day}"]`)?.focus()
  }
  const months = [...Map.groupBy(days, (one) => one.day.slice(0, 7))]
  return (
    <div className="year-grid" ref={grid} {...(onToggle && { onKeyDown })}>
      {months.map(([month, ofMonth]) => (
        <Month
          key={month}
          title={monthName(month, language)}
          days={ofMonth}
          chosen={chosen}
          reached={reached}
          {...(onToggle && {
            onToggle: (day: string) => {
              setReached(day)
              onToggle(day)
            },
          })}
        />
      ))}
    </div>
  )
}

function Month({
  title,
  days,
  chosen,
  reached,
  onToggle,
}: {
  title: string
  days: readonly Day[]
  chosen: ReadonlySet<string>
  reached: string
  onToggle?: (day: string) => void
}) {
  const say = useRulesTexts()
  const language = useLanguage()
  const blanks = days[0] ? weekday(days[0].day) : 0
  const named = namedDays(days, language, (kind) => say(`calendars.kinds.${kind}`))
  return (
    <section className="month">
      <h3>{title}</h3>
      <ol className="month-days" aria-label={title}>
        {weekdays.map((one) => (
          <li key={one} className="weekday" aria-hidden>
            {say(`weekdays.short.d${one}`)}
          </li>
        ))}
        {days.map((one, index) => {
          const content = (
            <>
              <span>{Number(one.day.slice(8))}</span>
              <i aria-hidden>{dayMarks[one.kind]}</i>
            </>
          )
          const words = wordsOf(one, language, say(`calendars.kinds.${one.kind}`))
          return (
            <li key={one.day} {...(index === 0 && { style: { gridColumnStart: blanks + 1 } })}>
              {onToggle ? (
                <button
                  type="button"
                  className="day"
                  data-kind={one.kind}
                  data-day={one.day}
                  title={words}
                  aria-label={words}
                  aria-pressed={chosen.has(one.day)}
                  tabIndex={one.day === reached ? 0 : -1}
                  onClick={() => onToggle(one.day)}
                >
                  {content}
                </button>
              ) : (
                <span className="day" data-kind={one.kind} title={words}>
                  {content}
                  <span className="linli-unseen">{words}</span>
                </span>
              )}
            </li>
          )
        })}
      </ol>
      <ul className="month-notes">
        {named.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </section>
  )
}

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** 0 for Monday. */
function weekday(day: string): number {
  return (new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7
}

function monthName(month: string, language: 'zh' | 'en'): string {
  const at = new Date(`${month}-01T00:00Z`)
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { month: 'long', timeZone: 'UTC' }).format(at)
}

function wordsOf(day: Day, language: 'zh' | 'en', kind: string): string {
  const at = new Date(`${day.day}T00:00Z`)
  const date = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(at)
  const name = language === 'zh' ? day.nameZh : day.nameEn
  return [date, kind, name, day.reason, hoursText(day.hours)].filter(Boolean).join(' · ')
}
