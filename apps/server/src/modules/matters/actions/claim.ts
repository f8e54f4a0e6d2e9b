import type { Decide } from '../kinds/kind.ts'
import { requireAssignment, stopClaiming } from './assignments.ts'

/** A handler takes the assignment on; when it is the lead's, work has begun. */
export const claim: Decide<unknown> = ({ matter, assignment, actor, context }) => {
  const claimed = requireAssignment(assignment)
  return {
    to: claimed.part === 'lead' ? 'in_progress' : matter.state,
    set: {},
    setAssignments: [{ ...claimed, state: 'claimed', claimedAt: context.now, handlerAccountId: actor.accountId }],
    stopClocks: stopClaiming(matter, claimed),
    entry: {
      visibility: claimed.part === 'lead' ? 'public' : 'internal',
      content: { organisation: context.organisation(claimed.organisationId)?.nameZh ?? '', part: claimed.part },
    },
  }
}
