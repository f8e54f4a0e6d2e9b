import type { FigureTable } from '@linli/contract'
import { problemOf } from '@linli/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useFigureWords } from '../../parts/figures/figure-words.ts'
import { daysOf, periodOf, weekdayOf } from './period.ts'
import { usePeriodWords } from './period-words.ts'
import { useFiguresTexts } from './texts.ts'
import { todayInCity, useFigures } from './use-figures.ts'

const shades = 5

/** The year at a glance, a square a day, a column a week: when it was much. Not for areas whose days are not kept. */
export function HeatCalendar({ area, year, category }: { area: FigureTable['area']; year: string; category: string | undefined }) {
  const say = useFiguresTexts()
  const words = useFigureWords()
  const says = usePeriodWords()
  const search = useSearch({ from: '/figures' })
  const navigate = useNavigate({ from: '/figures' })
  const period = periodOf('year', `${year}-01-01`)
  const asked = useFigures({ ...period, area: area.id, by: 'day', category })
  const { from, to } = period
  const rows = asked.data?.rows
  const { days, largest } = useMemo(() => {
    const byDay = new Map(rows?.map((row) => [row.key, row.figures['reported']?.n ?? 0]))
    const counted = daysOf({ from, to }).map((day) => ({ day, n: byDay.get(day) ?? 0 }))
    return { days: counted, largest: Math.max(1, ...counted.map(({ n }) => n)) }
  }, [rows, from, to])
  if (problemOf(asked.error)?.code === 'whole_months_needed' || !asked.data) return null
  const today = todayInCity()
  const weeks = Map.groupBy(days, ({ day }) => periodOf('week', day).from)
  return (
    <section className="figures-sheet">
      <h2>{say('heat')}</h2>
      <div className="heat-scroll">
        <table className="heat" aria-label={say('heatTitle', { area: area.name, year })}>
          <thead>
            <tr>
              <td aria-hidden />
              {[...weeks].map(([week, inWeek]) => {
                const first = inWeek.find(({ day }) => day.endsWith('-01'))
                return (
                  <th key={week} scope="col" className="heat-month">
                    {first ? <span>{says.monthOnly(first.day)}</span> : null}
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: 7 }, (_, weekday) => (
              <tr key={weekday}>
                <th scope="row" className="heat-weekday">
                  {say('weekdays')[weekday]}
                </th>
                {[...weeks].map(([week, inWeek]) => {
                  const found = inWeek.find(({ day }) => weekdayOf(day) === weekday)
                  if (!found || found.day > today) return <td key={week} aria-hidden />
                  const said = say('heatDay', { day: says.fullDay(found.day), n: words.number(found.n) })
                  return (
                    <td key={week}>
                      <button
                        type="button"
                        title={said}
                        aria-label={said}
                        data-shade={shadeOf(found.n, largest)}
                        // One reaches a day by the period's own steps, too: 365 stops would bar the way.
                        tabIndex={-1}
                        onClick={() => void navigate({ search: { ...search, unit: 'day', on: found.day } })}
                      />
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="heat-key linli-quiet">
        {say('heatLess')}
        {Array.from({ length: shades + 1 }, (_, shade) => (
          <span key={shade} data-shade={shade} aria-hidden />
        ))}
        {say('heatMore')}
      </p>
    </section>
  )
}

/** 0 for none, then in equal steps of the square root, so that one day of storm does not make all others pale. */
function shadeOf(n: number, largest: number): number {
  return n === 0 ? 0 : Math.max(1, Math.ceil(Math.sqrt(n / largest) * shades))
}
