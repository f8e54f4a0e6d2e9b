import { randomIds } from '../ids.ts'

/**
 * A new object's key: `files/2026-03-18/<uuid v7>`. The time is in the id, so that the age of an object is known
 * without asking the store, by the same clock the rows have.
 */
export function newStoreKey(use: 'files' | 'parts' | 'documents', at: Date): string {
  return `${use}/${at.toISOString().slice(0, 10)}/${randomIds.next(at)}`
}

const pattern = /^(?:files|parts|documents)\/\d{4}-\d{2}-\d{2}\/([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** When an object was made; null when the key is none of ours. */
export function timeOfStoreKey(key: string): Date | null {
  const found = pattern.exec(key)
  return found ? new Date(Number.parseInt(`${found[1]}${found[2]}`, 16)) : null
}

/** Throws when the key could name anything but an object of this store, e.g. lead out of its folder. */
export function requireStoreKey(key: string): void {
  if (timeOfStoreKey(key) === null) throw new Error(`"${key}" is no key of an object`)
}
