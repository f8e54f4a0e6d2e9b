import { type BodyOf, joinableDays, type mergeMatter, type unmergeMatter } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import { handleClock, pauseClocks, resumeClocks } from '../clocks.ts'
import type { Decide } from '../kinds/kind.ts'
import { heldByArea, type Matter, nobody } from '../matter.ts'
import { tellArea, tellReporter } from '../telling.ts'
import { sharesDatedBy } from './assignments.ts'

/**
 * Into another matter about the same thing. Its reporters follow and rate that one; its clocks stand still, so that
 * undoing brings everything back.
 */
export const merge: Decide<BodyOf<typeof mergeMatter>> = ({ matter, other: main, input, context }) => {
  // What somebody is working on is brought to an end first; a desk has it back while helpers still hold their shares.
  const isWorkedOn = matter.assignments.some((assignment) => assignment.state === 'dispatched' || assignment.state === 'claimed')
  if (!main || isWorkedOn || !mayTakeIn(main, matter, context.now)) throw new LinliError('cannot_merge')
  const comers = [...new Set([...reporterOf(matter), ...matter.followerIds])].filter(
    (id) => id !== main.reporterAccountId && !main.followerIds.includes(id),
  )
  return {
    to: 'merged',
    set: {
      holder: nobody,
      closedAt: context.now,
      mergedIntoId: main.id,
      resumeState: matter.state,
      form: { ...matter.form, broughtFollowerIds: comers },
    },
    setClocks: pauseClocks(context, matter.clocks),
    notices: tellReporter(context, matter, 'matter_merged', { mainNumber: main.number }),
    entry: {
      visibility: 'public',
      content: { mainMatterId: main.id, mainNumber: main.number, ...(input.words && { words: input.words }) },
    },
    other: {
      action: 'merge_in',
      to: main.state,
      set: {
        followerIds: [...main.followerIds, ...comers],
        supporterCount: main.supporterCount + 1 + matter.supporterCount,
      },
      entry: { visibility: 'public', content: { mergedNumber: matter.number, mergedMatterId: matter.id } },
    },
  }
}

/** The merger was a mistake: both are as they were, with the limits later by the time in between. */
export const unmerge: Decide<BodyOf<typeof unmergeMatter>> = ({ matter, other: main, input, context }) => {
  if (!main) throw new LinliError('action_not_possible')
  const going = resumeClocks(context, matter, matter.clocks)
  const promised = going.find((clock) => clock.id === handleClock(matter)?.id)?.dueAt
  const { broughtFollowerIds, ...form } = matter.form as { broughtFollowerIds?: string[] }
  return {
    to: matter.resumeState ?? 'reported',
    set: {
      holder: heldByArea(matter.deskAreaId),
      closedAt: null,
      mergedIntoId: null,
      resumeState: null,
      form,
      ...(promised && { promisedAt: promised }),
    },
    setClocks: going,
    setAssignments: sharesDatedBy(matter, going),
    notices: [tellArea(context, matter, matter.deskAreaId, 'matter_unmerged'), ...tellReporter(context, matter, 'matter_unmerged')],
    entry: { visibility: 'public', content: { words: input.words, mainNumber: main.number } },
    other: {
      action: 'merge_out',
      to: main.state,
      set: {
        followerIds: main.followerIds.filter((id) => !broughtFollowerIds?.includes(id)),
        supporterCount: Math.max(0, main.supporterCount - 1 - matter.supporterCount),
      },
      entry: { visibility: 'public', content: { mergedNumber: matter.number, mergedMatterId: matter.id } },
    },
  }
}

/** Open or not long closed, of the same kind, and not itself merged away. */
export function mayTakeIn(main: Matter, matter: Pick<Matter, 'id' | 'kind'> | null, now: Date): boolean {
  if (matter && (main.id === matter.id || main.kind !== matter.kind)) return false
  if (main.private || ['refused', 'withdrawn', 'merged'].includes(main.state)) return false
  return main.closedAt === null || now.getTime() - main.closedAt.getTime() <= joinableDays * 86_400_000
}

/** Whoever reported, as they appear among those who follow: their account, or the matter their receipt opens. */
function reporterOf(matter: Matter): string[] {
  if (matter.reporterAccountId !== null) return [matter.reporterAccountId]
  return matter.hasReceipt ? [matter.id] : []
}
