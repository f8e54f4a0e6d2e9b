import { type CardLevel, cardLevels } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import { workplaceOf } from '../clocks.ts'
import { deskAbove, type DecisionContext, desksAbove } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import type { Holder, Matter, RunningClock } from '../matter.ts'
import type { NoticeEvent } from '../../notices/index.ts'
import { tellAccount, tellArea, tellHolder, tellOrganisation, tellReporter } from '../telling.ts'
import { answering, clockOfCard, newCard, raised } from './supervise.ts'

/** Which clock fired, and at which of its steps: a step that has been taken is not taken again. */
export interface FiredClock {
  clockId: string
  step: number
}

/** 80 % of a limit: whoever must act, and their lead, are told (domain.md §3). */
export const limitNear: Decide<FiredClock> = ({ matter, input, context }) => {
  const clock = requireFired(matter, input)
  const facts = { clock: clock.kind, dueAt: clock.dueAt.toISOString() }
  const notices =
    context.toldNear(matter.kind, clock.kind) === 'reporter'
      ? tellReporter(context, matter, 'question_waiting', facts)
      : pressed(context, matter, clock, 'limit_near', facts)
  return {
    to: matter.state,
    set: {},
    setClocks: [{ ...clock, step: 1, nextAt: clock.dueAt }],
    notices,
    entry: { visibility: 'internal', content: facts },
  }
}

/** The limit has passed: the desk and the area above are told. A supervision card that nobody answered is told to whoever raised it. */
export const limitPassed: Decide<FiredClock> = ({ matter, input, context }) => {
  const clock = requireFired(matter, input)
  const facts = { clock: clock.kind, dueAt: clock.dueAt.toISOString() }
  const card = clock.kind === 'supervision' ? matter.cards.find((each) => each.id === clock.assignmentId) : undefined
  const above = card ? card.areaId : deskAbove(context, matter.deskAreaId)?.id
  return {
    to: matter.state,
    set: {},
    setClocks: [{ ...clock, step: 2, nextAt: card ? null : nextWorkingDay(context, matter, clock, 1) }],
    notices: [
      ...(card
        ? pressed(context, matter, clock, 'limit_passed', facts)
        : [tellArea(context, matter, matter.deskAreaId, 'limit_passed', facts)]),
      ...(above ? [tellArea(context, matter, above, 'limit_passed', facts)] : []),
    ],
    entry: { visibility: 'internal', content: facts },
  }
}

/**
 * Still nothing: a card by itself from the area above, then one level higher each working day, up to the city. The first is
 * ordinary, the next yellow, then red; at the top it stays (domain.md §3).
 */
export const limitClimbed: Decide<FiredClock> = ({ matter, input, context }) => {
  const clock = requireFired(matter, input)
  const { rung, areaId, level: wanted, isTop } = rungOf(context, matter.deskAreaId, clock.step)
  const to = responsible(matter, clock)
  const made = newCard(context, matter, { level: wanted, areaId, to, instruction: 'limit_passed' })
  const older = matter.cards.filter((card) => card.automatic)
  const facts: { level: CardLevel; answerBy: string; clock: string; dueAt: string } = {
    level: made.level,
    answerBy: made.card.answerBy.toISOString(),
    clock: clock.kind,
    dueAt: clock.dueAt.toISOString(),
  }
  return {
    to: matter.state,
    set: { cardLevel: raised(matter, made.level) },
    setClocks: [{ ...clock, step: clock.step + 1, nextAt: isTop ? null : nextWorkingDay(context, matter, clock, rung + 1) }],
    stopClocks: older.flatMap((card) => clockOfCard(matter, card.id)),
    startClocks: [made.clock],
    raise: [made.card],
    endCards: older.map((card) => ({ cardId: card.id, answer: null })),
    notices: [
      ...tellHolder(context, matter, to, 'supervision_raised', facts),
      tellArea(context, matter, areaId, 'supervision_climbed', facts),
    ],
    entry: { visibility: 'internal', content: { ...facts, cardId: made.card.id, areaId, rung, automatic: true } },
  }
}

/** Which area raises which card when a clock climbs from this step. */
export function rungOf(
  context: Pick<DecisionContext, 'areas'>,
  deskAreaId: string,
  step: number,
): { rung: number; areaId: string; level: CardLevel; isTop: boolean } {
  const rung = step - 1
  const ladder = desksAbove(context, deskAreaId)
  return {
    rung,
    areaId: ladder[Math.min(rung, ladder.length) - 1] ?? deskAreaId,
    level: cardLevels[Math.min(rung, cardLevels.length) - 1] ?? 'red',
    isTop: rung >= ladder.length,
  }
}

/** The clock that fired, at the very step it fired for. */
export function requireFired(matter: Matter, { clockId, step }: FiredClock): RunningClock {
  const clock = matter.clocks.find((each) => each.id === clockId)
  // Another process was faster, or the work was done in this very moment.
  if (!clock || clock.step !== step || clock.nextAt === null) throw new LinliError('action_not_possible')
  return clock
}

/** The handler, and the organisation whose dispatcher leads them; or the desk or worker that must act. */
function pressed(context: DecisionContext, matter: Matter, clock: RunningClock, event: NoticeEvent, facts: Record<string, unknown>) {
  const to = responsible(matter, clock)
  const assignment =
    matter.assignments.find((each) => each.id === clock.assignmentId) ?? matter.assignments.findLast((each) => each.state === 'claimed')
  const handler = clock.kind === 'handle' && assignment?.state === 'claimed' ? assignment.handlerAccountId : null
  return [
    ...tellHolder(context, matter, to, event, facts),
    ...(handler === null ? [] : [tellAccount(context, matter, handler, event, facts)]),
    ...(clock.kind === 'handle' && to.organisationId !== assignment?.organisationId && assignment
      ? [tellOrganisation(context, matter, assignment.organisationId, event, facts)]
      : []),
  ]
}

/** Who must act for this clock to stop. */
function responsible(matter: Matter, clock: RunningClock): Holder {
  if (clock.kind === 'rule') {
    const request = matter.requests.find((each) => each.assignmentId === clock.assignmentId)
    return { areaId: request?.toAreaId ?? matter.deskAreaId, organisationId: null }
  }
  const card = matter.cards.find((each) => each.id === clock.assignmentId)
  if (card) return card.to
  const organisationId = matter.assignments.find((each) => each.id === clock.assignmentId)?.organisationId
  return organisationId === undefined ? answering(matter) : { areaId: null, organisationId }
}

/** So many working days after the limit passed, in the working time of whoever must act. */
function nextWorkingDay(context: DecisionContext, matter: Matter, clock: RunningClock, days: number): Date {
  const at = context.deadlines.workingDaysAfter(clock.dueAt, days, workplaceOf(context, matter, clock))
  // After a long standstill one level a working day still, not all at once.
  return at > context.now ? at : context.deadlines.workingDaysAfter(context.now, 1, workplaceOf(context, matter, clock))
}
