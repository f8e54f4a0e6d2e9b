import type { BodyOf, callBack as callBackContract, rateMatter, RatingGiver, reopenMatter } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import type { Change } from '../change.ts'
import { running, startClock } from '../clocks.ts'
import { type DecisionContext, parentDesk } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { heldByOrganisation, type Matter } from '../matter.ts'
import { tellArea, tellOrganisation } from '../telling.ts'
import { leadOf } from './assignments.ts'
import { atDesk, deskClock, ended } from './moves.ts'
import { newCard, raised } from './supervise.ts'

/** From this many stars a matter that was solved counts as well ended. */
const contentStars = 3

type Verdict = Omit<BodyOf<typeof rateMatter>, 'expectedVersion'>

/** Reporter or follower says whether it is solved, until the time for rating is over; also after it has closed. */
export const rate: Decide<BodyOf<typeof rateMatter>> = ({ matter, input, hat, context }) =>
  judged(context, matter, input, hat.role === 'follower' ? 'follower' : 'reporter')

/** The desk asks the reporter by telephone. Whom it does not reach it may call again. */
export const callBack: Decide<BodyOf<typeof callBackContract>> = ({ matter, input, context }) => {
  if (!input.reached)
    return {
      to: matter.state,
      set: {},
      entry: { visibility: 'internal', content: { reached: false, ...(input.words && { words: input.words }) } },
    }
  if (!input.verdict)
    throw new LinliError('validation_failed', { fields: [{ pointer: '/verdict', message: 'Say what the reporter answered' }] })
  const change = judged(context, matter, input.verdict, 'call_back')
  const words = input.words && { note: input.words }
  return { ...change, entry: { ...change.entry, content: { ...change.entry.content, reached: true, ...words } } }
}

/** The desk opens again what was not really done. */
export const reopen: Decide<BodyOf<typeof reopenMatter>> = ({ matter, input, context }) => {
  const change = reopened(context, matter)
  return { ...change, entry: { visibility: 'public', content: { words: input.words, ...change.content } } }
}

/** The time for rating has passed. Child matters end first (domain.md §2 split): until then it waits. */
export const close: Decide<unknown> = ({ matter, context }) => {
  if (matter.openChildren > 0) {
    const waiting = running(matter, 'rate').filter((clock) => clock.nextAt !== null)
    if (waiting.length === 0) throw new LinliError('action_not_possible')
    return {
      to: matter.state,
      set: {},
      setClocks: waiting.map((clock) => ({ ...clock, step: 2, nextAt: null })),
      entry: { visibility: 'internal', content: { waitsForChildren: matter.openChildren } },
    }
  }
  return { ...closed(context, matter), entry: { visibility: 'public', content: { because: 'rating_window_over' } } }
}

/**
 * If it is solved the reporter's word closes the matter. If not, or with one or two stars, it opens again by itself, whoever
 * of them says so (domain.md §2 reopen).
 */
function judged(context: DecisionContext, matter: Matter, verdict: Verdict, givenBy: RatingGiver): Change {
  // The window is over when it is due, not when the platform comes round to closing.
  if (matter.rateUntil === null || matter.rateUntil < context.now) throw new LinliError('time_is_over')
  const rating = {
    id: context.newId(),
    givenBy,
    solved: verdict.solved,
    stars: verdict.stars,
    reasons: verdict.reasons ?? [],
    words: verdict.words ?? null,
  }
  const content = {
    givenBy,
    solved: verdict.solved,
    stars: verdict.stars,
    reasons: rating.reasons,
    ...(verdict.words && { words: verdict.words }),
  }
  if (!verdict.solved || verdict.stars < contentStars) {
    const { content: facts, ...change } = reopened(context, matter)
    return { ...change, rating, entry: { visibility: 'public', content: { ...content, reopened: true, ...facts } } }
  }
  const closes = matter.state === 'verified' && givenBy !== 'follower' && matter.openChildren === 0
  return { ...(closes ? closed(context, matter) : { to: matter.state, set: {} }), rating, entry: { visibility: 'public', content } }
}

function closed(context: DecisionContext, matter: Matter): Omit<Change, 'entry'> {
  return { ...ended(matter, context.now), to: 'closed' }
}

/**
 * Back to the lead with a yellow card. The second time, and where nobody led (it was solved on the spot), to a desk: the one
 * above, or the one that answers.
 */
function reopened(context: DecisionContext, matter: Matter): Omit<Change, 'entry'> & { content: Record<string, unknown> } {
  const lead = leadOf(matter)
  const reopenCount = matter.reopenCount + 1
  const handling = startClock(context, matter, 'handle')
  const common = {
    closedAt: null,
    verifiedAt: null,
    handledAt: null,
    rateUntil: null,
    solvedOnSpot: false,
    reopenCount,
    promisedAt: handling.dueAt,
  }
  const content = { reopenCount, promisedAt: handling.dueAt.toISOString() }
  const stopClocks = running(matter, 'rate')
  if (!lead || reopenCount > 1) {
    const deskAreaId = reopenCount > 1 ? parentDesk(context, matter) : matter.deskAreaId
    return {
      to: 'accepted',
      set: { ...common, ...atDesk(context, deskAreaId) },
      stopClocks,
      startClocks: [handling, deskClock(context, matter, deskAreaId, 'dispatch')],
      notices: [tellArea(context, matter, deskAreaId, 'matter_reopened')],
      content: { ...content, toAreaId: deskAreaId },
    }
  }
  const holder = heldByOrganisation(lead.organisationId)
  const card = newCard(context, matter, { level: 'yellow', areaId: matter.deskAreaId, to: holder, instruction: 'reopened' })
  return {
    to: 'in_progress',
    set: { ...common, holder, cardLevel: raised(matter, card.level) },
    setAssignments: [{ ...lead, state: 'claimed', finishedAt: null, dueAt: handling.dueAt }],
    stopClocks,
    startClocks: [handling, card.clock],
    raise: [card.card],
    notices: [tellOrganisation(context, matter, lead.organisationId, 'matter_reopened')],
    content: { ...content, card: card.level },
  }
}
