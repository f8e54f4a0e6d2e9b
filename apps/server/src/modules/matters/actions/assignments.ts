import type { Assignment, Matter } from '../matter.ts'

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
