import type { ClockKind } from '@linli/contract'
import { yellowShare } from '@linli/contract'
import type { Limit, Workplace } from '../deadlines/index.ts'
import { type DecisionContext, desksAbove } from './decision-context.ts'
import type { Matter, RunningClock } from './matter.ts'

/** What a limit is looked up by and where its working time counts. */
type Timed = Pick<Matter, 'kind' | 'categoryCode' | 'severity' | 'areaId' | 'areaPath' | 'deskAreaId' | 'assignments' | 'cards'>

interface ClockOptions {
  assignmentId?: string
  /** The organisation of an assignment that is only just being made. */
  organisationId?: string
  /** A limit given for this case, instead of the city's. */
  limit?: Limit
}

/** A clock of this matter that starts now. Throws when the city has no limit for it: that is a fault of its data. */
export function startClock(context: DecisionContext, matter: Timed, kind: ClockKind, options: ClockOptions = {}): RunningClock {
  const limit = options.limit ?? limitOf(context, matter, kind)
  if (!limit) throw new Error(`The city has no limit for the clock "${kind}".`)
  const started = { ...blank(context, kind, options.assignmentId ?? null), limit }
  return timed(context, matter, started, workplaceOf(context, matter, started, options.organisationId))
}

/** A clock that runs to a date somebody has named. */
export function startClockUntil(
  context: DecisionContext,
  matter: Timed,
  kind: ClockKind,
  until: Date,
  assignmentId: string | null = null,
): RunningClock {
  const clock = blank(context, kind, assignmentId)
  const span = until.getTime() - context.now.getTime()
  const yellowAt = new Date(context.now.getTime() + span * yellowShare)
  return { ...clock, dueAt: until, yellowAt, nextAt: isSilent(context, matter, clock) ? until : yellowAt }
}

/** The clocks of these kinds that have not been stopped, of the matter itself or of any assignment. */
export function running(matter: Matter, ...kinds: ClockKind[]): RunningClock[] {
  return matter.clocks.filter((clock) => kinds.includes(clock.kind))
}

/** The matter's own handle clock: the date the reporter was told. */
export function handleClock(matter: Matter): RunningClock | null {
  return matter.clocks.find((clock) => clock.kind === 'handle' && clock.assignmentId === null) ?? null
}

/** The clocks of one assignment. */
export function clocksOf(matter: Matter, assignmentId: string, ...kinds: ClockKind[]): RunningClock[] {
  return matter.clocks.filter((clock) => clock.assignmentId === assignmentId && (kinds.length === 0 || kinds.includes(clock.kind)))
}

export function isPaused(clock: RunningClock): boolean {
  return clock.pauses.at(-1)?.to === null
}

/** The clocks, standing still from now on. Those that stand still already are left out. */
export function pauseClocks(context: DecisionContext, clocks: readonly RunningClock[]): RunningClock[] {
  return clocks
    .filter((clock) => !isPaused(clock))
    .map((clock) => ({ ...clock, pauses: [...clock.pauses, { from: context.now, to: null }], nextAt: null }))
}

/** The clocks, going on from now: the pause is added to those before, and the due date moves by it. */
export function resumeClocks(context: DecisionContext, matter: Timed, clocks: readonly RunningClock[]): RunningClock[] {
  return clocks.filter(isPaused).map((clock) => {
    const pauses = clock.pauses.map((pause) => (pause.to === null ? { from: pause.from, to: context.now } : pause))
    const workplace = workplaceOf(context, matter, clock)
    // What had passed before the pause goes on climbing after it.
    const nextAt = climbsOn(context, matter, clock) ? context.deadlines.workingDaysAfter(context.now, 1, workplace) : null
    return timed(context, matter, { ...clock, pauses, nextAt }, workplace)
  })
}

/** Whether a limit that has passed still has a level to climb to. A card that nobody answered does not climb by itself. */
function climbsOn(context: DecisionContext, matter: Timed, clock: RunningClock): boolean {
  if (clock.step < 2 || clock.kind === 'supervision') return false
  return clock.step - 2 < Math.max(1, desksAbove(context, matter.deskAreaId).length)
}

/** The clock with days added, which count like its limit. */
export function extendClock(context: DecisionContext, matter: Timed, clock: RunningClock, days: number): RunningClock {
  return timed(context, matter, { ...clock, extendedDays: clock.extendedDays + days }, workplaceOf(context, matter, clock))
}

