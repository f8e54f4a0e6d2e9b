export {
  createDeadlines,
  type Deadline,
  type Deadlines,
  deadlineOf,
  defaultLimits,
  type Limit,
  type LimitRule,
  readLimits,
} from './limits.ts'
export { addWorkingMinutes, chineseCalendar, chinaOffsetMinutes, type WorkingCalendar, workingMinutesBetween } from './working-calendar.ts'
