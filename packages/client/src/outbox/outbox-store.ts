import type { OutboxItem } from './item.ts'

/** What is to be written: items put in place of others, items and files taken away, files added. All of it or nothing. */
export interface OutboxChange {
  put?: readonly OutboxItem[]
  remove?: readonly string[]
  addPhotos?: ReadonlyMap<string, Blob>
  removePhotos?: readonly string[]
}

/** Where an outbox keeps what is to be sent. Several tabs may use one store at once. */
export interface OutboxStore {
  /** Everything kept, and a revision that grows with each change. */
  read(): Promise<{ items: OutboxItem[]; revision: number }>
  /** Writes a change; false, and nothing is written, when the store has changed since that revision. */
  write(change: OutboxChange, revision: number): Promise<boolean>
  /** The bytes of a photo; null when they are gone. */
  photo(id: string): Promise<Blob | null>
  /** Takes the right to send for some time, in milliseconds; false when another holder has it. Zero gives it back. */
  lease(holder: string, forMs: number): Promise<boolean>
}

/**
 * Decides on what is kept now and writes it, again when another tab was faster. `decide` answers null to write nothing.
 * Returns the change that was written.
 */
export async function changeStore(
  store: OutboxStore,
  decide: (items: readonly OutboxItem[]) => OutboxChange | null,
): Promise<OutboxChange | null> {
  while (true) {
    const { items, revision } = await store.read()
    const change = decide(items.toSorted((a, b) => a.order - b.order))
    if (change === null) return null
    if (await store.write(change, revision)) return change
  }
}

/** Whether a lease still counts. One that ends later than any could was taken by another clock: it must not lock the outbox for a day. */
export function isHeld(until: number, now: number, longestMs: number): boolean {
  return until > now && until <= now + longestMs
}

/** Keeps everything as long as the page is open: where a browser keeps nothing, and in tests. `now` in milliseconds. */
export function memoryStore(now: () => number): OutboxStore {
  let revision = 0
  let held = { holder: '', until: 0 }
  const items = new Map<string, OutboxItem>()
  const photos = new Map<string, Blob>()
  return {
    async read() {
      return { items: structuredClone([...items.values()]), revision }
    },
    async write(change, seen) {
      if (seen !== revision) return false
      revision += 1
      for (const id of change.remove ?? []) items.delete(id)
      for (const id of change.removePhotos ?? []) photos.delete(id)
      for (const item of change.put ?? []) items.set(item.id, structuredClone(item))
      for (const [id, blob] of change.addPhotos ?? []) photos.set(id, blob)
      return true
    },
    async photo(id) {
      return photos.get(id) ?? null
    },
    async lease(holder, forMs) {
      if (held.holder !== holder && (forMs === 0 || isHeld(held.until, now(), forMs))) return false
      held = { holder, until: forMs === 0 ? 0 : now() + forMs }
      return true
    },
  }
}
