import { yellowShare } from '@linli/contract'
import type { CalendarBook, Workplace } from './calendar-book.ts'
import { defaultLimits } from './default-limits.ts'
import { type Limit, type LimitCase, type LimitRule, mostSpecific } from './limits.ts'
import { addAround, inOrder, naturalTime, type Pause } from './pauses.ts'

/** A clock as it has run so far: from its start, its limit, what was granted and its pauses all follows anew. */
export interface ClockRun {
  startedAt: Date
  limit: Limit
  /** Days granted by an extension: working days when the limit counts working time, otherwise natural days. */
  extendedDays: number
  /** In any order; they may overlap. One that is still open is ignored until it ends. */
  pauses: readonly Pause[]
  workplace: Workplace
}

export interface Deadline {
  dueAt: Date
  /** From here the light is yellow: 80 % of limit and extension have passed. */
  yellowAt: Date
  /** False when the way leads through a year whose holidays are not known, so that the dates may still move. */
  announced: boolean
}

/** The city's limits and calendars, ready to answer (domain.md §3). */
export interface Deadlines {
  /** The city's most specific limit for a case, or else the one cities begin with; null for a clock that has neither. */
  limit(limitCase: LimitCase): Limit | null
  /** When a clock is due, exact to the millisecond. While a pause is open the answer is provisional: as if it were not there. */
  deadline(run: ClockRun): Deadline
  /** The end of so many working days after an instant; none at all gives the next working instant. */
  workingDaysAfter(at: Date, days: number, workplace: Workplace): Date
  /** From opening up to, and without, closing. */
  isWorkingTime(at: Date, workplace: Workplace): boolean
  /** The instant itself when it is working time, otherwise the next opening. */
  nextWorkingInstant(at: Date, workplace: Workplace): Date
}

/** For a city that was made before a clock was. */
const generalDefaults = defaultLimits.filter((limit) => limit.categoryCode === null)

export function createDeadlines(rules: readonly LimitRule[], calendars: CalendarBook): Deadlines {
  // A city has many rules for single categories; of these only the category's own are looked through.
  const byClock = new Map(
    [...Map.groupBy(rules, (rule) => rule.clock)].map(([clock, of]) => [clock, Map.groupBy(of, (rule) => rule.categoryCode)]),
  )
  const mostSpecificFor = (categoryCode: string | null, limitCase: LimitCase) =>
    mostSpecific(byClock.get(limitCase.clock)?.get(categoryCode) ?? [], limitCase)
  return {
    limit: (limitCase) =>
      mostSpecificFor(limitCase.categoryCode, limitCase) ?? mostSpecificFor(null, limitCase) ?? mostSpecific(generalDefaults, limitCase),
    deadline: (run) => deadlineOf(calendars, run),
    workingDaysAfter(at, days, workplace) {
      const calendar = calendars.at(workplace)
      return new Date(calendar.add(at.getTime(), days * calendar.minutesPerDay * minuteMs))
    },
    isWorkingTime: (at, workplace) => calendars.at(workplace).isWorkingTime(at.getTime()),
    nextWorkingInstant: (at, workplace) => new Date(calendars.at(workplace).nextWorkingInstant(at.getTime())),
  }
}

function deadlineOf(calendars: CalendarBook, { startedAt, limit, extendedDays, pauses, workplace }: ClockRun): Deadline {
  const from = startedAt.getTime()
  const natural = naturalMinutes[limit.unit]
  const calendar = natural === undefined ? calendars.at(workplace) : null
  const minutes = calendar
    ? limit.amount * (limit.unit === 'working_hours' ? 60 : calendar.minutesPerDay) + extendedDays * calendar.minutesPerDay
    : limit.amount * (natural ?? 0) + extendedDays * naturalMinutes.days
  // Whole minutes, so that 80 % of them are whole milliseconds: nothing is lost by rounding.
  const whole = minutes * minuteMs
  const time = calendar ?? naturalTime
  const stops = inOrder(pauses)
  const dueAt = addAround(time, stops, from, whole)
  return {
    dueAt: new Date(dueAt),
    yellowAt: new Date(addAround(time, stops, from, Math.round(whole * yellowShare))),
    announced: calendar?.isAnnouncedBetween(from, dueAt) ?? true,
  }
}

const minuteMs = 60_000
const naturalMinutes: Record<'minutes' | 'hours' | 'days', number> & Partial<Record<Limit['unit'], number>> = {
  minutes: 1,
  hours: 60,
  days: 1440,
}
