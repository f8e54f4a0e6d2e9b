import type { BodyOf, acceptMatter } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import { running, startClock, tellReporter } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'

/** The desk takes the matter on: category and severity are set, the limits are fixed and the reporter is told the date. */
export const accept: Decide<BodyOf<typeof acceptMatter>> = ({ matter, input, context }) => {
  const category = context.category(input.categoryCode)
  if (!category) throw new LinliError('unknown_category')
  const accepted = { ...matter, categoryCode: category.code, severity: input.severity }
  const handling = startClock(context, accepted, 'handle')
  return {
    to: 'accepted',
    set: { categoryCode: category.code, severity: input.severity, acceptedAt: context.now, promisedAt: handling.dueAt },
    stopClocks: running(matter, 'accept'),
    startClocks: [handling, startClock(context, accepted, 'dispatch')],
    notices: tellReporter(context, matter, 'matter_accepted', { promisedAt: handling.dueAt.toISOString() }),
    entry: {
      visibility: 'public',
      content: { categoryCode: category.code, severity: input.severity, promisedAt: handling.dueAt.toISOString() },
    },
  }
}
