import type { BodyOf, returnAssignment as contract } from '@linli/contract'
import { deskOfMatter, running, startClock, tellArea } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { heldByArea } from '../matter.ts'
import { leadOf, openBesides, requireAssignment, stopClaiming } from './assignments.ts'
import { handled } from './finish.ts'

/** An organisation gives its assignment back with a reason. The lead's return brings the matter back to the desk. */
export const returnAssignment: Decide<BodyOf<typeof contract>> = ({ matter, assignment, input, context }) => {
  const returned = requireAssignment(assignment)
  const content = {
    organisation: context.organisation(returned.organisationId)?.nameZh ?? '',
    part: returned.part,
    reason: input.reason,
    words: input.words,
  }
  const common = {
    setAssignments: [{ ...returned, state: 'returned' as const, returnReason: input.reason, result: input.words }],
    entry: { visibility: 'internal' as const, content },
  }
  const deskId = deskOfMatter(context, matter)
  if (returned.part === 'lead') {
    return {
      ...common,
      to: 'accepted',
      set: { holder: heldByArea(deskId), returnCount: matter.returnCount + 1 },
      stopClocks: stopClaiming(matter, returned),
      startClocks: [startClock(context, matter, 'dispatch')],
      notices: [tellArea(context, deskId, 'assignment_returned', { organisation: content.organisation })],
    }
  }
  const everyoneElseIsDone = leadOf(matter)?.state === 'finished' && openBesides(matter, returned).length === 0
  const rest = everyoneElseIsDone ? handled(matter, context) : { to: matter.state, set: {}, notices: [] }
  return {
    ...common,
    to: rest.to,
    set: { ...rest.set, returnCount: matter.returnCount + 1 },
    stopClocks: [...stopClaiming(matter, returned), ...(everyoneElseIsDone ? running(matter, 'handle') : [])],
    startClocks: everyoneElseIsDone ? [startClock(context, matter, 'verify')] : [],
    notices: [...rest.notices, tellArea(context, deskId, 'assignment_returned', { organisation: content.organisation })],
  }
}
