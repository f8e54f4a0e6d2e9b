import type { Carrier } from './carrier.ts'
import { deliver } from './deliver.ts'
import type { OutboxItem, Owner } from './item.ts'
import { changeStore, type OutboxStore } from './outbox-store.ts'
import {
  type Again,
  added,
  arrived,
  changed,
  doneAgain,
  givenUp,
  givenUpWith,
  type Intention,
  nextOf,
  refused,
  withFilesAnew,
} from './plan.ts'
import type { Verdict } from './verdict.ts'

/** Everything around an outbox, so that it runs in a page, a service worker and a simulator alike. */
export interface OutboxOptions {
  store: OutboxStore
  carrier: Carrier
  clock: {
    /** Milliseconds that only ever grow, whatever the phone's clock is set to. */
    steady(): number
    /** The phone's time, for showing. */
    phone(): number
    /** The server's time, as far as its answers told it. */
    server(): number
    sleep(ms: number): Promise<void>
  }
  /** Fresh unguessable keys. */
  ids: () => string
  /** From 0 to 1, for waits that do not fall together. */
  random: () => number
  /** Runs the work unless another tab is sending, and then answers null. Without it the store's lease decides. */
  exclusively?: <T>(work: () => Promise<T>) => Promise<T | null>
}

const mostWaitMs = 15 * 60_000
const leaseMs = 60_000
/** While another tab is sending, look again so soon. */
const besideMs = 1000
/** Files that the server forgets again and again are not tried for ever. */
const mostTriesForFiles = 6

