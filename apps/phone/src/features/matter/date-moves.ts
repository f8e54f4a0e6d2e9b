import type { TimelineEntry } from '@linli/contract'

/** Why a promised date moved: the keys of the shared texts `dateReasons`. */
export type DateReason = 'extension_granted' | 'waited_for_answer' | 'suspension_over' | 'rework' | 'classification_changed' | 'other'

export interface DateMove {
  /** The date that was promised before, and the one promised now. */
  from: string
  to: string
  because: DateReason
}

const reasons: Record<string, DateReason> = {
  rule_extension: 'extension_granted',
  answer: 'waited_for_answer',
  resume: 'suspension_over',
  verify: 'rework',
  rate: 'rework',
  call_back: 'rework',
  reopen: 'rework',
  reclassify: 'classification_changed',
}

/** How the promised date moved last, from the timeline; null while it stands as it was first promised. */
export function lastMove(timeline: readonly TimelineEntry[]): DateMove | null {
  let promised: string | null = null
  let move: DateMove | null = null
  for (const { action, content } of timeline.toSorted((a, b) => a.seq - b.seq)) {
    const { promisedAt } = content
    if (typeof promisedAt !== 'string') continue
    // Accepting promises anew, also after an appeal: nothing has moved.
    if (action === 'accept' || promised === null) move = null
    else if (promisedAt !== promised) move = { from: promised, to: promisedAt, because: reasons[action] ?? 'other' }
    promised = promisedAt
  }
  return move
}
