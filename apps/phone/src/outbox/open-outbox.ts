import type { ServerClock } from '@linli/client/server-clock'
import { httpCarrier, memoryStore, Outbox, type OutboxStore } from '@linli/client/outbox'
import { type DeviceDb, openDeviceDb } from './device-db.ts'
import { indexedStore } from './indexed-store.ts'
import { Vault } from './vault.ts'

/** What is kept on this phone, and how. */
export interface Device {
  outbox: Outbox
  /** Null where this browser keeps nothing, or nothing that could be sealed: then all is in memory until the page is closed. */
  kept: { db: DeviceDb; vault: Vault } | null
}

/** What differs between a page and the service worker. */
export interface Surroundings {
  locale: () => 'zh' | 'en'
  serverClock: ServerClock
  onAnswer: (answer: Response) => void
}

/** Told between the tabs and the service worker: something in the outbox has changed. */
export const outboxChannel = 'linli.outbox'
const answerWithinMs = 90_000

let device: Promise<Device> | undefined

/** The outbox of this phone; opened at the first use, the same afterwards. Runs in pages and in the service worker. */
export function openDevice(around: Surroundings): Promise<Device> {
  device ??= open(around)
  return device
}

async function open({ locale, serverClock, onAnswer }: Surroundings): Promise<Device> {
  const kept = await openKept()
  const store: OutboxStore = kept ? indexedStore(kept.db, kept.vault, () => Date.now()) : memoryStore(() => Date.now())
  const outbox = new Outbox({
    store,
    carrier: httpCarrier({
      locale,
      // A connection that hangs is one that is lost: the same key asks again.
      fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(answerWithinMs) }),
      onAnswer,
    }),
    clock: {
      steady: () => performance.now(),
      phone: () => Date.now(),
      server: () => serverClock.now(),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    },
    ids: () => crypto.randomUUID(),
    random: () => Math.random(),
    // Where a browser has no locks, the store's lease decides.
    ...('locks' in navigator && { exclusively: oneTabAtATime }),
  })
  return { outbox, kept }
}

function oneTabAtATime<T>(work: () => Promise<T>): Promise<T | null> {
  return navigator.locks.request(outboxChannel, { ifAvailable: true }, (lock) => (lock ? work() : null))
}

/** Web Crypto is only there on a secure origin; nothing personal is written down unsealed. */
async function openKept(): Promise<Device['kept']> {
  if (!globalThis.isSecureContext || !('subtle' in crypto)) return null
  try {
    const db = await openDeviceDb()
    return { db, vault: new Vault(db) }
  } catch {
    return null
  }
}
