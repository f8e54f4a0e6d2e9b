import type { LimitUnit, MatterState } from '@linli/contract'
import type { Actor } from '../../access/index.ts'
import { limitClimbed, limitNear, limitPassed } from '../actions/limits.ts'
import { recompute } from '../actions/reclassify.ts'
import { answerSupervision, supervise } from '../actions/supervise.ts'
import { ended } from '../actions/moves.ts'
import type { Decision } from '../change.ts'
import { startClock } from '../clocks.ts'
import type { DecisionContext } from '../decision-context.ts'
import type { LimitRule } from '../../deadlines/index.ts'
import type { Matter } from '../matter.ts'
import { addressedByCard, platformItself, superiorArea } from '../rights.ts'
import type { Decide, Edge, Regime } from './kind.ts'

/** What every kind has in its open states: supervision from above, and what its limits bring by themselves (domain.md §3). */
export function pressedEdges<State extends string>(open: readonly State[]): Edge<State>[] {
  const inAny = { from: open, to: open, aside: true } as const
  return [
    { ...inAny, action: 'supervise', by: superiorArea, rule: 'domain.md §2 supervise', decide: supervise },
    {
      ...inAny,
      action: 'answer_supervision',
      by: addressedByCard,
      on: 'card',
      rule: 'domain.md §2 supervise (answer-by date)',
      decide: answerSupervision,
    },
    { ...inAny, action: 'limit_near', by: platformItself, rule: 'domain.md §3 (lights at 80 %)', decide: limitNear },
    { ...inAny, action: 'limit_passed', by: platformItself, rule: 'domain.md §3 (red at 100 %)', decide: limitPassed },
    {
      ...inAny,
      action: 'limit_climbed',
      by: platformItself,
      rule: 'domain.md §3 (a card by itself, then one level higher each working day)',
      decide: limitClimbed,
    },
    {
      ...inAny,
      action: 'recompute',
      by: platformItself,
      rule: 'domain.md §3 (changing calendar or limit recomputes every open clock)',
      decide: recompute,
    },
  ]
}

/** A limit that presses whoever must act, and climbs. */
export const climbing: Regime = { near: 'holder', due: 'climb' }
export const supervised: Regime = { near: 'holder', due: 'tell_superior' }

export function limit(clock: string, amount: number, unit: LimitUnit): LimitRule {
  return { clock, amount, unit, categoryCode: null, severity: null, areaClass: null }
}

type Said = Record<string, unknown>

/** A step that only moves on: the clocks of the old state stop, those of the new one start. */
export function step(
  to: MatterState,
  more: (given: {
    matter: Matter
    input: Said
    actor: Actor
    context: DecisionContext
  }) => Partial<Decision> & { starts?: readonly string[] } = () => ({}),
): Decide<Said> {
  return ({ matter, input, actor, context }) => {
    const { starts = [], ...rest } = more({ matter, input, actor, context })
    return {
      set: {},
      stopClocks: to === matter.state ? [] : matter.clocks.filter((clock) => clock.kind !== 'supervision'),
      startClocks: starts.map((clock) => startClock(context, matter, clock)),
      entry: { visibility: 'internal', content: input },
      ...rest,
      to,
    }
  }
}

/** A step that ends it. */
export function ending(to: MatterState, visibility: 'public' | 'internal' = 'internal'): Decide<Said> {
  return ({ matter, input, actor, context }) => {
    // What the platform ends by itself was said by nobody.
    const content = actor.owner === 'system' ? {} : input
    return { ...ended(matter, context.now), to, entry: { visibility, content } }
  }
}
