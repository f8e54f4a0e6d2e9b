import { LinliError } from '../../../platform/problem.ts'
import type { Decide } from '../kinds/kind.ts'
import { follows, reporter } from '../rights.ts'
import { mayTakeIn } from './merge.ts'

/** What the command gives: who joins, and the receipt they get when they have no account. */
export interface Joining {
  followerId: string
  receiptHash: Buffer | null
  /** Of the number they called from; null when none was given. */
  contactHash: Buffer | null
}

/** 我也遇到了: somebody else has the same trouble. They count as a supporter, follow, and rate. */
export const join: Decide<Joining> = ({ matter, input, actor, context }) => {
  if (!mayTakeIn(matter, null, context.now)) throw new LinliError('action_not_possible')
  if (follows(actor, matter) || reporter(actor, matter, { assignment: null, cardId: null })) throw new LinliError('already_following')
  const supporterCount = matter.supporterCount + 1
  return {
    to: matter.state,
    set: { followerIds: [...matter.followerIds, actor.accountId ?? input.followerId], supporterCount },
    addFollower: {
      id: input.followerId,
      accountId: actor.accountId,
      receiptHash: actor.accountId === null ? input.receiptHash : null,
      contactHash: input.contactHash,
    },
    entry: { visibility: 'public', content: { supporterCount } },
  }
}
