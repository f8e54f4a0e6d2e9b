import { openCalendars } from '../apps/server/src/modules/deadlines/calendar-book.ts'
import { dayOfDate } from '../apps/server/src/modules/deadlines/calendar.ts'
import { type ClockRun, createDeadlines, type Deadlines } from '../apps/server/src/modules/deadlines/deadlines.ts'
import { defaultLimits } from '../apps/server/src/modules/deadlines/default-limits.ts'
import type { LimitCase } from '../apps/server/src/modules/deadlines/limits.ts'
import type { Pause } from '../apps/server/src/modules/deadlines/pauses.ts'
import { defaultWeek } from '../apps/server/src/modules/deadlines/weekly-hours.ts'
import type { WorkingCalendar } from '../apps/server/src/modules/deadlines/working-calendar.ts'
import { type BenchResult, goal, machine } from './bench-result.ts'
import { seededRandom } from './synthetic-grids.ts'

const LIMITS = 200_000
const ROUNDS = 7
const CHECKED = 1_000
const minuteMs = 60_000
const from = Date.parse('2024-01-01T00:00+08:00')
const to = Date.parse('2026-12-01T00:00+08:00')

/**
 * Measures limits on one core: choosing the rule and reckoning when it turns yellow and red, for a realistic mix of clocks,
 * severities, workplaces, extensions and pauses, from random starts in 2024 to 2026. Some answers are checked against a walk
 * from minute to minute that shares no code with what is measured but the question whether an instant is working time.
 *
 * - `limits_per_second`: median of seven rounds, the first of which also prepares the years of each calendar
 * - `wrong`: checked answers that differ
 */
export function benchLimits(): BenchResult {
  const random = seededRandom(20240101)
  const calendars = openCalendars([city, town, organisation])
  const deadlines = createDeadlines(defaultLimits, calendars)
  const cases = Array.from({ length: LIMITS }, () => randomCase(random))
  const rates = Array.from({ length: ROUNDS }, () => rateOf(deadlines, cases)).toSorted((a, b) => a - b)
  const figures = {
    limits: LIMITS,
    limits_per_second: Math.round(rates[Math.floor(ROUNDS / 2)]!),
    slowest_round_per_second: Math.round(rates[0]!),
    checked: CHECKED,
    wrong: cases.slice(0, CHECKED).filter((each) => !isRight(deadlines, calendars.at(each.workplace), each)).length,
  }
  return {
    name: 'limits',
    figures,
    goals: { limits_per_second: goal(figures.limits_per_second, { at_least: 100_000 }), wrong: goal(figures.wrong, { at_most: 0 }) },
    machine: machine(),
  }
}

type Case = LimitCase & Omit<ClockRun, 'limit'>

const [monday = []] = defaultWeek
const city = calendarOf({ id: 'city' })
const town = calendarOf({ id: 'town', areaPath: '1.2.', localDays: ['2025-04-16', '2026-04-16'] })
const organisation = calendarOf({ id: 'organisation', organisationId: 'organisation', week: [...defaultWeek.slice(0, 5), monday, []] })

function calendarOf(given: { id: string; areaPath?: string; organisationId?: string; localDays?: string[]; week?: typeof defaultWeek }) {
  return {
    id: given.id,
    areaId: given.areaPath ?? null,
    areaPath: given.areaPath ?? null,
    organisationId: given.organisationId ?? null,
    minutesPerDay: 450,
    keepsHolidays: true,
    hours: [{ validFrom: dayOfDate('2000-01-01'), validTo: null, week: given.week ?? defaultWeek }],
    localDays: new Map((given.localDays ?? []).map((date) => [dayOfDate(date), { working: false, hours: null, reason: 'fair' }])),
  }
}

const clocks = [...new Set(defaultLimits.map((limit) => limit.clock))]
const categoryCodes = [...new Set(defaultLimits.map((limit) => limit.categoryCode)), 'L-08', 'E05-05']

function randomCase(random: () => number): Case {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!
  const startedAt = new Date(Math.floor(from + random() * (to - from)))
  const pauses: Pause[] = []
  // One clock in three has stood still, some of them several times, one in twelve of those still does.
  for (let count = random() < 1 / 3 ? 1 + Math.floor(random() * 3) : 0; count > 0; count--) {
    const begins = startedAt.getTime() + Math.floor(random() * 3 * 86_400_000)
    pauses.push({ from: new Date(begins), to: random() < 1 / 12 ? null : new Date(begins + Math.floor(random() * 5 * 86_400_000)) })
  }
  return {
    clock: pick(clocks),
    categoryCode: pick(categoryCodes),
    severity: pick(['ordinary', 'ordinary', 'ordinary', 'urgent', 'complex', 'major'] as const),
    areaClass: pick(['core', 'town', 'village']),
    startedAt,
    extendedDays: random() < 0.1 ? 1 + Math.floor(random() * 3) : 0,
    pauses,
    workplace: { areaPath: pick(['1.1.4.27.', '1.2.1.5.']), organisationId: random() < 0.3 ? 'organisation' : null },
  }
}

function rateOf(deadlines: Deadlines, cases: readonly Case[]): number {
  const start = performance.now()
  let sum = 0
  for (const each of cases) {
    const limit = deadlines.limit(each)!
    const { startedAt, extendedDays, pauses, workplace } = each
    const { dueAt, yellowAt } = deadlines.deadline({ startedAt, limit, extendedDays, pauses, workplace })
    sum += dueAt.getTime() - yellowAt.getTime()
  }
  // Using the sum keeps the compiler from leaving the work out.
  if (!(sum > 0)) throw new Error('a limit is due before it turns yellow')
  return (cases.length / (performance.now() - start)) * 1000
}

/** Counts the minutes of the limit one by one; starts and pauses are taken to whole minutes for it. */
function isRight(deadlines: Deadlines, calendar: WorkingCalendar, given: Case): boolean {
  const whole = (at: Date) => new Date(Math.floor(at.getTime() / minuteMs) * minuteMs)
  const startedAt = whole(given.startedAt)
  const pauses = given.pauses.map((pause) => ({ from: whole(pause.from), to: pause.to && whole(pause.to) }))
  const limit = deadlines.limit(given)!
  const isWorking = limit.unit.startsWith('working')
  const perDay = isWorking ? calendar.minutesPerDay : 1440
  const perUnit = { minutes: 1, hours: 60, days: 1440, working_hours: 60, working_days: perDay }[limit.unit]
  let now = startedAt.getTime()
  for (let left = limit.amount * perUnit + given.extendedDays * perDay; left > 0; now += minuteMs) {
    const isPaused = pauses.some((pause) => pause.to !== null && pause.from.getTime() <= now && now < pause.to.getTime())
    if (!isPaused && (!isWorking || calendar.isWorkingTime(now))) left -= 1
  }
  return deadlines.deadline({ ...given, startedAt, pauses, limit }).dueAt.getTime() === now
}
