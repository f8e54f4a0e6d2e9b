import { readStored, writeStored } from './stored.ts'

const prefix = 'linli.draft.'
/** What nobody took up again for so long is not kept on the device: it may name people. */
const keptDays = 7

/** What was typed and not sent, as it was kept under a name; empty when nothing was, or too long ago. */
export function readDraft<Values extends object>(name: string): Partial<Values> {
  try {
    const { at, values } = JSON.parse(readStored(prefix + name) ?? '{}') as { at?: number; values?: Partial<Values> }
    return values && isFresh(at) ? values : {}
  } catch {
    return {}
  }
}

/** Keeps what is typed on this device, over a reload and the end of a session, for seven days. */
export function keepDraft(name: string, values: object): void {
  writeStored(prefix + name, JSON.stringify({ at: Date.now(), values }))
}

/** Forgets what was sent or given up. */
export function forgetDraft(name: string): void {
  writeStored(prefix + name, null)
}

/** Takes drafts nobody took up for seven days off this device; called once when a front end starts. */
export function forgetOldDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(prefix)) continue
      if (Object.keys(readDraft(key.slice(prefix.length))).length === 0) localStorage.removeItem(key)
    }
  } catch {
    // Storage is refused here: there is nothing kept either.
  }
}

/** Whether something typed at this time (milliseconds) may still be kept on a device: seven days. */
export function isFresh(at: unknown): boolean {
  return typeof at === 'number' && Date.now() - at < keptDays * 86_400_000
}
