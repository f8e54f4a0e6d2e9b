import chineseDays from 'chinese-days'

/** The working time of a city: weekly hours, public holidays and make-up working weekends (domain.md §3). */
export interface WorkingCalendar {
  /** Minutes from midnight, in order and apart, e.g. [[510, 720], [810, 1050]]. */
  hours: readonly (readonly [number, number])[]
  /** Minutes that count as one working day. */
  minutesPerDay: number
  /** `day`: days since 1970-01-01 in local time. */
  isWorkingDay(day: number): boolean
  /** Whether the State Council's holidays of that day's year are known; if not, plain weekdays are used and screens say so. */
  isAnnounced(day: number): boolean
}

/** China keeps one time zone, without summer time since 1992, so an instant and local time differ by a constant. */
export const chinaOffsetMinutes = 8 * 60
const minutesOfDay = 1440
const minuteMs = 60_000

export const defaultHours: WorkingCalendar['hours'] = [
  [8 * 60 + 30, 12 * 60],
  [13 * 60 + 30, 17 * 60 + 30],
]

/** The calendar of public holidays with these weekly hours on Monday to Friday and on make-up days. */
export function chineseCalendar(hours: WorkingCalendar['hours'] = defaultHours): WorkingCalendar {
  return {
    hours,
    minutesPerDay: hours.reduce((sum, [from, to]) => sum + to - from, 0),
    isWorkingDay: (day) => yearOf(day).working.has(day),
    isAnnounced: (day) => yearOf(day).announced,
  }
}

export interface WorkingInstant {
  at: Date
  /** False when a day on the way lies in a year whose holidays are not announced yet. */
  announced: boolean
}

/** `minutes` of working time after `start`. Zero minutes give the first working instant at or after `start`. */
export function addWorkingMinutes(calendar: WorkingCalendar, start: Date, minutes: number): WorkingInstant {
  const local = start.getTime() / minuteMs + chinaOffsetMinutes
  let day = Math.floor(local / minutesOfDay)
  let from = local - day * minutesOfDay
  let left = minutes
  let announced = true
  while (true) {
    announced &&= calendar.isAnnounced(day)
    if (calendar.isWorkingDay(day)) {
      for (const [opens, closes] of calendar.hours) {
        const begin = Math.max(opens, from)
        if (begin >= closes) continue
        if (begin + left <= closes) return { at: instantOf(day, begin + left), announced }
        left -= closes - begin
      }
    }
    day += 1
    from = 0
  }
}

/** Working minutes between two instants; 0 when `to` is not after `from`. */
export function workingMinutesBetween(calendar: WorkingCalendar, from: Date, to: Date): number {
  const begin = from.getTime() / minuteMs + chinaOffsetMinutes
  const end = to.getTime() / minuteMs + chinaOffsetMinutes
  let sum = 0
  for (let day = Math.floor(begin / minutesOfDay); day * minutesOfDay < end; day++) {
    if (!calendar.isWorkingDay(day)) continue
    const midnight = day * minutesOfDay
    for (const [opens, closes] of calendar.hours) sum += Math.max(0, Math.min(midnight + closes, end) - Math.max(midnight + opens, begin))
  }
  return sum
}

function instantOf(day: number, minutes: number): Date {
  return new Date(Math.round((day * minutesOfDay + minutes - chinaOffsetMinutes) * minuteMs))
}

interface Year {
  working: ReadonlySet<number>
  announced: boolean
}

const years = new Map<number, Year>()

/** Read from the holiday table once a year of the calendar. The table answers plain weekdays for years it does not know, so that is found out. */
function yearOf(day: number): Year {
  const number = new Date(day * 86_400_000).getUTCFullYear()
  const known = years.get(number)
  if (known) return known
  const working = new Set<number>()
  let announced = false
  const first = Date.UTC(number, 0, 1) / 86_400_000
  const last = Date.UTC(number, 11, 31) / 86_400_000
  for (let each = first; each <= last; each++) {
    const date = new Date(each * 86_400_000)
    const isWeekday = date.getUTCDay() >= 1 && date.getUTCDay() <= 5
    const isWorking = chineseDays.isWorkday(date.toISOString().slice(0, 10))
    if (isWorking) working.add(each)
    if (isWorking !== isWeekday) announced = true
  }
  const year = { working, announced }
  years.set(number, year)
  return year
}
