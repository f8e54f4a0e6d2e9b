export { createDeadlines, type Deadlines, defaultLimits, readLimits } from './limits.ts'
export { addWorkingMinutes, chineseCalendar, chinaOffsetMinutes } from './working-calendar.ts'
