import type { BodyOf, noteProgress, signInAtPlace } from '@linli/contract'
import { clocksOf } from '../clocks.ts'
import { nameOfOrganisation } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { tellArea, tellFollowers } from '../telling.ts'
import { requireAssignment } from './assignments.ts'
import { distanceFromPlace } from './distance.ts'

/** A handler takes the assignment on; when it is the lead's, work has begun. */
export const claim: Decide<unknown> = ({ matter, assignment, actor, context }) => {
  const claimed = requireAssignment(assignment)
  return {
    to: claimed.part === 'lead' ? 'in_progress' : matter.state,
    set: {},
    setAssignments: [{ ...claimed, state: 'claimed', claimedAt: context.now, handlerAccountId: actor.accountId }],
    stopClocks: clocksOf(matter, claimed.id, 'claim'),
    entry: {
      visibility: claimed.part === 'lead' ? 'public' : 'internal',
      content: { organisation: nameOfOrganisation(context, claimed.organisationId), part: claimed.part },
    },
  }
}

/** 报到: a whistled organisation has come. Time and distance from the place are recorded. */
export const signIn: Decide<BodyOf<typeof signInAtPlace>> = ({ matter, assignment, input, context }) => {
  const arrived = requireAssignment(assignment)
  const distanceM = distanceFromPlace(matter, input.place)
  const organisation = nameOfOrganisation(context, arrived.organisationId)
  return {
    to: matter.state,
    set: {},
    setAssignments: [{ ...arrived, arrivedAt: context.now, arrivedDistanceM: distanceM }],
    stopClocks: clocksOf(matter, arrived.id, 'arrive'),
    notices: [tellArea(context, matter, matter.deskAreaId, 'whistle_answered', { organisation })],
    entry: {
      visibility: 'public',
      content: { organisation, ...(distanceM !== null && { distanceM }), ...(input.words && { words: input.words }) },
    },
  }
}

/** A note on the way, for the reporter too or among staff. */
export const progress: Decide<BodyOf<typeof noteProgress>> = ({ matter, assignment, input, context }) => {
  const organisation = nameOfOrganisation(context, requireAssignment(assignment).organisationId)
  return {
    to: matter.state,
    set: {},
    notices: input.visibility === 'public' ? tellFollowers(context, matter, 'progress_told', { organisation }) : [],
    entry: { visibility: input.visibility, content: { organisation, words: input.words } },
  }
}
