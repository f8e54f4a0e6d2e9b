import { type CalendarChain, dayFacts, yearOf } from './calendar.ts'
import { publicYear } from './public-holidays.ts'
import { type DayHours, minutesOf } from './weekly-hours.ts'

/** China keeps one time zone, without summer time since 1992, so an instant and local time differ by a constant. */
export const chinaOffsetMinutes = 8 * 60

const minuteMs = 60_000
const dayMs = 86_400_000
const offsetMs = chinaOffsetMinutes * minuteMs

/**
 * The working time of a place. Amounts are exact to the millisecond, so that seconds of a start are still there at the end.
 * Instants are milliseconds since 1970-01-01 UTC. A year is prepared when it is first asked for: the sums of working time
 * before each of its days, so that adding is a search and not a walk.
 */
export class WorkingCalendar {
  /** How many minutes of working time count as one working day. */
  readonly minutesPerDay: number
  readonly #calendars: CalendarChain
  readonly #confirmedYears: ReadonlySet<number>
  readonly #years = new Map<number, WorkingYear>()
  #latest: WorkingYear | null = null

  /** `confirmedYears`: those the city has confirmed by hand. */
  constructor(calendars: CalendarChain, confirmedYears: ReadonlySet<number>) {
    this.minutesPerDay = calendars[0].minutesPerDay
    this.#calendars = calendars
    this.#confirmedYears = confirmedYears
  }

  /** Whether the holidays of all years from one instant to another are known, or need not be because none are kept. */
  isAnnouncedBetween(from: number, to: number): boolean {
    const last = this.#yearAt(to)
    for (let year = this.#yearAt(from); year.number < last.number; year = this.#year(year.number + 1)) if (!year.announced) return false
    return last.announced
  }

  /** From the moment of opening up to, and without, the moment of closing. */
  isWorkingTime(at: number): boolean {
    return this.nextWorkingInstant(at) === at
  }

  /** The instant itself when it is working time, otherwise the next opening. */
  nextWorkingInstant(at: number): number {
    let day = localDay(at)
    let into = at + offsetMs - day * dayMs
    while (true) {
      for (const [opens, closes] of this.#yearAt(day * dayMs - offsetMs).hoursOf(day))
        if (into < closes * minuteMs) return day * dayMs - offsetMs + Math.max(into, opens * minuteMs)
      day += 1
      into = 0
    }
  }

  /** The first instant by which this much working time has passed since `from`; nothing at all gives the next working instant. */
  add(from: number, milliseconds: number): number {
    if (milliseconds === 0) return this.nextWorkingInstant(from)
    let year = this.#yearAt(from)
    let wanted = year.passedBefore(from + offsetMs) + milliseconds
    while (wanted > year.total) {
      wanted -= year.total
      year = this.#year(year.number + 1)
    }
    return year.whenPassed(wanted) - offsetMs
  }

  /** The working time between two instants, in milliseconds; 0 when `to` is not after `from`. */
  between(from: number, to: number): number {
    if (to <= from) return 0
    const last = this.#yearAt(to)
    let year = this.#yearAt(from)
    let sum = -year.passedBefore(from + offsetMs)
    for (; year.number < last.number; year = this.#year(year.number + 1)) sum += year.total
    return sum + year.passedBefore(to + offsetMs)
  }

  /** The year of an instant. Questions come close together, so it is mostly the one asked for last. */
  #yearAt(at: number): WorkingYear {
    const local = at + offsetMs
    const latest = this.#latest
    if (latest && latest.begins <= local && local < latest.ends) return latest
    const year = this.#year(yearOf(localDay(at)))
    this.#latest = year
    return year
  }

  #year(number: number): WorkingYear {
    let year = this.#years.get(number)
    if (!year) {
      const announced = !this.#calendars[0].keepsHolidays || publicYear(number).announced || this.#confirmedYears.has(number)
      year = new WorkingYear(number, announced, (day) => dayFacts(this.#calendars, day).hours)
      this.#years.set(number, year)
    }
    return year
  }
}

/** The working time of one year, ready to be searched. Times are local, in milliseconds. */
class WorkingYear {
  readonly number: number
  readonly announced: boolean
  readonly total: number
  readonly begins: number
  readonly ends: number
  readonly #first: number
  readonly #hours: DayHours[] = []
  /** The working time of the year before each of its days. */
  readonly #before: Float64Array

  constructor(number: number, announced: boolean, hoursOf: (day: number) => DayHours) {
    this.number = number
    this.announced = announced
    this.begins = Date.UTC(number, 0, 1)
    this.ends = Date.UTC(number + 1, 0, 1)
    this.#first = this.begins / dayMs
    const days = this.ends / dayMs - this.#first
    this.#before = new Float64Array(days + 1)
    for (let index = 0; index < days; index++) {
      const hours = hoursOf(this.#first + index)
      this.#hours.push(hours)
      this.#before[index + 1] = (this.#before[index] ?? 0) + minutesOf(hours) * minuteMs
    }
    this.total = this.#before[days] ?? 0
  }

  hoursOf(day: number): DayHours {
    return this.#hours[day - this.#first] ?? []
  }

  /** The working time of this year before a local time in it. */
  passedBefore(local: number): number {
    const index = Math.floor(local / dayMs) - this.#first
    const into = local - (this.#first + index) * dayMs
    let passed = this.#before[index] ?? 0
    for (const [opens, closes] of this.#hours[index] ?? []) {
      if (into <= opens * minuteMs) break
      passed += Math.min(into, closes * minuteMs) - opens * minuteMs
    }
    return passed
  }

  /** The first local time by which this much of the year's working time has passed; more than 0 and at most `total`. */
  whenPassed(wanted: number): number {
    // The last day with less working time before it than is wanted.
    let low = 0
    let high = this.#hours.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#before[middle] ?? 0) < wanted) low = middle
      else high = middle - 1
    }
    let left = wanted - (this.#before[low] ?? 0)
    let into = 0
    for (const [opens, closes] of this.#hours[low] ?? []) {
      into = opens * minuteMs + left
      if (into <= closes * minuteMs) break
      left -= (closes - opens) * minuteMs
    }
    return (this.#first + low) * dayMs + into
  }
}

/** The day of an instant in local time, in days since 1970-01-01. */
export function localDay(at: number): number {
  return Math.floor((at + offsetMs) / dayMs)
}
