import type { BodyOf, refuseMatter } from '@linli/contract'
import type { Decide } from '../kinds/kind.ts'
import { tellFollowers } from '../telling.ts'
import { ended } from './moves.ts'

/** The desk does not take the matter on, and says in plain words why and who to turn to. */
export const refuse: Decide<BodyOf<typeof refuseMatter>> = ({ matter, input, context }) => {
  const end = ended(matter, context.now)
  return {
    ...end,
    to: 'refused',
    set: { ...end.set, refusalReason: input.reason, refusalWords: input.words },
    notices: tellFollowers(context, matter, 'matter_refused', { reason: input.reason }),
    entry: { visibility: 'public', content: { reason: input.reason, words: input.words } },
  }
}
