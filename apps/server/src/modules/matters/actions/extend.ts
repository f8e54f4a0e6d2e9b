import type { askExtension, BodyOf, ruleExtension as ruling } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import type { Limit } from '../../deadlines/index.ts'
import { clocksOf, extendClock, handleClock, limitOf, startClock } from '../clocks.ts'
import { type DecisionContext, nameOfOrganisation } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import type { Assignment, Matter, RunningClock } from '../matter.ts'
import { tellArea, tellFollowers, tellOrganisation } from '../telling.ts'
import { requireAssignment, sharesDatedBy } from './assignments.ts'
import { requestOf } from './return.ts'

/** A handler asks for more days, only before the limit passes and up to the ceiling of the category (domain.md §2 extend). */
export const askMoreDays: Decide<BodyOf<typeof askExtension>> = ({ matter, assignment, input, actor, context }) => {
  const asking = requireAssignment(assignment)
  const clock = requireHandleClock(matter, asking)
  if (clock.dueAt <= context.now) throw new LinliError('limit_passed')
  if (input.days > ceilingDays(context, matter)) throw new LinliError('beyond_ceiling', { facts: { days: ceilingDays(context, matter) } })
  const organisation = nameOfOrganisation(context, asking.organisationId)
  return {
    to: matter.state,
    set: {},
    startClocks: [startClock(context, matter, 'rule', { assignmentId: asking.id })],
    ask: {
      id: context.newId(),
      kind: 'extend',
      assignmentId: asking.id,
      reason: null,
      words: input.words,
      askedDays: input.days,
      planDate: null,
      askedAt: context.now,
      askedBy: actor.accountId,
      toAreaId: matter.deskAreaId,
    },
    notices: [tellArea(context, matter, matter.deskAreaId, 'extension_asked', { organisation, days: input.days })],
    entry: { visibility: 'internal', content: { organisation, days: input.days, words: input.words } },
  }
}

/** The desk grants what was asked or fewer days, or none. The reporter is told the new date. */
export const ruleExtension: Decide<BodyOf<typeof ruling>> = ({ matter, assignment, input, context }) => {
  const asked = requireAssignment(assignment)
  const request = requestOf(matter, asked, 'extend')
  const days = input.days ?? request.askedDays ?? 0
  if (input.granted && days > ceilingDays(context, matter))
    throw new LinliError('beyond_ceiling', { facts: { days: ceilingDays(context, matter) } })
  const before = requireHandleClock(matter, asked)
  const after = input.granted ? extendClock(context, matter, before, days) : before
  const isPromised = input.granted && after.assignmentId === null
  const dueAt = after.dueAt.toISOString()
  return {
    to: matter.state,
    set: isPromised ? { promisedAt: after.dueAt } : {},
    stopClocks: clocksOf(matter, asked.id, 'rule'),
    setClocks: input.granted ? [after] : [],
    setAssignments: input.granted ? sharesDatedBy(matter, [after]) : [],
    rule: [{ request, granted: input.granted, grantedDays: input.granted ? days : null, words: input.words ?? null }],
    notices: [
      tellOrganisation(
        context,
        matter,
        asked.organisationId,
        input.granted ? 'extension_granted' : 'extension_refused',
        input.granted ? { days, dueAt } : {},
      ),
      ...(isPromised ? tellFollowers(context, matter, 'date_moved', { promisedAt: dueAt, because: 'extension_granted' }) : []),
    ],
    entry: {
      visibility: isPromised ? 'public' : 'internal',
      content: {
        organisation: nameOfOrganisation(context, asked.organisationId),
        granted: input.granted,
        askedDays: request.askedDays,
        ...(input.granted && { days, dueAt }),
        ...(isPromised && { promisedAt: dueAt }),
        ...(input.words && { words: input.words }),
      },
    },
  }
}

/** The limit an organisation works under: its own share's, otherwise the matter's. */
function requireHandleClock(matter: Matter, assignment: Assignment): RunningClock {
  const clock = clocksOf(matter, assignment.id, 'handle')[0] ?? handleClock(matter)
  if (!clock) throw new LinliError('action_not_possible')
  return clock
}

const daysOf: Record<Limit['unit'], number> = { minutes: 1 / 1440, hours: 1 / 24, days: 1, working_hours: 1 / 8, working_days: 1 }

/** The most days one extension may grant: the city's limit `extend` for this category and severity. */
function ceilingDays(context: DecisionContext, matter: Matter): number {
  const ceiling = limitOf(context, matter, 'extend')
  return ceiling ? Math.max(1, Math.floor(ceiling.amount * daysOf[ceiling.unit])) : 365
}
