import { appealDays, type appealRefusal, type BodyOf, type remindHolder, type withdrawMatter } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import { parentDesk } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { tellArea, tellHolder } from '../telling.ts'
import { atDesk, deskClock, ended } from './moves.ts'

const dayMs = 86_400_000
const chinaOffsetMs = 8 * 3_600_000

/** The reporter takes back what they reported, before anybody worked on it. */
export const withdraw: Decide<BodyOf<typeof withdrawMatter>> = ({ matter, input, context }) => ({
  ...ended(matter, context.now),
  to: 'withdrawn',
  notices: [tellArea(context, matter, matter.deskAreaId, 'matter_withdrawn')],
  entry: { visibility: 'public', content: input.words ? { words: input.words } : {} },
})

/** The reporter does not agree with a refusal. The desk above decides, once. */
export const appeal: Decide<BodyOf<typeof appealRefusal>> = ({ matter, input, context }) => {
  const isOver = matter.closedAt !== null && context.now.getTime() - matter.closedAt.getTime() > appealDays * dayMs
  if (isOver) throw new LinliError('time_is_over')
  const deskAreaId = parentDesk(context, matter)
  return {
    to: 'reported',
    set: {
      ...atDesk(context, deskAreaId),
      appealedAt: context.now,
      closedAt: null,
      acceptedAt: null,
      promisedAt: null,
      refusalReason: null,
      refusalWords: null,
    },
    startClocks: [deskClock(context, matter, deskAreaId, 'accept')],
    notices: [tellArea(context, matter, deskAreaId, 'matter_appealed')],
    entry: {
      visibility: 'public',
      content: { words: input.words, refusal: { reason: matter.refusalReason, words: matter.refusalWords }, toAreaId: deskAreaId },
    },
  }
}

/** 催办: the reporter asks whoever holds it to hurry, once a calendar day. */
export const remind: Decide<BodyOf<typeof remindHolder>> = ({ matter, input, context }) => {
  if (matter.remindedAt !== null && dayOf(matter.remindedAt) === dayOf(context.now)) throw new LinliError('reminded_today')
  const remindCount = matter.remindCount + 1
  return {
    to: matter.state,
    set: { remindCount, remindedAt: context.now },
    notices: [
      ...tellHolder(context, matter, matter.holder, 'matter_reminded', { remindCount }),
      ...(matter.holder.areaId === matter.deskAreaId
        ? []
        : [tellArea(context, matter, matter.deskAreaId, 'matter_reminded', { remindCount })]),
    ],
    entry: { visibility: 'public', content: { remindCount, ...(input.words && { words: input.words }) } },
  }
}

function dayOf(at: Date): number {
  return Math.floor((at.getTime() + chinaOffsetMs) / dayMs)
}
