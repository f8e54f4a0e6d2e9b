import type { BodyOf, acceptMatter } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import { running, startClock } from '../clocks.ts'
import type { Decide } from '../kinds/kind.ts'
import { tellFollowers } from '../telling.ts'

/** The desk takes the matter on: category and severity are set, the limits are fixed and the reporter is told the date. */
export const accept: Decide<BodyOf<typeof acceptMatter>> = ({ matter, input, context }) => {
  const category = context.category(input.categoryCode)
  if (!category) throw new LinliError('unknown_category')
  const accepted = { ...matter, categoryCode: category.code, severity: input.severity }
  const handling = startClock(context, accepted, 'handle')
  const promisedAt = handling.dueAt.toISOString()
  return {
    to: 'accepted',
    set: { categoryCode: category.code, severity: input.severity, acceptedAt: context.now, promisedAt: handling.dueAt },
    stopClocks: running(matter, 'accept'),
    startClocks: [handling, startClock(context, accepted, 'dispatch')],
    notices: tellFollowers(context, accepted, 'matter_accepted', { promisedAt }),
    entry: { visibility: 'public', content: { categoryCode: category.code, severity: input.severity, promisedAt } },
  }
}
