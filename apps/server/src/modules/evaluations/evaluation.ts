import type { CycleState, FigureId, FigureValue, Rubric, SheetAction } from '@linli/contract'

/** One round of evaluating, as it is kept. */
export interface Cycle {
  id: string
  rubricId: string
  rubricVersion: number
  rubric: Rubric
  areaId: string
  /** The place of its area in the tree. */
  areaPath: string
  from: string
  to: string
  state: CycleState
  version: number
  publicityFrom: Date | null
  publicityUntil: Date | null
  endedAt: Date | null
}

/** One subject of a cycle. */
export interface Sheet {
  id: string
  cycleId: string
  areaId: string | null
  organisationId: string | null
  version: number
  /** Frozen when the review begins; null before. */
  lines: readonly Line[] | null
  total: number | null
  place: number | null
  stars: number | null
}

type Value = Pick<FigureValue, 'value' | 'n' | 'of'>

/** What one indicator gives: the figure with what it is made of, and the points by the rubric's line. */
export interface Line extends Value {
  figureId: FigureId
  points: number | null
  /** Of the period before. */
  before: Value & { points: number | null }
}

/** Something done or said, in order. */
export interface Entry {
  id: string
  sheetId: string | null
  action: string
  accountId: string | null
  at: Date
  content: EntryContent
}

export interface EntryContent {
  words?: string
  figureId?: FigureId
  points?: number | null
  veto?: string
  evidence?: string
  upheld?: boolean
}

/** An entry of a sheet with the action it is of. */
export interface SheetEntry extends EntryContent {
  action: SheetAction
}
