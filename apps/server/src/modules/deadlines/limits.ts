import type { Severity } from '@linli/contract'
import { yellowShare } from '@linli/contract'
import type { Reader } from '../../platform/db.ts'
import { addWorkingMinutes, workingMinutesBetween, type WorkingCalendar } from './working-calendar.ts'

export interface Limit {
  amount: number
  unit: 'minutes' | 'hours' | 'days' | 'working_hours' | 'working_days'
}

/** A limit as data: the more of its conditions are set, the more specific it is. */
export interface LimitRule extends Limit {
  clock: string
  categoryCode: string | null
  severity: Severity | null
  areaClass: string | null
}

export interface Deadline {
  dueAt: Date
  /** From here the light is yellow (80 % of the limit). */
  yellowAt: Date
  announced: boolean
}

/** What a limit is looked up by. */
export interface LimitCase {
  clock: string
  categoryCode: string | null
  severity: Severity
  areaClass: string
}

export interface Workplace {
  areaPath: string
  organisationId: string | null
}
export interface Pause {
  from: Date
  to: Date | null
}
export interface ClockRun {
  startedAt: Date
  limit: Limit
  extendedDays: number
  pauses: readonly Pause[]
  workplace: Workplace
}
/** The city's limits and calendar, ready to answer. */
export interface Deadlines {
  limit(limitCase: LimitCase): Limit | null
  deadline(run: ClockRun): Deadline
  workingDaysAfter(at: Date, days: number, workplace: Workplace): Date
  isWorkingTime(at: Date, workplace: Workplace): boolean
  nextWorkingInstant(at: Date, workplace: Workplace): Date
}

/** Defaults of domain.md §3; data a city changes. */
export const defaultLimits: readonly LimitRule[] = [
  rule('accept', null, 2, 'working_hours'),
  rule('accept', 'urgent', 30, 'minutes'),
  rule('dispatch', null, 4, 'working_hours'),
  rule('dispatch', 'urgent', 30, 'minutes'),
  rule('claim', null, 1, 'working_days'),
  rule('claim', 'urgent', 1, 'hours'),
  rule('handle', 'urgent', 1, 'days'),
  rule('handle', 'ordinary', 3, 'working_days'),
  rule('handle', 'complex', 7, 'days'),
  rule('handle', 'major', 30, 'days'),
  rule('verify', null, 1, 'working_days'),
  rule('rate', null, 7, 'days'),
  rule('arrive', null, 1, 'working_days'),
  rule('arrive', 'urgent', 2, 'hours'),
  rule('supervision', null, 2, 'working_days'),
  rule('answer', null, 5, 'working_days'),
  rule('rule', null, 4, 'working_hours'),
  rule('rule', 'urgent', 30, 'minutes'),
  rule('extend', null, 3, 'working_days'),
]

function rule(clock: string, severity: Severity | null, amount: number, unit: Limit['unit']): LimitRule {
  return { clock, severity, amount, unit, categoryCode: null, areaClass: null }
}

export function createDeadlines(rules: readonly LimitRule[], calendar: WorkingCalendar): Deadlines {
  return {
    limit: (limitCase) => mostSpecific(rules, limitCase),
    deadline: (run) => deadlineOf(calendar, run),
    workingDaysAfter: (at, days) => addWorkingMinutes(calendar, at, days * calendar.minutesPerDay).at,
    isWorkingTime: (at) => addWorkingMinutes(calendar, at, 0).at.getTime() === at.getTime(),
    nextWorkingInstant: (at) => addWorkingMinutes(calendar, at, 0).at,
  }
}

const minutesOf: Record<string, number> = { minutes: 1, hours: 60, days: 1440 }

export function deadlineOf(calendar: WorkingCalendar, run: ClockRun): Deadline {
  const natural = minutesOf[run.limit.unit]
  const perUnit = natural ?? (run.limit.unit === 'working_hours' ? 60 : calendar.minutesPerDay)
  const total = run.limit.amount * perUnit + run.extendedDays * (natural === undefined ? calendar.minutesPerDay : 1440)
  const advance = (minutes: number) => {
    let at = run.startedAt
    let left = minutes
    for (const pause of run.pauses) {
      if (pause.to === null) break
      const until = pause.from < at ? at : pause.from
      const there = natural === undefined ? workingMinutesBetween(calendar, at, until) : (until.getTime() - at.getTime()) / 60_000
      if (there >= left) break
      left -= there
      at = pause.to
    }
    return natural === undefined ? addWorkingMinutes(calendar, at, left) : { at: new Date(at.getTime() + left * 60_000), announced: true }
  }
  const due = advance(total)
  return { dueAt: due.at, yellowAt: advance(total * yellowShare).at, announced: due.announced }
}

/** Category counts more than severity, severity more than area class (domain.md §3). */
export function mostSpecific(rules: readonly LimitRule[], limitCase: LimitCase): LimitRule | null {
  let best: LimitRule | undefined
  let bestWeight = -1
  for (const candidate of rules) {
    if (candidate.clock !== limitCase.clock) continue
    if (candidate.categoryCode !== null && candidate.categoryCode !== limitCase.categoryCode) continue
    if (candidate.severity !== null && candidate.severity !== limitCase.severity) continue
    if (candidate.areaClass !== null && candidate.areaClass !== limitCase.areaClass) continue
    const weight =
      (candidate.categoryCode === null ? 0 : 4) + (candidate.severity === null ? 0 : 2) + (candidate.areaClass === null ? 0 : 1)
    if (weight > bestWeight) [best, bestWeight] = [candidate, weight]
  }
  return best ?? null
}

export async function readLimits(db: Reader): Promise<LimitRule[]> {
  const rows = await db.selectFrom('limits').selectAll().execute()
  return rows.map((row) => ({
    clock: row.clock,
    categoryCode: row.category_code,
    severity: row.severity as Severity | null,
    areaClass: row.area_class,
    amount: row.amount,
    unit: row.unit as Limit['unit'],
  }))
}
