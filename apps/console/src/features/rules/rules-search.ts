import { textsOf } from '../../app/search-texts.ts'

/** What the address of the categories says: which one, and what is looked for. */
export const readCategoriesSearch = (search: Record<string, unknown>) => textsOf(search, 'code', 'search')

/** What the address of the limits says: by what they are filtered, and which is being changed. */
export const readLimitsSearch = (search: Record<string, unknown>) => textsOf(search, 'clock', 'category', 'severity', 'areaClass', 'change')

/** What the address of the calendars says: which one, and the year. */
export function readCalendarsSearch(search: Record<string, unknown>): { calendar?: string; year?: number } {
  return { ...textsOf(search, 'calendar'), ...(Number.isInteger(search['year']) && { year: Number(search['year']) }) }
}

/** What the address of the routing rules says: those in force, the draft, or the versions and one of them. */
export function readRoutingSearch(search: Record<string, unknown>): { show?: 'draft' | 'versions'; version?: number } {
  return {
    ...(search['show'] === 'draft' || search['show'] === 'versions' ? { show: search['show'] } : {}),
    ...(Number.isInteger(search['version']) && { version: Number(search['version']) }),
  }
}
