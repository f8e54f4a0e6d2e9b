import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { dateOf } from './city-day.ts'

/** Reports of an area on a day, by uppermost category. */
export interface DayCount {
  areaId: string
  categoryCode: string
  day: number
  count: number
}

interface Span {
  from: number
  to: number
}

/** Of the kept figures: events of these areas on these days. Private matters are in none of them, and what has no category yet is nobody's series. */
export async function findDayCounts(db: Reader, areaIds: readonly string[], { from, to }: Span): Promise<DayCount[]> {
  if (areaIds.length === 0) return []
  const { rows } = await dayCounts(areaIds, { from, to }).execute(db)
  return rows.map((row) => ({ areaId: row.area_id, categoryCode: row.category_code, day: row.day_number, count: row.reported }))
}

/** The statement behind it; its plan is looked at in a test. */
export function dayCounts(areaIds: readonly string[], { from, to }: Span): RawBuilder<DayRow> {
  return sql<DayRow>`
    select area_id, category_code, day - date '1970-01-01' as day_number, reported
    from figure_days
    where area_id = any(${areaIds}::uuid[]) and day between ${dateOf(from)}::date and ${dateOf(to)}::date
      and kind = 'event' and category_code <> '' and reported > 0`
}

interface DayRow {
  area_id: string
  category_code: string
  day_number: number
  reported: number
}

/** The series in which enough was reported on these days to be looked at. */
export async function findBusySeries(db: Reader, areaIds: readonly string[], { from, to }: Span, least: number) {
  const { rows } = await sql<{ area_id: string; category_code: string }>`
    select area_id, category_code
    from figure_days
    where area_id = any(${areaIds}::uuid[]) and day between ${dateOf(from)}::date and ${dateOf(to)}::date
      and kind = 'event' and category_code <> ''
    group by area_id, category_code having sum(reported) >= ${least}`.execute(db)
  return rows.map((row) => ({ areaId: row.area_id, categoryCode: row.category_code }))
}
