import { clockActions, type MatterAction, type MatterKind } from '@linli/contract'
import type { FiredClock } from './actions/limits.ts'
import { kinds } from './kinds/index.ts'
import type { Matter, RunningClock } from './matter.ts'

/** What happens to a clock at its next step. A limit that was near and passed unnoticed has simply passed. */
export function dueStep(kind: MatterKind, clock: Pick<RunningClock, 'kind' | 'step' | 'dueAt'>, now: Date): MatterAction {
  if (clock.step >= 2) return 'limit_climbed'
  if (clock.dueAt > now) return 'limit_near'
  const due = kinds[kind].regimes[clock.kind]?.due ?? 'climb'
  return due === 'climb' || due === 'tell_superior' ? 'limit_passed' : due
}

/** When a step is taken in the timeline: what ends a wait bears the time it was due, whenever it is noticed. */
export function timeOfStep(action: MatterAction, dueAt: Date, now: Date): Date {
  return clockActions.some((each) => each === action) ? now : dueAt
}

/** Everything the platform has to do on a matter at `now`, the longest due first. */
export function dueSteps(matter: Matter, now: Date): { action: MatterAction; input: FiredClock; nextAt: Date }[] {
  return matter.clocks
    .flatMap((clock) => (clock.nextAt !== null && clock.nextAt <= now ? [{ clock, nextAt: clock.nextAt }] : []))
    .toSorted((a, b) => a.nextAt.getTime() - b.nextAt.getTime())
    .map(({ clock, nextAt }) => ({ action: dueStep(matter.kind, clock, now), input: { clockId: clock.id, step: clock.step }, nextAt }))
}
