import { type DecisionContext } from '../decision-context.ts'
import type { CardEnd, Change, Ruling } from '../change.ts'
import { startClock } from '../clocks.ts'
import { heldByArea, type Matter, nobody, type OpenRequest, type RunningClock } from '../matter.ts'

/** What every ending has in common: nobody holds it, no clock runs, nothing waits for an answer. */
export function ended(matter: Matter, at: Date) {
  return {
    set: { holder: nobody, closedAt: at, resumeState: null },
    stopClocks: matter.clocks,
    rule: lapse(matter.requests),
    endCards: matter.cards.map((card): CardEnd => ({ cardId: card.id, answer: null })),
  } satisfies Partial<Change>
}

/** Requests nobody will rule on, because the matter has gone on. */
export function lapse(requests: readonly OpenRequest[]): Ruling[] {
  return requests.map((request) => ({ request, granted: null, grantedDays: null, words: null }))
}

/** The fields that put a matter before this desk. */
export function atDesk(context: DecisionContext, deskAreaId: string) {
  return { holder: heldByArea(deskAreaId), deskAreaId, deskAreaPath: context.areas.get(deskAreaId)?.path ?? '' }
}

/** A clock for the desk a matter comes to. */
export function deskClock(
  context: DecisionContext,
  matter: Matter,
  deskAreaId: string,
  kind: 'accept' | 'dispatch' | 'rule',
  assignmentId?: string,
): RunningClock {
  return startClock(context, { ...matter, deskAreaId }, kind, assignmentId === undefined ? {} : { assignmentId })
}
