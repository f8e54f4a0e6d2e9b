import type { CycleMove, CycleState, SheetAction } from '@linli/contract'

/** Who may take a step: a reviewer of the cycle's area, or the subject itself by its desk or dispatcher. */
export type Side = 'reviewer' | 'subject'

/** The steps of a cycle (domain.md §5): self-view, review, publicity, award. An awarded or dropped one never changes again. */
export const cycleEdges: readonly { move: CycleMove; from: readonly CycleState[]; to: CycleState }[] = [
  { move: 'open_self_view', from: ['drafted'], to: 'self_view' },
  // Figures and points are frozen here, with the version of the rubric.
  { move: 'begin_review', from: ['self_view'], to: 'review' },
  { move: 'publish', from: ['review'], to: 'publicity' },
  { move: 'drop', from: ['drafted', 'self_view', 'review'], to: 'dropped' },
]

/** What may be done with one sheet, and when. `ifAppealed`: in this state only while an appeal waits for its answer. */
export const sheetEdges: readonly {
  action: SheetAction
  by: Side
  from: readonly CycleState[]
  ifAppealed?: readonly CycleState[]
}[] = [
  { action: 'comment', by: 'subject', from: ['self_view'] },
  { action: 'correct', by: 'reviewer', from: ['review'], ifAppealed: ['publicity'] },
  { action: 'veto', by: 'reviewer', from: ['review'] },
  { action: 'lift_veto', by: 'reviewer', from: ['review'], ifAppealed: ['publicity'] },
  { action: 'appeal', by: 'subject', from: ['publicity'] },
  { action: 'answer_appeal', by: 'reviewer', from: [], ifAppealed: ['publicity'] },
]

/** The step that leads on from a state by this move; null when there is none. */
export function moveFrom(state: CycleState, move: CycleMove): CycleState | null {
  return cycleEdges.find((edge) => edge.move === move && edge.from.includes(state))?.to ?? null
}

/** What somebody on these sides may do with a sheet now. An appeal waits for its answer before another, and ends with the publicity. */
export function actionsIn(
  { state, publicityUntil }: { state: CycleState; publicityUntil: Date | null },
  { sides, appealOpen, vetoes, now }: { sides: readonly Side[]; appealOpen: boolean; vetoes: readonly string[]; now: Date },
): SheetAction[] {
  return sheetEdges.flatMap(({ action, by, from, ifAppealed = [] }) => {
    const isTime = from.includes(state) || (appealOpen && ifAppealed.includes(state))
    if (!isTime || !sides.includes(by)) return []
    if (action === 'appeal' && (appealOpen || publicityUntil === null || now >= publicityUntil)) return []
    return action === 'lift_veto' && vetoes.length === 0 ? [] : [action]
  })
}
