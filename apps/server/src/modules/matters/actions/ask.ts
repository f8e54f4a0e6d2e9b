import type { answerQuestion, askReporter, BodyOf } from '@linli/contract'
import { handleClock, pauseClocks, resumeClocks, running, startClock } from '../clocks.ts'
import type { Decide } from '../kinds/kind.ts'
import { heldByArea } from '../matter.ts'
import { tellArea, tellFollowers, tellReporter } from '../telling.ts'
import { sharesDatedBy } from './assignments.ts'
import { atDesk, deskClock, ended } from './moves.ts'

/** The desk asks the reporter for more. Its own limits stand still meanwhile; the reporter's time to answer runs. */
export const ask: Decide<BodyOf<typeof askReporter>> = ({ matter, input, context }) => {
  const answering = startClock(context, matter, 'answer')
  const answerBy = answering.dueAt.toISOString()
  return {
    to: 'awaiting_reporter',
    set: { resumeState: matter.state },
    setClocks: pauseClocks(context, matter.clocks),
    startClocks: [answering],
    notices: tellReporter(context, matter, 'question_asked', { answerBy }),
    entry: { visibility: 'public', content: { words: input.words, answerBy } },
  }
}

/**
 * The reporter answers: the matter goes on where it waited, and every limit by as much later. After a refusal for want
 * of an answer it begins anew at the desk.
 */
export const answer: Decide<BodyOf<typeof answerQuestion>> = ({ matter, input, hat, context }) => {
  const words = { words: input.words, ...(hat.role === 'desk_clerk' && { byDesk: true }) }
  if (matter.state === 'refused') {
    return {
      to: 'reported',
      set: {
        ...atDesk(context, matter.deskAreaId),
        closedAt: null,
        acceptedAt: null,
        promisedAt: null,
        refusalReason: null,
        refusalWords: null,
      },
      startClocks: [deskClock(context, matter, matter.deskAreaId, 'accept')],
      notices: [tellArea(context, matter, matter.deskAreaId, 'question_answered')],
      entry: { visibility: 'public', content: { ...words, reopened: true } },
    }
  }
  const going = resumeClocks(context, matter, matter.clocks)
  const promised = going.find((clock) => clock.id === handleClock(matter)?.id)?.dueAt
  return {
    to: matter.resumeState ?? 'reported',
    set: { resumeState: null, holder: heldByArea(matter.deskAreaId), ...(promised && { promisedAt: promised }) },
    stopClocks: running(matter, 'answer'),
    setClocks: going,
    setAssignments: sharesDatedBy(matter, going),
    notices: [
      tellArea(context, matter, matter.deskAreaId, 'question_answered'),
      ...(promised
        ? tellReporter(context, matter, 'date_moved', { promisedAt: promised.toISOString(), because: 'waited_for_answer' })
        : []),
    ],
    entry: { visibility: 'public', content: { ...words, ...(promised && { promisedAt: promised.toISOString() }) } },
  }
}

/** Nobody answered in time. It can be taken up again by answering late. */
export const lapseQuestion: Decide<unknown> = ({ matter, context }) => {
  const end = ended(matter, context.now)
  return {
    ...end,
    to: 'refused',
    set: { ...end.set, refusalReason: 'no_answer', refusalWords: null },
    notices: tellFollowers(context, matter, 'matter_refused', { reason: 'no_answer' }),
    entry: { visibility: 'public', content: { reason: 'no_answer' } },
  }
}
