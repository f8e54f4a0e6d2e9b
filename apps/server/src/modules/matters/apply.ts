import type { Change } from './change.ts'
import type { Assignment, Matter, OpenCard, OpenRequest, RunningClock } from './matter.ts'
import { isPaused } from './clocks.ts'
import { outcomeAfter, withClaims } from './outcome.ts'

/** The matter as it is after a change made at `at`. */
export function apply(matter: Matter, change: Change, at: Date): Matter {
  const clocks = clocksAfter(matter, change)
  return {
    ...matter,
    ...change.set,
    state: change.to,
    version: matter.version + 1,
    assignments: assignmentsAfter(matter, change),
    clocks,
    requests: requestsAfter(matter, change),
    cards: cardsAfter(matter, change),
    linkedIds: linkedAfter(matter, change),
    outcome: outcomeAfter(matter, change, at),
    ...nearestLimit(clocks),
  }
}

function assignmentsAfter(matter: Matter, change: Change): Assignment[] {
  const reshaped = new Map(withClaims(matter, change.setAssignments ?? []).map((assignment) => [assignment.id, assignment]))
  return [...matter.assignments.map((assignment) => reshaped.get(assignment.id) ?? assignment), ...(change.addAssignments ?? [])]
}

function linkedAfter(matter: Matter, { links = [], linkedFrom }: Change): string[] {
  const added = [...links.map((link) => link.otherId), ...(linkedFrom === undefined ? [] : [linkedFrom])]
  return added.length === 0 ? matter.linkedIds : [...new Set([...matter.linkedIds, ...added])].toSorted()
}

/** A clock that is stopped and reshaped by the same change is stopped. */
function clocksAfter(matter: Matter, change: Change): RunningClock[] {
  const reshaped = new Map((change.setClocks ?? []).map((clock) => [clock.id, clock]))
  const stopped = new Set((change.stopClocks ?? []).map((clock) => clock.id))
  const kept = matter.clocks.filter((clock) => !stopped.has(clock.id)).map((clock) => reshaped.get(clock.id) ?? clock)
  return [...kept, ...(change.startClocks ?? [])]
}

function requestsAfter(matter: Matter, change: Change): OpenRequest[] {
  const ruled = new Set((change.rule ?? []).map((ruling) => ruling.request.id))
  return [...matter.requests.filter((request) => !ruled.has(request.id)), ...(change.ask ? [change.ask] : [])]
}

function cardsAfter(matter: Matter, change: Change): OpenCard[] {
  const over = new Set((change.endCards ?? []).map((end) => end.cardId))
  return [...matter.cards.filter((card) => !over.has(card.id)), ...(change.raise ?? [])]
}

/** The limit that runs out next; the reporter's time to rate and a planned date press nobody. */
function nearestLimit(clocks: readonly RunningClock[]): { dueAt: Date | null; yellowAt: Date | null } {
  let nearest: RunningClock | null = null
  for (const clock of clocks) {
    if (clock.kind === 'rate' || clock.kind === 'plan' || isPaused(clock)) continue
    if (nearest === null || clock.dueAt < nearest.dueAt) nearest = clock
  }
  if (nearest === null) return { dueAt: null, yellowAt: null }
  return { dueAt: nearest.dueAt, yellowAt: nearest.yellowAt }
}
