import type { BodyOf, finishAssignment } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import type { Change } from '../change.ts'
import { clocksOf, running, startClock } from '../clocks.ts'
import { type DecisionContext, nameOfOrganisation } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { heldByArea, type Matter } from '../matter.ts'
import { tellArea } from '../telling.ts'
import { openBesides, requireAssignment } from './assignments.ts'
import { lapse } from './moves.ts'

/** An organisation has done its share. The lead writes the public answer; when all are done someone goes and looks. */
export const finish: Decide<BodyOf<typeof finishAssignment>> = ({ matter, assignment, input, context }) => {
  const finished = requireAssignment(assignment)
  const isLead = finished.part === 'lead'
  if (isLead && !input.publicAnswer)
    throw new LinliError('validation_failed', { fields: [{ pointer: '/publicAnswer', message: 'The lead writes the public answer' }] })
  const allDone = openBesides(matter, finished).length === 0
  const rest = allDone ? handled(matter, context) : { to: matter.state, set: {}, notices: [] }
  return {
    to: rest.to,
    set: { ...rest.set, ...(isLead && { publicAnswer: input.publicAnswer ?? null }) },
    setAssignments: [{ ...finished, state: 'finished', finishedAt: context.now, result: input.result }],
    stopClocks: allDone ? running(matter, 'handle', 'rule', 'claim', 'arrive') : clocksOf(matter, finished.id),
    startClocks: allDone ? [startClock(context, matter, 'verify')] : [],
    rule: lapse(matter.requests.filter((request) => request.assignmentId === finished.id)),
    notices: rest.notices,
    entry: {
      visibility: isLead ? 'public' : 'internal',
      content: {
        organisation: nameOfOrganisation(context, finished.organisationId),
        part: finished.part,
        result: input.result,
        ...(isLead && { publicAnswer: input.publicAnswer }),
      },
    },
  }
}

/** All shares are done: the grid worker of the place goes and looks, or the desk where nobody is in post. */
export function handled(
  matter: Matter,
  context: DecisionContext,
): Pick<Change, 'to' | 'set'> & { notices: NonNullable<Change['notices']> } {
  const verifierAreaId = matter.hasGridWorker ? matter.areaId : matter.deskAreaId
  return {
    to: 'handled',
    set: { holder: heldByArea(verifierAreaId), handledAt: context.now },
    notices: [tellArea(context, matter, verifierAreaId, 'matter_to_verify')],
  }
}
