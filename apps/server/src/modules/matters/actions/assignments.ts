import type { Assignment, Matter, RunningClock } from '../matter.ts'

/** The engine only takes an edge on an assignment with one; this says so to the types. */
export function requireAssignment(assignment: Assignment | null): Assignment {
  if (!assignment) throw new Error('this action needs an assignment')
  return assignment
}

/** The lead's assignment that counts now: the newest that was not returned. */
export function leadOf(matter: Matter): Assignment | null {
  return (
    matter.assignments.findLast(
      (assignment) => assignment.part === 'lead' && assignment.state !== 'returned' && assignment.state !== 'revoked',
    ) ?? null
  )
}

/** Assignments somebody still has to work on, leaving one out. */
export function openBesides(matter: Matter, assignment: Assignment): Assignment[] {
  return matter.assignments.filter((other) => other.id !== assignment.id && (other.state === 'dispatched' || other.state === 'claimed'))
}

/** The open shares in their new shape whose limit these clocks move. A share without a limit of its own works under the matter's. */
export function sharesDatedBy(matter: Matter, clocks: readonly RunningClock[]): Assignment[] {
  const limits = clocks.filter((clock) => clock.kind === 'handle')
  const own = new Set(matter.clocks.flatMap((clock) => (clock.kind === 'handle' ? [clock.assignmentId] : [])))
  return matter.assignments.flatMap((share) => {
    const dueAt = limits.find((clock) => clock.assignmentId === (own.has(share.id) ? share.id : null))?.dueAt
    const isOpen = share.state === 'dispatched' || share.state === 'claimed'
    return dueAt && isOpen && dueAt.getTime() !== share.dueAt?.getTime() ? [{ ...share, dueAt }] : []
  })
}
