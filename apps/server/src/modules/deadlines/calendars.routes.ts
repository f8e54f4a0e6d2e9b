import { type CalendarSummary, routes } from '@linli/contract'
import type { Transaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import type { Intention } from '../../platform/idempotency.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import { type Actor, mayAt } from '../access/index.ts'
import { writeAudit } from '../audit/index.ts'
import { firstDate, yearOf } from './calendar.ts'
import { hoursFrom, yearAtAGlance } from './calendar-year.ts'
import {
  type CalendarRow,
  endHours,
  endLocalDays,
  findCalendars,
  findHours,
  insertCalendar,
  insertHours,
  insertLocalDays,
  isOfCity,
  readCalendars,
  requireCalendar,
  setConfirmedYear,
  touchCalendar,
} from './calendars.store.ts'
import type { ChangeMark } from './limits.store.ts'
import { changeRules, mayChangeCity, type RuleTools } from './rule.tools.ts'
import { areHours, type DayHours, isWeek } from './weekly-hours.ts'
import { localDay } from './working-calendar.ts'

/** Calendars of the city, of areas and of organisations; whoever keeps the rules of an area changes what lies in it. */
export function calendarRoutes(serve: Serve<Actor>, tools: RuleTools): void {
  serve(routes.listCalendars, async ({ caller }) => ({
    items: (await findCalendars(tools.db.read)).map((row) => presentCalendar(tools, row, caller)),
  }))

  serve(routes.getCalendarYear, async ({ params, query, caller }) => {
    const [book, row, hours] = await Promise.all([
      readCalendars(tools.db.read),
      requireCalendar(tools.db.read, params.calendarId),
      findHours(tools.db.read, params.calendarId),
    ])
    const calendar = book.get(row.id)
    if (!calendar) throw new LinliError('not_found')
    const year = query.year ?? yearOf(localDay(tools.clock.now().getTime()))
    return { calendar: presentCalendar(tools, row, caller), ...yearAtAGlance(book, calendar, hours, year) }
  })

  serve(routes.addCalendar, async ({ body, caller, intention }) =>
    changeRules(tools, intention, 'calendar_changed', async (tx, at) => {
      const { areaId = null, organisationId = null, minutesPerDay, keepsHolidays, reason } = body
      requirePlace(tools, areaId, organisationId)
      const areaPath = areaId === null ? null : (tools.areas.get().get(areaId)?.path ?? null)
      requireReach(tools, caller, { areaId, areaPath })
      const row = { id: randomIds.next(at), areaId, organisationId, minutesPerDay, keepsHolidays }
      const by = { accountId: caller.accountId, at }
      await insertCalendar(tx, row, by)
      await tell(tx, by, 'calendar_added', row.id, { reason, after: { areaId, organisationId, minutesPerDay, keepsHolidays } })
      return presentCalendar(tools, await requireCalendar(tx, row.id), caller)
    }),
  )

  serve(routes.changeCalendar, async ({ params, body, caller, intention }) =>
    change({ calendarId: params.calendarId, caller, intention }, async (tx, before, by) => {
      const { minutesPerDay, keepsHolidays, reason } = body
      const set = { minutes_per_day: minutesPerDay, keeps_holidays: keepsHolidays }
      await touchCalendar(tx, before, body.expectedVersion, set, by)
      await tell(tx, by, 'calendar_changed', before.id, {
        reason,
        before: { minutesPerDay: before.minutesPerDay, keepsHolidays: before.keepsHolidays },
        after: { minutesPerDay, keepsHolidays },
      })
    }),
  )

  serve(routes.endCalendar, async ({ params, body, caller, intention }) =>
    change({ calendarId: params.calendarId, caller, intention }, async (tx, before, by) => {
      if (isOfCity(before)) throw new LinliError('rule_needed')
      await touchCalendar(tx, before, body.expectedVersion, { ended_at: by.at }, by)
      const { areaId, organisationId } = before
      await tell(tx, by, 'calendar_ended', before.id, { reason: body.reason, areaId, organisationId })
    }),
  )

  serve(routes.setCalendarHours, async ({ params, body, caller, intention }) =>
    change({ calendarId: params.calendarId, caller, intention }, async (tx, before, by) => {
      const { validFrom, validTo, reason } = body
      const week = body.week.map(hoursFrom)
      if (!isWeek(week)) throw hoursRefused('/week')
      if (validTo !== null && validTo < validFrom) throw new LinliError('overlapping_time')
      // What holds from the first day on without an end is what all else leans on.
      if (isOfCity(before) && validFrom === firstDate && validTo !== null) throw new LinliError('overlapping_time')
      await touchCalendar(tx, before, body.expectedVersion, {}, by)
      const replaced = (await findHours(tx, before.id)).find((period) => period.validFrom === validFrom)
      if (replaced) await endHours(tx, replaced.id, by.at)
      await insertHours(tx, before.id, { validFrom, validTo, week }, by)
      await tell(tx, by, 'calendar_hours_set', before.id, { reason, before: replaced ?? null, after: { validFrom, validTo, week } })
    }),
  )

  serve(routes.endCalendarHours, async ({ params, body, caller, intention }) =>
    change({ calendarId: params.calendarId, caller, intention }, async (tx, before, by) => {
      await touchCalendar(tx, before, body.expectedVersion, {}, by)
      const ending = (await findHours(tx, before.id)).find((period) => period.id === params.hoursId)
      if (!ending) throw new LinliError('not_found')
      if (isOfCity(before) && ending.validFrom === firstDate) throw new LinliError('rule_needed')
      await endHours(tx, ending.id, by.at)
      await tell(tx, by, 'calendar_hours_ended', before.id, { reason: body.reason, before: ending })
    }),
  )

  serve(routes.setLocalDays, async ({ params, body, caller, intention }) =>
    change({ calendarId: params.calendarId, caller, intention }, async (tx, before, by) => {
      const days = body.days.map(({ hours, ...local }, index) => ({ ...local, hours: localHours(local.working, hours, index) }))
      const dates = days.map((local) => local.day)
      const twice = dates.findIndex((day, index) => dates.indexOf(day) < index)
      if (twice >= 0)
        throw new LinliError('validation_failed', { fields: [{ pointer: `/days/${twice}/day`, message: 'must not come twice' }] })
      await touchCalendar(tx, before, body.expectedVersion, {}, by)
      const replaced = await endLocalDays(tx, before.id, dates, by.at)
      await insertLocalDays(tx, before.id, days, by)
      await tell(tx, by, 'local_days_set', before.id, { before: replaced, after: days })
    }),
  )

  serve(routes.removeLocalDays, async ({ params, body, caller, intention }) =>
    change({ calendarId: params.calendarId, caller, intention }, async (tx, before, by) => {
      await touchCalendar(tx, before, body.expectedVersion, {}, by)
      const removed = await endLocalDays(tx, before.id, body.days, by.at)
      await tell(tx, by, 'local_days_removed', before.id, { reason: body.reason, before: removed })
    }),
  )

  serve(routes.confirmCalendarYear, async ({ params, body, caller, intention }) =>
    change({ calendarId: params.calendarId, caller, intention }, async (tx, before, by) => {
      if (!isOfCity(before)) throw new LinliError('wrong_level')
      await touchCalendar(tx, before, body.expectedVersion, {}, by)
      const { year, confirmed, reason } = body
      await setConfirmedYear(tx, { number: year, confirmed, reason }, by)
      await tell(tx, by, confirmed ? 'calendar_year_confirmed' : 'calendar_year_unconfirmed', before.id, { year, reason })
    }),
  )

  /** Changes one calendar that the caller may change, and answers what it is then. */
  async function change(
    { calendarId, caller, intention }: { calendarId: string; caller: Actor; intention: Intention },
    work: (tx: Transaction, before: CalendarRow, by: ChangeMark) => Promise<void>,
  ): Promise<CalendarSummary> {
    return changeRules(tools, intention, 'calendar_changed', async (tx, at) => {
      const before = await requireCalendar(tx, calendarId)
      requireReach(tools, caller, before)
      await work(tx, before, { accountId: caller.accountId, at })
      return presentCalendar(tools, await requireCalendar(tx, calendarId), caller)
    })
  }
}

/** A calendar is for one area in use or one organisation in use. */
function requirePlace(tools: RuleTools, areaId: string | null, organisationId: string | null): void {
  if ((areaId === null) === (organisationId === null))
    throw new LinliError('validation_failed', { fields: [{ pointer: '/areaId', message: 'either an area or an organisation' }] })
  if (areaId !== null && tools.areas.get().get(areaId)?.validTo !== null) throw new LinliError('not_found')
  if (organisationId !== null && tools.organisations.get().get(organisationId)?.endedAt !== null)
    throw new LinliError('unknown_organisation')
}

type Place = Pick<CalendarRow, 'areaId' | 'areaPath'>

/** An area's calendar is changed from there or above; the city's and an organisation's by who keeps the rules of the whole city. */
function mayChange(tools: RuleTools, actor: Actor, { areaPath }: Place): boolean {
  return areaPath === null ? mayChangeCity(actor, tools.areas.get()) : mayAt(actor, 'rules.write', areaPath)
}

function requireReach(tools: RuleTools, actor: Actor, place: Place): void {
  if (!mayChange(tools, actor, place)) throw new LinliError('not_allowed')
}

function localHours(working: boolean, shown: { opensMinutes: number; closesMinutes: number }[] | null, index: number): DayHours | null {
  if (!working || shown === null) return null
  const hours = hoursFrom(shown)
  if (hours.length === 0 || !areHours(hours)) throw hoursRefused(`/days/${index}/hours`)
  return hours
}

function hoursRefused(pointer: string): LinliError {
  return new LinliError('validation_failed', { fields: [{ pointer, message: 'hours must be in order, apart and not all empty' }] })
}

function presentCalendar(tools: RuleTools, row: CalendarRow, caller: Actor): CalendarSummary {
  const organisation = row.organisationId === null ? undefined : tools.organisations.get().get(row.organisationId)
  return {
    id: row.id,
    areaId: row.areaId,
    areaName: row.areaId === null ? null : (tools.areas.get().get(row.areaId)?.name ?? null),
    organisationId: row.organisationId,
    organisationNameZh: organisation?.nameZh ?? null,
    organisationNameEn: organisation?.nameEn ?? null,
    minutesPerDay: row.minutesPerDay,
    keepsHolidays: row.keepsHolidays,
    version: row.version,
    changedAt: row.changedAt?.toISOString() ?? null,
    changedBy: row.changedBy,
    mayChange: row.endedAt === null && mayChange(tools, caller, row),
  }
}

async function tell(tx: Transaction, by: ChangeMark, action: string, calendarId: string, detail: Record<string, unknown>): Promise<void> {
  await writeAudit(tx, { accountId: by.accountId, action, objectKind: 'calendar', objectId: calendarId, detail }, by.at)
}
