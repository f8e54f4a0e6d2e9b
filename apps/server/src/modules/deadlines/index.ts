import type { Reader } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import type { Actor } from '../access/index.ts'
import { calendarRoutes } from './calendars.routes.ts'
import { readCalendars } from './calendars.store.ts'
import { createDeadlines, type Deadlines } from './deadlines.ts'
import { limitRoutes } from './limits.routes.ts'
import { readLimits } from './limits.store.ts'
import type { RuleTools } from './rule.tools.ts'

export type { Workplace } from './calendar-book.ts'
export { type ClockRun, createDeadlines, type Deadline, type Deadlines } from './deadlines.ts'
export { defaultLimits } from './default-limits.ts'
export type { Limit, LimitCase, LimitRule } from './limits.ts'
export type { Pause } from './pauses.ts'
export { publicDayOf } from './public-holidays.ts'
export type { ForeseeClocks, LeaveRecompute } from './rule.tools.ts'
export { chinaOffsetMinutes } from './working-calendar.ts'
export { openCalendars } from './calendar-book.ts'

/** The limits and calendars of a city as they are now. */
export async function readDeadlines(db: Reader): Promise<Deadlines> {
  const [limits, calendars] = await Promise.all([readLimits(db), readCalendars(db)])
  return createDeadlines(limits, calendars)
}

/** The routes by which limits and calendars are read and changed. */
export function ruleRoutes(serve: Serve<Actor>, tools: RuleTools): void {
  limitRoutes(serve, tools)
  calendarRoutes(serve, tools)
}
