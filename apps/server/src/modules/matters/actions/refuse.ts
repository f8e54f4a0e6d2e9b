import type { BodyOf, refuseMatter } from '@linli/contract'
import { tellReporter } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { nobody } from '../matter.ts'

/** The desk does not take the matter on, and says in plain words why and who to turn to. */
export const refuse: Decide<BodyOf<typeof refuseMatter>> = ({ matter, input, context }) => ({
  to: 'refused',
  set: { holder: nobody, closedAt: context.now, refusalReason: input.reason, refusalWords: input.words },
  stopClocks: matter.clocks,
  notices: tellReporter(context, matter, 'matter_refused', { reason: input.reason }),
  entry: { visibility: 'public', content: { reason: input.reason, words: input.words } },
})
