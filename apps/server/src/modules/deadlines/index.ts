export {
  createDeadlines,
  type Deadlines,
  defaultLimits,
  type Limit,
  type LimitRule,
  type Pause,
  readLimits,
  type Workplace,
} from './limits.ts'
export { addWorkingMinutes, chineseCalendar, chinaOffsetMinutes } from './working-calendar.ts'
