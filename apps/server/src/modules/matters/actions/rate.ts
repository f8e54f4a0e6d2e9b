import type { BodyOf, rateMatter } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import { running, startClock, tellOrganisation } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { heldByOrganisation, nobody } from '../matter.ts'
import { leadOf } from './assignments.ts'

/** From this many stars a matter that was solved counts as well ended. */
const contentStars = 3

/**
 * The reporter says whether it is solved. If so the matter closes; if not, or with one or two stars, it goes back to the
 * lead by itself (domain.md §2 reopen). What was solved on the spot has no lead: the desk gets it back.
 */
export const rate: Decide<BodyOf<typeof rateMatter>> = ({ matter, input, context }) => {
  const rating = { id: context.newId(), solved: input.solved, stars: input.stars, reasons: input.reasons ?? [], words: input.words ?? null }
  const content = { solved: input.solved, stars: input.stars, reasons: rating.reasons, ...(input.words && { words: input.words }) }
  const stopClocks = running(matter, 'rate')
  // The window is over when it is due, not when the platform comes round to closing.
  if (stopClocks.some((clock) => clock.dueAt < context.now)) throw new LinliError('action_not_possible')
  if (input.solved && input.stars >= contentStars) {
    return { to: 'closed', set: { holder: nobody, closedAt: context.now }, stopClocks, rating, entry: { visibility: 'public', content } }
  }
  const lead = leadOf(matter)
  if (!lead) {
    return {
      to: 'accepted',
      set: { verifiedAt: null, handledAt: null, solvedOnSpot: false, reopenCount: matter.reopenCount + 1 },
      stopClocks,
      startClocks: [startClock(context, matter, 'handle'), startClock(context, matter, 'dispatch')],
      rating,
      entry: { visibility: 'public', content: { ...content, reopened: true } },
    }
  }
  return {
    to: 'in_progress',
    set: { holder: heldByOrganisation(lead.organisationId), verifiedAt: null, handledAt: null, reopenCount: matter.reopenCount + 1 },
    setAssignments: [{ ...lead, state: 'claimed', finishedAt: null }],
    stopClocks,
    startClocks: [startClock(context, matter, 'handle')],
    rating,
    notices: [tellOrganisation(context, lead.organisationId, 'matter_reopened')],
    entry: { visibility: 'public', content: { ...content, reopened: true } },
  }
}
