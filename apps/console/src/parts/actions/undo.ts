import type { Matter } from '@linli/contract'
import { useSyncExternalStore } from 'react'
import { api } from '../../app/api.ts'

/** How long an action may be taken back by one key. */
const offeredMs = 20_000

/** What was just done and can be taken back: its reverse is an action of the table, and this person may take it now. */
export interface Undo {
  matterId: string
  number: string
  action: 'merge' | 'escalate' | 'send_down'
  /** Takes it back; `words` go to the timeline, which keeps both. */
  run: (words: string) => Promise<unknown>
}

/** The action that can be taken back now; null when none can. */
export function useUndo(): Undo | null {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => offered,
  )
}

/** Offers to take back what was done with a matter, where its table has a way back and the person may go it. */
export function offerUndo(before: Matter, action: string, after: Matter): void {
  const run = reverseOf(before, action, after)
  if (run) offer({ matterId: after.id, number: after.number, action: action as Undo['action'], run })
}

export function withdrawUndo(): void {
  offer(null)
}

let offered: Undo | null = null
let due: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

function offer(undo: Undo | null): void {
  clearTimeout(due)
  offered = undo
  if (undo) due = setTimeout(() => offer(null), offeredMs)
  for (const tell of listeners) tell()
}

/** The key is made once an offer, so that pressing twice takes it back once. */
function reverseOf(before: Matter, action: string, after: Matter): Undo['run'] | null {
  const may = (reverse: string) => after.abilities.some((ability) => ability.action === reverse)
  const idempotencyKey = crypto.randomUUID()
  const common = { params: { matterId: after.id }, idempotencyKey }
  const expectedVersion = after.version
  const toAreaId = before.holder.areaId
  if (action === 'merge' && may('unmerge')) return (words) => api.unmergeMatter({ ...common, body: { expectedVersion, words } })
  if (toAreaId === null) return null
  if (action === 'escalate' && may('send_down'))
    return (words) => api.sendDownMatter({ ...common, body: { expectedVersion, words, toAreaId } })
  if (action === 'send_down' && may('escalate'))
    return (words) => api.escalateMatter({ ...common, body: { expectedVersion, words, toAreaId } })
  return null
}