/** What a person has done, kept until the server has it: sent in order, once, by one tab at a time. */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #holder: string
  readonly #pausedUntil = new Map<string, number>()
  readonly #pauses = new Map<string, number>()
  readonly #listeners = new Set<() => void>()
  #owner: Owner | null = null
  #running: Promise<number | null> | null = null
  #more = false
  #silentTries = 0
  #silentUntil = 0
  #askedUntil = 0
  #signedOut = false
  #signIns = 0

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#holder = options.ids()
  }

  /** True when the server did not take this person's session: their things wait until they sign in. */
  get signedOut(): boolean {
    return this.#signedOut
  }

  /** Says who is at this phone. Only their things are sent, and those of somebody who was not signed in. */
  actFor(owner: Owner | null): void {
    this.#owner = owner
    this.#signIns += 1
    this.#signedOut = false
    this.#tell()
  }

  /** Told of every change made here. Returns what ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Everything kept, oldest first. */
  async items(): Promise<OutboxItem[]> {
    const { items } = await this.#options.store.read()
    return items.toSorted((a, b) => a.order - b.order)
  }

  /** Keeps an intention. When this has come back, nothing but giving up loses it. One whose `id` is kept already is not kept twice. */
  async add(intention: Intention): Promise<OutboxItem> {
    let before: OutboxItem | undefined
    const done = await changeStore(this.#options.store, (items) => {
      before = items.find((item) => item.id === intention.id)
      if (before) return null
      const made = added(items, intention, this.#options.ids, this.#options.clock.phone())
      const photos = made.photos.map((photo, at) => [photo.id, intention.photos[at]?.blob ?? new Blob([])] as const)
      return { put: [made], addPhotos: new Map(photos) }
    })
    this.#tell()
    const made = before ?? done?.put?.[0]
    if (!made) throw new Error('nothing was kept')
    return made
  }

  /** Takes an item back with what builds on it. Answers what was taken; of some it may be too late (`mayHaveHappened`). */
  async giveUp(id: string): Promise<OutboxItem[]> {
    let gone: OutboxItem[] = []
    await changeStore(this.#options.store, (items) => {
      gone = givenUpWith(items, id)
      return givenUp(items, id)
    })
    this.#tell()
    return gone
  }

  /** Does a refused item again. Answers its new id, null when it was not there any more. */
  async again(id: string, given: Again = {}): Promise<string | null> {
    const newId = this.#options.ids()
    const done = await changeStore(this.#options.store, (items) => doneAgain(items, id, given, newId))
    this.#tell()
    return done && newId
  }

  /** Notes that whoever waited for the answers of these has them. */
  async noteTold(ids: readonly string[]): Promise<void> {
    await changeStore(this.#options.store, (items) => {
      const put = items.filter((item) => ids.includes(item.id) && item.state === 'sent' && !item.told)
      return put.length > 0 ? { put: put.map((item) => ({ ...item, told: true })) } : null
    })
    this.#tell()
  }

  /** Forgets everything of an owner. */
  async forget(owner: Owner): Promise<void> {
    await changeStore(this.#options.store, (items) => {
      const gone = items.filter((item) => item.owner === owner)
      return { remove: gone.map((item) => item.id), removePhotos: gone.flatMap((item) => item.photos.map((photo) => photo.id)) }
    })
    this.#tell()
  }

  /** The network seems to be back, or somebody is impatient: own waits end. A wait the server asked for stays. */
  wake(): void {
    this.#silentUntil = 0
    this.#pausedUntil.clear()
  }

  /** Sends what can be sent. Answers after how many milliseconds it is worth coming again; null when nothing waits for time. */
  run(): Promise<number | null> {
    if (this.#running) {
      this.#more = true
      return this.#running
    }
    this.#running = this.#runAgain().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #runAgain(): Promise<number | null> {
    while (true) {
      this.#more = false
      const { exclusively } = this.#options
      const wait = exclusively ? await exclusively(() => this.#sendAll()) : await this.#withLease()
      if (wait === null) return besideMs
      // In whole milliseconds: less than one would be no wait at all.
      if (!this.#more) return wait === Infinity ? null : Math.max(1, Math.ceil(wait))
    }
  }

  async #withLease(): Promise<number | null> {
    if (!(await this.#options.store.lease(this.#holder, leaseMs))) return null
    try {
      return await this.#sendAll()
    } finally {
      await this.#options.store.lease(this.#holder, 0)
    }
  }

  /** Infinity when nothing waits for time. */
  async #sendAll(): Promise<number> {
    while (true) {
      const wait = Math.max(this.#silentUntil, this.#askedUntil) - this.#options.clock.steady()
      const items = await this.items()
      if (wait > 0) return items.some((item) => item.state === 'waiting') ? wait : Infinity
      const next = nextOf(items, this.#maySend, this.#pausedMs)
      if (!next) return this.#soonest(items)
      if (!this.#options.exclusively && !(await this.#options.store.lease(this.#holder, leaseMs))) return besideMs
      const signIns = this.#signIns
      const verdict = await deliver(this.#options, next)
      // An answer to the session before the last sign-in says nothing about this one.
      if (verdict?.kind === 'signed_out' && next.owner === this.#owner && signIns === this.#signIns) this.#signedOut = true
      await this.#settle(next, verdict)
      this.#tell()
    }
  }

  #soonest(items: readonly OutboxItem[]): number {
    const waits = items.filter((item) => item.state === 'waiting').map((item) => this.#pausedMs(item.id))
    return Math.min(Infinity, ...waits.filter((ms) => ms > 0))
  }

  readonly #maySend = (owner: Owner): boolean => owner === 'stranger' || (owner === this.#owner && !this.#signedOut)
  readonly #pausedMs = (id: string): number => (this.#pausedUntil.get(id) ?? 0) - this.#options.clock.steady()

  async #settle(item: OutboxItem, verdict: Verdict | null): Promise<void> {
    // Given up, or settled by another tab, while it was on the way.
    if (verdict === null) return
    const { store, ids, clock } = this.#options
    if (verdict.kind !== 'no_answer') this.#silentTries = 0
    switch (verdict.kind) {
      case 'arrived':
        return void (await changeStore(store, (items) => arrived(items, item.id, verdict.answer)))
      case 'refused':
        return void (await changeStore(store, (items) => refused(items, item.id, verdict.refusal)))
      case 'signed_out':
        return this.#notHappened(item, (now) => now)
      case 'files_gone':
        if (item.tries >= mostTriesForFiles) {
          const refusal = { code: 'unknown_file', problem: null, photo: null }
          return void (await changeStore(store, (items) => refused(items, item.id, refusal)))
        }
        return this.#notHappened(item, (now) => ({ ...withFilesAnew(now, ids), tries: now.tries + 1 }))
      case 'no_answer':
        this.#silentTries += 1
        this.#silentUntil = clock.steady() + this.#backoff(this.#silentTries)
        return
      case 'not_now': {
        const pauses = (this.#pauses.get(item.id) ?? 0) + 1
        this.#pauses.set(item.id, pauses)
        const waitMs = verdict.afterMs ?? this.#backoff(pauses)
        if (verdict.everything) {
          this.#askedUntil = clock.steady() + waitMs
          return this.#notHappened(item, (now) => now)
        }
        this.#pausedUntil.set(item.id, clock.steady() + waitMs)
      }
    }
  }

  /** This try has not happened; whether an earlier one has is as uncertain as before. */
  async #notHappened(item: OutboxItem, change: (item: OutboxItem) => OutboxItem): Promise<void> {
    await changeStore(this.#options.store, (items) =>
      changed(items, item.id, (now) => change({ ...now, mayHaveHappened: item.mayHaveHappened })),
    )
  }

  /** Twice as long after each try, up to a quarter of an hour; never the same for two phones. */
  #backoff(tries: number): number {
    return Math.ceil(Math.min(mostWaitMs, 1000 * 2 ** Math.min(tries, 20)) * (0.5 + this.#options.random() / 2))
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
