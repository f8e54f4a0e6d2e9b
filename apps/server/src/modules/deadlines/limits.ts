import type { ClockKind, Severity } from '@linli/contract'
import { yellowShare } from '@linli/contract'
import type { Reader } from '../../platform/db.ts'
import { addWorkingMinutes, type WorkingCalendar } from './working-calendar.ts'

export interface Limit {
  amount: number
  unit: 'minutes' | 'hours' | 'days' | 'working_hours' | 'working_days'
}

/** A limit as data: the more of its conditions are set, the more specific it is. */
export interface LimitRule extends Limit {
  clock: ClockKind
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
  clock: ClockKind
  categoryCode: string | null
  severity: Severity
  areaClass: string
}

/** The city's limits and calendar, ready to answer. */
export interface Deadlines {
  /** When a clock that starts at `start` is due. Throws when the city has no limit for it: that is a fault of its data. */
  deadline(limitCase: LimitCase, start: Date): Deadline
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
]

function rule(clock: ClockKind, severity: Severity | null, amount: number, unit: Limit['unit']): LimitRule {
  return { clock, severity, amount, unit, categoryCode: null, areaClass: null }
}

export function createDeadlines(rules: readonly LimitRule[], calendar: WorkingCalendar): Deadlines {
  const resolved = new Map<string, Limit>()
  return {
    deadline(limitCase, start) {
      const key = `${limitCase.clock}|${limitCase.categoryCode}|${limitCase.severity}|${limitCase.areaClass}`
      let limit = resolved.get(key)
      if (!limit) {
        limit = mostSpecific(rules, limitCase)
        resolved.set(key, limit)
      }
      return deadlineOf(calendar, start, limit)
    },
  }
}

/** When a limit that starts at `start` turns yellow and red. */
export function deadlineOf(calendar: WorkingCalendar, start: Date, limit: Limit): Deadline {
  const naturalMinutes = { minutes: 1, hours: 60, days: 1440 }[limit.unit as 'minutes' | 'hours' | 'days']
  if (naturalMinutes !== undefined) {
    const milliseconds = limit.amount * naturalMinutes * 60_000
    return {
      dueAt: new Date(start.getTime() + milliseconds),
      yellowAt: new Date(start.getTime() + milliseconds * yellowShare),
      announced: true,
    }
  }
  const minutes = limit.amount * (limit.unit === 'working_hours' ? 60 : calendar.minutesPerDay)
  const due = addWorkingMinutes(calendar, start, minutes)
  return { dueAt: due.at, yellowAt: addWorkingMinutes(calendar, start, minutes * yellowShare).at, announced: due.announced }
}

/** Category counts more than severity, severity more than area class (domain.md §3). */
export function mostSpecific(rules: readonly LimitRule[], limitCase: LimitCase): LimitRule {
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
  if (!best) throw new Error(`The city has no limit for the clock "${limitCase.clock}".`)
  return best
}

export async function readLimits(db: Reader): Promise<LimitRule[]> {
  const rows = await db.selectFrom('limits').selectAll().execute()
  return rows.map((row) => ({
    clock: row.clock as ClockKind,
    categoryCode: row.category_code,
    severity: row.severity as Severity | null,
    areaClass: row.area_class,
    amount: row.amount,
    unit: row.unit as Limit['unit'],
  }))
}
