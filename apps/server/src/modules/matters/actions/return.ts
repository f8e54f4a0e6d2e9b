import type { BodyOf, returnAssignment as contract, ruleReturn as ruling } from '@linli/contract'
import { clocksOf, pauseClocks, resumeClocks, running, startClock } from '../clocks.ts'
import { type DecisionContext, nameOfOrganisation, parentDesk } from '../decision-context.ts'
import type { Change } from '../change.ts'
import type { Decide } from '../kinds/kind.ts'
import { type Assignment, heldByArea, heldByOrganisation, type Matter, type OpenRequest } from '../matter.ts'
import { tellArea, tellOrganisation } from '../telling.ts'
import { leadOf, openBesides, requireAssignment } from './assignments.ts'
import { handled } from './finish.ts'
import { atDesk, deskClock } from './moves.ts'

/** From the third time on the desk above rules, so that nobody plays ping-pong (domain.md §2 return). */
const ruledAbove = 3

/** An organisation asks to give its assignment back, with a reason. Its own limits stand still until the desk has ruled. */
export const askReturn: Decide<BodyOf<typeof contract>> = ({ matter, assignment, input, actor, context }) => {
  const returned = requireAssignment(assignment)
  const returnCount = matter.returnCount + 1
  const toAreaId = returnCount >= ruledAbove ? parentDesk(context, matter) : matter.deskAreaId
  const organisation = nameOfOrganisation(context, returned.organisationId)
  return {
    to: matter.state,
    set: { returnCount, ...(returned.part === 'lead' && { holder: heldByArea(toAreaId) }) },
    setClocks: pauseClocks(context, clocksOf(matter, returned.id)),
    startClocks: [deskClock(context, matter, toAreaId, 'rule', returned.id)],
    ask: {
      id: context.newId(),
      kind: 'return',
      assignmentId: returned.id,
      reason: input.reason,
      words: input.words,
      askedDays: null,
      planDate: null,
      askedAt: context.now,
      askedBy: actor.accountId,
      toAreaId,
    },
    notices: [tellArea(context, matter, toAreaId, 'assignment_returned', { organisation })],
    entry: {
      visibility: 'internal',
      content: { organisation, part: returned.part, reason: input.reason, words: input.words, returnCount, toAreaId },
    },
  }
}

/** The desk agrees, and has the matter again when it was the lead; or insists, and the organisation goes on. */
export const ruleReturn: Decide<BodyOf<typeof ruling>> = ({ matter, assignment, input, context }) => {
  const returned = requireAssignment(assignment)
  const request = requestOf(matter, returned, 'return')
  const organisation = nameOfOrganisation(context, returned.organisationId)
  const content = { organisation, part: returned.part, granted: input.granted, ...(input.words && { words: input.words }) }
  const rule = [{ request, granted: input.granted, grantedDays: null, words: input.words ?? null }]
  const ruleClock = clocksOf(matter, returned.id, 'rule')
  if (!input.granted) {
    const lead = leadOf(matter)
    return {
      to: matter.state,
      set: returned.part === 'lead' && lead ? { holder: heldByOrganisation(lead.organisationId) } : {},
      stopClocks: ruleClock,
      setClocks: resumeClocks(context, matter, clocksOf(matter, returned.id)),
      rule,
      notices: [tellOrganisation(context, matter, returned.organisationId, 'return_insisted')],
      entry: { visibility: 'internal', content },
    }
  }
  const rest = afterReturn(context, matter, returned, request)
  return {
    ...rest,
    setAssignments: [{ ...returned, state: 'returned', returnReason: request.reason, result: request.words }],
    stopClocks: [...clocksOf(matter, returned.id), ...(rest.stopClocks ?? [])],
    rule,
    notices: [tellOrganisation(context, matter, returned.organisationId, 'return_agreed'), ...(rest.notices ?? [])],
    entry: { visibility: 'internal', content },
  }
}

/** The open request of this kind; the table offers the ruling only where there is one. */
export function requestOf(matter: Matter, assignment: Assignment, kind: OpenRequest['kind']): OpenRequest {
  const request = matter.requests.find((each) => each.assignmentId === assignment.id && each.kind === kind)
  if (!request) throw new Error(`no open request of kind ${kind}`)
  return request
}

/** Where the matter goes when an assignment has been given back: to the desk that ruled, or on if only the others are left and done. */
function afterReturn(context: DecisionContext, matter: Matter, returned: Assignment, request: OpenRequest): Omit<Change, 'entry'> {
  if (returned.part === 'lead') {
    return {
      to: 'accepted',
      set: atDesk(context, request.toAreaId),
      startClocks: [deskClock(context, matter, request.toAreaId, 'dispatch')],
    }
  }
  const everyoneElseIsDone = leadOf(matter)?.state === 'finished' && openBesides(matter, returned).length === 0
  if (!everyoneElseIsDone) return { to: matter.state, set: {} }
  const rest = handled(matter, context)
  return { ...rest, stopClocks: running(matter, 'handle'), startClocks: [startClock(context, matter, 'verify')] }
}
