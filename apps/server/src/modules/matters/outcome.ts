import { leadOf } from './actions/assignments.ts'
import type { Change } from './change.ts'
import { clocksOf, handleClock } from './clocks.ts'
import type { Assignment, Matter } from './matter.ts'

/** How a matter came out so far, as figures count it (domain.md §5). Kept with the matter, so that no figure asks its history. */
export interface Outcome {
  /** Within the limit as it then was: extensions and suspensions count inside. Null while it is not handled. */
  handledInTime: boolean | null
  /** More days were granted, at least once. */
  extended: boolean
  suspendedOnce: boolean
  /** The newest rating or call-back; null when nobody has said anything. */
  ratedAt: Date | null
  ratedSolved: boolean | null
  ratedStars: number | null
  /** The organisation that led then; null when it was solved on the spot. */
  ratedLeadId: string | null
}

export const noOutcome: Outcome = {
  handledInTime: null,
  extended: false,
  suspendedOnce: false,
  ratedAt: null,
  ratedSolved: null,
  ratedStars: null,
  ratedLeadId: null,
}

/** What a change made at `at` does to a matter's outcome. It follows from the change, so no action has to think of figures. */
export function outcomeAfter(matter: Matter, change: Change, at: Date): Outcome {
  const { outcome } = matter
  const granted = (kind: 'extend' | 'suspend') =>
    (change.rule ?? []).some((ruling) => ruling.granted === true && ruling.request.kind === kind)
  return {
    ...outcome,
    handledInTime: handledInTime(matter, change),
    extended: outcome.extended || granted('extend'),
    suspendedOnce: outcome.suspendedOnce || granted('suspend'),
    ...(change.rating && {
      ratedAt: at,
      ratedSolved: change.rating.solved,
      ratedStars: change.rating.stars,
      ratedLeadId: leadOf(matter)?.organisationId ?? null,
    }),
  }
}

/** What was solved on the spot had no limit to handle yet, and nobody waited. */
function handledInTime(matter: Matter, { set }: Change): boolean | null {
  if (set.handledAt === undefined) return matter.outcome.handledInTime
  if (set.handledAt === null) return null
  const clock = handleClock(matter)
  return clock === null || set.handledAt <= clock.dueAt
}

/** The assignments of a change, each with whether it was claimed within its limit. */
export function withClaims(matter: Matter, changed: readonly Assignment[]): Assignment[] {
  return changed.map((after) => {
    const before = matter.assignments.find((assignment) => assignment.id === after.id)
    if (after.claimedAt === null || !before || before.claimedAt !== null) return after
    const [clock] = clocksOf(matter, after.id, 'claim')
    return { ...after, claimedInTime: clock === undefined || after.claimedAt <= clock.dueAt }
  })
}
