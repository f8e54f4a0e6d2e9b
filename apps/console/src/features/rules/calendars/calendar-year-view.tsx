import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import type { CalendarSummary } from '@linli/contract'
import { Loading, QueryError, useMinute, wallClock, When } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { calendarsKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { Announced } from './announced.tsx'
import { CalendarForm, EndCalendar } from './calendar-form.tsx'
import { isOfCity, useCalendarName } from './calendar-name.ts'
import { Legend } from './day-marks.tsx'
import { LocalDays } from './local-days.tsx'
import { WeeklyHours } from './weekly-hours.tsx'
import { YearGrid } from './year-grid.tsx'

/** A year at a glance: how many days are worked, which are not and why, and what may be changed. */
export function CalendarYearView({ calendar, year }: { calendar: CalendarSummary; year: number | undefined }) {
  const say = useRulesTexts()
  const nameOf = useCalendarName()
  const navigate = useNavigate()
  const thisYear = Number(wallClock(useMinute()).slice(0, 4))
  const shownYear = year ?? thisYear
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [doing, setDoing] = useState<'change' | 'end' | null>(null)
  const answer = useQuery({
    queryKey: [...calendarsKey, calendar.id, shownYear],
    queryFn: () => api.getCalendarYear({ params: { calendarId: calendar.id }, query: { year: shownYear } }),
  })
  const go = (to: number) => {
    setChosen(new Set())
    void navigate({ to: '/rules/calendars', search: { calendar: calendar.id, year: to } })
  }
  return (
    <article className="rules-year">
      <header className="rules-title">
        <h1>{nameOf(calendar)}</h1>
        <span className="rules-years">
          <Button
            aria-label={say('calendars.before')}
            icon={<LeftOutlined />}
            disabled={shownYear <= 2000}
            onClick={() => go(shownYear - 1)}
          />
          <strong aria-live="polite">{say('calendars.year', { year: shownYear })}</strong>
          <Button
            aria-label={say('calendars.after')}
            icon={<RightOutlined />}
            disabled={shownYear >= 2100}
            onClick={() => go(shownYear + 1)}
          />
        </span>
        <span className="top-space" />
        {calendar.mayChange && <Button onClick={() => setDoing('change')}>{say('calendars.change')}</Button>}
        {calendar.mayChange && !isOfCity(calendar) && <Button onClick={() => setDoing('end')}>{say('end')}</Button>}
      </header>
      {answer.isPending ? (
        <Loading />
      ) : answer.isError ? (
        <QueryError error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <>
          <Announced year={answer.data} />
          <p className="rules-sums">
            <span>{say('calendars.workingDays', { count: answer.data.workingDays })}</span>
            <span>{say('calendars.workingHours', { count: Math.round(answer.data.workingMinutes / 60) })}</span>
            <span>{say('calendars.dayCounts', { hours: calendar.minutesPerDay / 60 })}</span>
            {calendar.changedAt !== null && (
              <span className="linli-quiet">
                {say('calendars.changedBy', { name: calendar.changedBy ?? say('limits.nobody') })} <When at={calendar.changedAt} />
              </span>
            )}
          </p>
          <Legend />
          <YearGrid
            days={answer.data.days}
            chosen={chosen}
            {...(calendar.mayChange && {
              onToggle: (day: string) => setChosen((before) => toggled(before, day)),
            })}
          />
          {chosen.size > 0 && <LocalDays year={answer.data} chosen={[...chosen].toSorted()} onDone={() => setChosen(new Set())} />}
          <WeeklyHours year={answer.data} />
        </>
      )}
      {doing === 'change' && <CalendarForm calendar={calendar} mayChooseOrganisation onClose={() => setDoing(null)} />}
      {doing === 'end' && <EndCalendar calendar={calendar} onClose={() => setDoing(null)} />}
    </article>
  )
}

function toggled(chosen: ReadonlySet<string>, day: string): Set<string> {
  return new Set(chosen.has(day) ? [...chosen].filter((one) => one !== day) : [...chosen, day])
}
