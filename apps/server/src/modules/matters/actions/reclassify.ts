import type { BodyOf, reclassifyMatter } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import type { Change } from '../change.ts'
import { handleClock, recomputeClock, sameTimes } from '../clocks.ts'
import type { DecisionContext } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import type { Matter, RunningClock } from '../matter.ts'
import { sharesDatedBy } from './assignments.ts'
import { tellFollowers } from '../telling.ts'

/** The desk corrects category or severity. Every open limit is counted anew from its start and its pauses (domain.md §3). */
export const reclassify: Decide<BodyOf<typeof reclassifyMatter>> = ({ matter, input, context }) => {
  const category = context.category(input.categoryCode)
  if (!category) throw new LinliError('unknown_category')
  if (category.code === matter.categoryCode && input.severity === matter.severity) throw new LinliError('nothing_changes')
  const set = { categoryCode: category.code, severity: input.severity }
  const change = recomputed(context, { ...matter, ...set }, 'classification_changed')
  return {
    ...change,
    to: matter.state,
    set: { ...change.set, ...set },
    entry: {
      visibility: 'public',
      content: {
        categoryCode: category.code,
        severity: input.severity,
        words: input.words,
        from: { categoryCode: matter.categoryCode, severity: matter.severity },
        ...change.content,
      },
    },
  }
}

/** A limit or calendar of the city has changed: the same for a matter that is open meanwhile. Refuses when no date moves. */
export const recompute: Decide<{ because: string }> = ({ matter, input, context }) => {
  const change = recomputed(context, matter, input.because)
  if (change.setClocks.length === 0) throw new LinliError('action_not_possible')
  return { ...change, to: matter.state, entry: { visibility: change.set.promisedAt ? 'public' : 'internal', content: change.content } }
}

/** The clocks whose dates move, and how the timeline tells it. */
function recomputed(context: DecisionContext, matter: Matter, because: string) {
  const pairs = matter.clocks.map((before): [RunningClock, RunningClock] => [before, recomputeClock(context, matter, before)])
  const moved = pairs.filter(([before, after]) => !sameTimes(before, after))
  const handling = handleClock(matter)
  const promised = moved.find(([before]) => before.id === handling?.id)?.[1].dueAt
  const rateUntil = moved.find(([before]) => before.kind === 'rate')?.[1].dueAt
  const setClocks = moved.map(([, after]) => after)
  return {
    set: { ...(promised && { promisedAt: promised }), ...(rateUntil && { rateUntil }) } as Change['set'],
    setClocks,
    setAssignments: sharesDatedBy(matter, setClocks),
    notices: promised ? tellFollowers(context, matter, 'date_moved', { promisedAt: promised.toISOString(), because }) : [],
    content: {
      because,
      moved: moved.map(([before, after]) => ({ clock: before.kind, from: before.dueAt.toISOString(), to: after.dueAt.toISOString() })),
      ...(promised && { promisedAt: promised.toISOString() }),
    },
  }
}
