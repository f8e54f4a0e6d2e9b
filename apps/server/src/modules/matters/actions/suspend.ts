import type { askSuspension, BodyOf, resumeMatter, ruleSuspension as ruling } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import { clocksOf, handleClock, pauseClocks, resumeClocks, running, startClockUntil } from '../clocks.ts'
import { nameOfOrganisation, parentDesk } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { tellArea, tellFollowers, tellOrganisation } from '../telling.ts'
import { leadOf, requireAssignment, sharesDatedBy } from './assignments.ts'
import { deskClock } from './moves.ts'
import { requestOf } from './return.ts'

const farthestDays = 730

/** 挂账: it cannot be done now. The handler names a planned date; the area above the desk approves (domain.md §2 suspend). */
export const askToSuspend: Decide<BodyOf<typeof askSuspension>> = ({ matter, assignment, input, actor, context }) => {
  const asking = requireAssignment(assignment)
  const planDate = requireAhead(context.now, input.planDate)
  const toAreaId = parentDesk(context, matter)
  const organisation = nameOfOrganisation(context, asking.organisationId)
  return {
    to: matter.state,
    set: {},
    startClocks: [deskClock(context, matter, toAreaId, 'rule', asking.id)],
    ask: {
      id: context.newId(),
      kind: 'suspend',
      assignmentId: asking.id,
      reason: null,
      words: input.words,
      askedDays: null,
      planDate,
      askedAt: context.now,
      askedBy: actor.accountId,
      toAreaId,
    },
    notices: [tellArea(context, matter, toAreaId, 'suspension_asked', { organisation, planDate: input.planDate })],
    entry: { visibility: 'internal', content: { organisation, planDate: input.planDate, words: input.words } },
  }
}

/** Approved, every limit of the matter stands still until the planned date; on that day it resumes by itself. */
export const ruleSuspension: Decide<BodyOf<typeof ruling>> = ({ matter, assignment, input, context }) => {
  const asked = requireAssignment(assignment)
  const request = requestOf(matter, asked, 'suspend')
  const organisation = nameOfOrganisation(context, asked.organisationId)
  const rule = [{ request, granted: input.granted, grantedDays: null, words: input.words ?? null }]
  const ruleClocks = clocksOf(matter, asked.id, 'rule')
  const words = input.words && { words: input.words }
  if (!input.granted) {
    return {
      to: matter.state,
      set: {},
      stopClocks: ruleClocks,
      rule,
      notices: [tellOrganisation(context, matter, asked.organisationId, 'suspension_refused')],
      entry: { visibility: 'internal', content: { organisation, granted: false, ...words } },
    }
  }
  const planDate = requireAhead(context.now, input.planDate ?? request.planDate?.toISOString())
  const facts = { planDate: planDate.toISOString() }
  return {
    to: 'suspended',
    set: { resumeState: matter.state },
    stopClocks: ruleClocks,
    setClocks: pauseClocks(
      context,
      running(matter, 'handle', 'claim', 'arrive', 'rule').filter((clock) => !ruleClocks.includes(clock)),
    ),
    startClocks: [startClockUntil(context, matter, 'plan', planDate)],
    rule,
    notices: [
      tellOrganisation(context, matter, asked.organisationId, 'suspension_granted', facts),
      ...tellFollowers(context, matter, 'matter_suspended', facts),
    ],
    entry: { visibility: 'public', content: { organisation, granted: true, ...facts, ...words } },
  }
}

/** The planned date has come, or the work can go on before it. */
export const resume: Decide<BodyOf<typeof resumeMatter>> = ({ matter, input, context }) => {
  const returning = matter.requests.filter((request) => request.kind === 'return').map((request) => request.assignmentId)
  const going = resumeClocks(
    context,
    matter,
    // A share that somebody wants to give back stands still until the desk has ruled.
    running(matter, 'handle', 'claim', 'arrive', 'rule').filter(
      (clock) => clock.kind === 'rule' || !returning.includes(clock.assignmentId ?? ''),
    ),
  )
  const promised = going.find((clock) => clock.id === handleClock(matter)?.id)?.dueAt
  const lead = leadOf(matter)
  const facts = promised ? { promisedAt: promised.toISOString() } : {}
  return {
    to: matter.resumeState ?? 'in_progress',
    set: { resumeState: null, ...(promised && { promisedAt: promised }) },
    stopClocks: running(matter, 'plan'),
    setClocks: going,
    setAssignments: sharesDatedBy(matter, going),
    notices: [
      ...(lead ? [tellOrganisation(context, matter, lead.organisationId, 'matter_resumed', facts)] : []),
      ...tellFollowers(context, matter, 'date_moved', { ...facts, because: 'suspension_over' }),
    ],
    entry: { visibility: 'public', content: { ...facts, ...(input.words && { words: input.words }) } },
  }
}

/** A date that lies ahead, within two years. */
export function requireAhead(now: Date, text: string | undefined): Date {
  const date = text === undefined ? null : new Date(text)
  if (!date || date <= now || date.getTime() - now.getTime() > farthestDays * 86_400_000) throw new LinliError('date_not_ahead')
  return date
}
