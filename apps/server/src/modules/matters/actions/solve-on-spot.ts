import type { BodyOf, solveReportedOnSpot } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import type { Change } from '../change.ts'
import { startClock } from '../clocks.ts'
import type { DecisionContext } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { heldByArea, type Matter } from '../matter.ts'
import { tellArea, tellFollowers } from '../telling.ts'
import { lapse } from './moves.ts'

/** The grid worker solves a reported matter on the spot; it counts as solved at grid level. */
export const solveOnSpot: Decide<BodyOf<typeof solveReportedOnSpot>> = ({ matter, input, context }) => {
  const categoryCode = input.categoryCode ?? matter.categoryCode
  if (categoryCode !== null && !context.category(categoryCode)) throw new LinliError('unknown_category')
  return solvedOnSpot({ ...matter, categoryCode }, input.result, context)
}

/** What solving on the spot does, also for a matter that is reported by the worker in the same breath. */
export function solvedOnSpot(matter: Matter, result: string, context: DecisionContext): Change {
  const sampled = isSampled(matter.id)
  const rating = startClock(context, matter, 'rate')
  return {
    to: 'verified',
    set: {
      categoryCode: matter.categoryCode,
      holder: heldByArea(matter.deskAreaId),
      acceptedAt: context.now,
      handledAt: context.now,
      verifiedAt: context.now,
      rateUntil: rating.dueAt,
      solvedOnSpot: true,
      sampled,
      publicAnswer: result,
    },
    // A supervision card still wants its answer.
    stopClocks: matter.clocks.filter((clock) => clock.kind !== 'supervision'),
    startClocks: [rating],
    rule: lapse(matter.requests),
    notices: [
      ...tellFollowers(context, matter, 'matter_solved_on_spot'),
      ...(sampled ? [tellArea(context, matter, matter.deskAreaId, 'spot_solution_sampled')] : []),
    ],
    entry: { visibility: 'public', content: { result, sampled } },
  }
}

/** One in twenty goes to the desk for a second look (domain.md §2); which one follows from its id, so nobody can choose. */
function isSampled(matterId: string): boolean {
  return Number.parseInt(matterId.slice(-4), 16) % 20 === 0
}
