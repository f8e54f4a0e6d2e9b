import { Loading, QueryError } from '@linli/ui'
import { Link, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useCalendars, useMayChangeCity } from '../parts/use-rules.ts'
import { useMay } from '../../../app/session.ts'
import { useRulesTexts } from '../texts.ts'
import { isOfCity, useCalendarName } from './calendar-name.ts'
import { CalendarForm } from './calendar-form.tsx'
import { CalendarYearView } from './calendar-year-view.tsx'

/** The calendars on the left; the year of the chosen one, or of the city's. */
export function CalendarsSection() {
  const say = useRulesTexts()
  const { calendar: chosenId, year } = useSearch({ from: '/rules/calendars' })
  const calendars = useCalendars()
  const mayAdd = useMay('rules.write')
  const mayChangeCity = useMayChangeCity()
  const nameOf = useCalendarName()
  const [adding, setAdding] = useState(false)
  if (calendars.isPending) return <Loading />
  if (calendars.isError) return <QueryError error={calendars.error} onRetry={() => void calendars.refetch()} />
  const { items } = calendars.data
  const chosen = items.find((one) => one.id === chosenId) ?? items.find((one) => isOfCity(one))
  const groups = [
    { key: 'city', items: items.filter(isOfCity) },
    { key: 'areas', items: items.filter((one) => one.areaId !== null) },
    { key: 'organisations', items: items.filter((one) => one.organisationId !== null) },
  ] as const
  return (
    <div className="two-panes rules-calendars">
      <nav className="pane" aria-label={say('calendars.list')}>
        {groups
          .filter((group) => group.items.length > 0)
          .map((group) => (
            <section key={group.key}>
              <h2>{say(`calendars.of.${group.key}`)}</h2>
              <ul className="plain-list">
                {group.items.map((one) => (
                  <li key={one.id}>
                    <Link
                      to="/rules/calendars"
                      search={{ calendar: one.id, ...(year && { year }) }}
                      className="list-button"
                      aria-current={one.id === chosen?.id ? 'page' : undefined}
                      activeProps={{}}
                    >
                      {nameOf(one)}
                      {!one.keepsHolidays && <small className="linli-quiet">{say('calendars.noHolidays')}</small>}
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        {mayAdd && (
          <Button block className="rules-add" onClick={() => setAdding(true)}>
            {say('calendars.add')}
          </Button>
        )}
        <p className="linli-quiet linli-small">{say('calendars.why')}</p>
      </nav>
      <div className="pane-main">{chosen && <CalendarYearView key={chosen.id} calendar={chosen} year={year} />}</div>
      {adding && <CalendarForm mayChooseOrganisation={mayChangeCity} onClose={() => setAdding(false)} />}
    </div>
  )
}
