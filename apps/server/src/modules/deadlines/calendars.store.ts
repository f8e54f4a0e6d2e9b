import { LinliError } from '../../platform/problem.ts'
import type { Reader, Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import { type Calendar, dateOfDay, dayOfDate } from './calendar.ts'
import { type CalendarBook, openCalendars } from './calendar-book.ts'
import type { ChangeMark } from './limits.store.ts'
import type { DayHours, Week } from './weekly-hours.ts'

/** A calendar as it is kept: with its version and who changed it last. */
export interface CalendarRow {
  id: string
  areaId: string | null
  areaPath: string | null
  organisationId: string | null
  minutesPerDay: number
  keepsHolidays: boolean
  version: number
  changedAt: Date | null
  changedBy: string | null
  endedAt: Date | null
}

/** The calendars in force with all they say, ready to answer. */
export async function readCalendars(db: Reader): Promise<CalendarBook> {
  const [rows, hours, days, years] = await Promise.all([
    findCalendars(db),
    db.selectFrom('calendar_hours').select(['calendar_id', 'valid_from', 'valid_to', 'week']).where('ended_at', 'is', null).execute(),
    db.selectFrom('calendar_days').select(['calendar_id', 'day', 'working', 'hours', 'reason']).where('ended_at', 'is', null).execute(),
    db.selectFrom('confirmed_years').select('year').where('ended_at', 'is', null).execute(),
  ])
  const hoursOf = Map.groupBy(hours, (row) => row.calendar_id)
  const daysOf = Map.groupBy(days, (row) => row.calendar_id)
  const calendars = rows.map((row): Calendar => ({
    id: row.id,
    areaId: row.areaId,
    areaPath: row.areaPath,
    organisationId: row.organisationId,
    minutesPerDay: row.minutesPerDay,
    keepsHolidays: row.keepsHolidays,
    hours: (hoursOf.get(row.id) ?? []).map((period) => ({
      validFrom: dayOfDate(period.valid_from),
      validTo: period.valid_to === null ? null : dayOfDate(period.valid_to),
      week: period.week as Week,
    })),
    localDays: new Map(
      (daysOf.get(row.id) ?? []).map((local) => [
        dayOfDate(local.day),
        { working: local.working, hours: local.hours as DayHours | null, reason: local.reason },
      ]),
    ),
  }))
  return openCalendars(calendars, new Set(years.map((row) => row.year)))
}

/** The calendars in force, the city's first; or the one of this id, also when it has ended. An area's ends with the area. */
export async function findCalendars(db: Reader, calendarId?: string): Promise<CalendarRow[]> {
  let query = db
    .selectFrom('calendars as c')
    .leftJoin('areas as a', 'a.id', 'c.area_id')
    .leftJoin('accounts as p', 'p.id', 'c.changed_by')
    .selectAll('c')
    .select(['a.path', 'p.display_name'])
    .orderBy('c.area_id', (order) => order.asc().nullsFirst())
    .orderBy('c.organisation_id', (order) => order.asc().nullsFirst())
  query =
    calendarId === undefined ? query.where('c.ended_at', 'is', null).where('a.valid_to', 'is', null) : query.where('c.id', '=', calendarId)
  return (await query.execute()).map((row) => ({
    id: row.id,
    areaId: row.area_id,
    areaPath: row.path,
    organisationId: row.organisation_id,
    minutesPerDay: row.minutes_per_day,
    keepsHolidays: row.keeps_holidays,
    version: row.version,
    changedAt: row.changed_at,
    changedBy: row.display_name,
    endedAt: row.ended_at,
  }))
}

/** One calendar, also when it has ended; throws `not_found`. */
export async function requireCalendar(db: Reader, calendarId: string): Promise<CalendarRow> {
  const [calendar] = await findCalendars(db, calendarId)
  if (!calendar) throw new LinliError('not_found')
  return calendar
}

/** Whether this is the city's own calendar. */
export function isOfCity(calendar: Pick<CalendarRow, 'areaId' | 'organisationId'>): boolean {
  return calendar.areaId === null && calendar.organisationId === null
}

/** A second calendar for one place is a unique violation, which the caller is told as `already_exists`. */
export async function insertCalendar(
  tx: Transaction,
  row: Pick<CalendarRow, 'id' | 'areaId' | 'organisationId' | 'minutesPerDay' | 'keepsHolidays'>,
  by: ChangeMark,
): Promise<void> {
  await tx
    .insertInto('calendars')
    .values({
      id: row.id,
      area_id: row.areaId,
      organisation_id: row.organisationId,
      minutes_per_day: row.minutesPerDay,
      keeps_holidays: row.keepsHolidays,
      changed_at: by.at,
      changed_by: by.accountId,
    })
    .execute()
}

/**
 * Marks a calendar as changed if it still has the version the caller saw; every change of its hours, days and years comes
 * through here first. Throws `rule_changed` otherwise.
 */
export async function touchCalendar(
  tx: Transaction,
  present: CalendarRow,
  expectedVersion: number,
  set: { minutes_per_day?: number; keeps_holidays?: boolean; ended_at?: Date },
  by: ChangeMark,
): Promise<void> {
  const done = await tx
    .updateTable('calendars')
    .set({ ...set, version: present.version + 1, changed_at: by.at, changed_by: by.accountId })
    .where('id', '=', present.id)
    .where('version', '=', expectedVersion)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (Number(done.numUpdatedRows) === 1) return
  const { version, changedAt, changedBy } = present
  throw new LinliError('rule_changed', { facts: { version, changedAt: changedAt?.toISOString() ?? null, changedBy } })
}

export interface HoursRow {
  id: string
  validFrom: string
  validTo: string | null
  week: Week
}

/** The weekly hours a calendar has itself, in order of their first day. */
export async function findHours(db: Reader, calendarId: string): Promise<HoursRow[]> {
  const rows = await db
    .selectFrom('calendar_hours')
    .select(['id', 'valid_from', 'valid_to', 'week'])
    .where('calendar_id', '=', calendarId)
    .where('ended_at', 'is', null)
    .orderBy('valid_from')
    .execute()
  return rows.map((row) => ({ id: row.id, validFrom: row.valid_from, validTo: row.valid_to, week: row.week as Week }))
}

export async function insertHours(tx: Transaction, calendarId: string, hours: Omit<HoursRow, 'id'>, by: ChangeMark): Promise<void> {
  await tx
    .insertInto('calendar_hours')
    .values({
      id: randomIds.next(by.at),
      calendar_id: calendarId,
      valid_from: hours.validFrom,
      valid_to: hours.validTo,
      week: JSON.stringify(hours.week),
      set_at: by.at,
      set_by: by.accountId,
    })
    .execute()
}

export async function endHours(tx: Transaction, hoursId: string, at: Date): Promise<void> {
  await tx.updateTable('calendar_hours').set({ ended_at: at }).where('id', '=', hoursId).where('ended_at', 'is', null).execute()
}

export interface LocalDayRow {
  day: string
  working: boolean
  hours: DayHours | null
  reason: string
}

export async function insertLocalDays(tx: Transaction, calendarId: string, days: readonly LocalDayRow[], by: ChangeMark): Promise<void> {
  await tx
    .insertInto('calendar_days')
    .values(
      days.map((local) => ({
        id: randomIds.next(by.at),
        calendar_id: calendarId,
        day: local.day,
        working: local.working,
        hours: local.hours && JSON.stringify(local.hours),
        reason: local.reason,
        set_at: by.at,
        set_by: by.accountId,
      })),
    )
    .execute()
}

/** Ends the local days of these dates, those there are. Returns what they said. */
export async function endLocalDays(tx: Transaction, calendarId: string, days: readonly string[], at: Date): Promise<LocalDayRow[]> {
  const rows = await tx
    .updateTable('calendar_days')
    .set({ ended_at: at })
    .where('calendar_id', '=', calendarId)
    .where('day', 'in', [...days])
    .where('ended_at', 'is', null)
    .returning(['day', 'working', 'hours', 'reason'])
    .execute()
  return rows
    .map((row) => ({ day: row.day, working: row.working, hours: row.hours as DayHours | null, reason: row.reason }))
    .sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** Confirms a year by hand, or takes that back; doing so twice changes nothing. */
export async function setConfirmedYear(
  tx: Transaction,
  year: { number: number; confirmed: boolean; reason: string },
  by: ChangeMark,
): Promise<void> {
  await tx.updateTable('confirmed_years').set({ ended_at: by.at }).where('year', '=', year.number).where('ended_at', 'is', null).execute()
  if (!year.confirmed) return
  await tx
    .insertInto('confirmed_years')
    .values({ id: randomIds.next(by.at), year: year.number, reason: year.reason, set_at: by.at, set_by: by.accountId })
    .execute()
}

/** The first and the last day of a year as dates. */
export function daysOfYear(year: number): { first: number; last: number; firstDate: string; lastDate: string } {
  const first = Date.UTC(year, 0, 1) / 86_400_000
  const last = Date.UTC(year, 11, 31) / 86_400_000
  return { first, last, firstDate: dateOfDay(first), lastDate: dateOfDay(last) }
}
