import { useSyncExternalStore } from 'react'

/** So many matters at most are acted on at once. */
export const mostSelected = 100

/** The rows ticked in the list, in the order in which they were ticked; in memory only, gone with the page. */
export interface Selection {
  ids: readonly string[]
  has: (matterId: string) => boolean
  /** Beyond `mostSelected` nothing more is added. */
  isFull: boolean
  /** Ticks a row or takes its tick away; it is where the next range begins. */
  toggle: (matterId: string) => void
  /** Ticks everything from the row ticked last to this one, in the order of the list as it stands (`rowIds`). */
  selectRange: (rowIds: readonly string[], matterId: string) => void
  /** Takes ticks away, e.g. of what has been done. */
  deselect: (matterIds: readonly string[]) => void
  clear: () => void
}

/** What is ticked now; whoever uses it is drawn again when it changes. */
export function useSelection(): Selection {
  const ids = useSyncExternalStore(subscribe, () => selected)
  return { ids, has: (matterId) => ids.includes(matterId), isFull: ids.length >= mostSelected, toggle, selectRange, deselect, clear }
}

const nothing: readonly string[] = []
let selected = nothing
let anchor: string | null = null
const listeners = new Set<() => void>()

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

function select(next: readonly string[]): void {
  selected = next.length === 0 ? nothing : next.slice(0, mostSelected)
  for (const tell of listeners) tell()
}

function toggle(matterId: string): void {
  anchor = matterId
  select(selected.includes(matterId) ? selected.filter((id) => id !== matterId) : [...selected, matterId])
}

function selectRange(rowIds: readonly string[], matterId: string): void {
  const from = anchor === null ? -1 : rowIds.indexOf(anchor)
  const to = rowIds.indexOf(matterId)
  if (from === -1 || to === -1) return toggle(matterId)
  const range = rowIds.slice(Math.min(from, to), Math.max(from, to) + 1)
  anchor = matterId
  select([...new Set([...selected, ...range])])
}

function deselect(matterIds: readonly string[]): void {
  select(selected.filter((id) => !matterIds.includes(id)))
}

function clear(): void {
  anchor = null
  select(nothing)
}