/**
 * The clock counted anew from its start and its pauses under today's limit and calendar (domain.md §3). What has been told
 * already is not told again, unless the new date lies ahead.
 */
export function recomputeClock(context: DecisionContext, matter: Timed, clock: RunningClock): RunningClock {
  if (clock.limit === null) return clock
  const limit = (isOwnLimit(clock) ? null : limitOf(context, matter, clock.kind)) ?? clock.limit
  return timed(context, matter, { ...clock, limit }, workplaceOf(context, matter, clock))
}

/** The limit a desk gave one share at dispatch: no table states it, so none changes it. */
function isOwnLimit(clock: RunningClock): boolean {
  return clock.kind === 'handle' && clock.assignmentId !== null
}

/** The same moments? Then nothing has to be written or told. */
export function sameTimes(before: RunningClock, after: RunningClock): boolean {
  return (
    before.dueAt.getTime() === after.dueAt.getTime() &&
    before.yellowAt.getTime() === after.yellowAt.getTime() &&
    before.announced === after.announced &&
    before.limit?.amount === after.limit?.amount &&
    before.limit?.unit === after.limit?.unit
  )
}

/** Where a clock's working time counts: at the organisation that must act, otherwise at the desk or the place. */
export function workplaceOf(
  context: DecisionContext,
  matter: Timed,
  clock: Pick<RunningClock, 'kind' | 'assignmentId'>,
  organisationId?: string,
): Workplace {
  const assigned = matter.assignments.find((assignment) => assignment.id === clock.assignmentId)?.organisationId
  const carded = matter.cards.find((card) => card.id === clock.assignmentId)?.to.organisationId
  const organisation = organisationId ?? assigned ?? carded ?? null
  const atDesk = clock.kind === 'accept' || clock.kind === 'dispatch' || clock.kind === 'rule'
  const areaPath = (atDesk && context.areas.get(matter.deskAreaId)?.path) || matter.areaPath
  return { areaPath, organisationId: clock.kind === 'rule' ? null : organisation }
}

/** The city's limit for this clock; null when it has none. */
export function limitOf(context: DecisionContext, matter: Timed, clock: ClockKind): Limit | null {
  const areaClass = context.areas.get(matter.areaId)?.areaClass ?? 'town'
  const found =
    context.deadlines.limit({ clock, categoryCode: matter.categoryCode, severity: matter.severity, areaClass }) ??
    context.limitOfKind(matter.kind, clock)
  return found && { amount: found.amount, unit: found.unit }
}

function blank(context: DecisionContext, kind: ClockKind, assignmentId: string | null): RunningClock {
  const { now } = context
  return {
    id: context.newId(),
    kind,
    assignmentId,
    startedAt: now,
    limit: null,
    extendedDays: 0,
    pauses: [],
    dueAt: now,
    yellowAt: now,
    announced: true,
    step: 0,
    nextAt: null,
  }
}

/** The clock with its dates counted from start, limit, extensions and pauses, and with what comes next. */
function timed(context: DecisionContext, matter: Timed, clock: RunningClock, workplace: Workplace): RunningClock {
  const { limit, startedAt, extendedDays, pauses } = clock
  const dates = limit
    ? context.deadlines.deadline({ startedAt, limit, extendedDays, pauses, workplace })
    : { dueAt: clock.dueAt, yellowAt: clock.yellowAt, announced: clock.announced }
  const counted = { ...clock, ...dates }
  if (isPaused(counted)) return { ...counted, nextAt: null }
  // A date that moved ahead of us may be near and pass once more.
  if (counted.dueAt > context.now) {
    const step = counted.yellowAt > context.now ? 0 : Math.min(clock.step, 1)
    return { ...counted, step, nextAt: step === 0 && !isSilent(context, matter, clock) ? counted.yellowAt : counted.dueAt }
  }
  return { ...counted, nextAt: clock.step < 2 ? counted.dueAt : clock.nextAt }
}

/** A clock that presses nobody before it is due: nothing is written when it is near. */
function isSilent(context: DecisionContext, matter: Timed, clock: Pick<RunningClock, 'kind'>): boolean {
  return context.toldNear(matter.kind, clock.kind) === null
}
