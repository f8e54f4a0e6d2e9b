import pg from 'pg'
import type { Logger } from './log.ts'

export interface WakeupOptions {
  connection: pg.PoolConfig
  city: string
  log: Logger
}

type Topic = 'matters' | 'areas' | 'people' | 'rules' | 'settings'

/**
 * Tells every process of a city that something of a topic has changed, by LISTEN/NOTIFY, so that each reads
 * what is new from the tables, which are the truth.
 *
 * NOTIFY is never part of an action's transaction: PostgreSQL holds one lock for all notifying commits until they are on
 * disk, which would make actions queue one behind the other. Instead a process signals shortly after its commits, many at
 * once; for a signal that gets lost (a process died in between) a listener may also ask to be woken now and then.
 */
export class Wakeup {
  readonly #options: WakeupOptions
  readonly #listeners = new Map<Topic, Set<() => void>>()
  readonly #pending = new Set<Topic>()
  #client: pg.Client | null = null
  #signalTimer: NodeJS.Timeout | null = null
  readonly #lookTimers = new Set<NodeJS.Timeout>()
  #closed = false

  constructor(options: WakeupOptions) {
    this.#options = options
  }

  get #channel(): string {
    return `linli_${this.#options.city}`
  }

  async open(): Promise<void> {
    await this.#connect()
  }

  /** Calls `listener` when something of the topic may have changed, and every `lookEveryMs` in any case if given. Returns how to stop. */
  on(topic: Topic, listener: () => void, lookEveryMs?: number): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set()
    this.#listeners.set(topic, listeners.add(listener))
    const timer = lookEveryMs === undefined ? undefined : setInterval(listener, lookEveryMs)
    if (timer) this.#lookTimers.add(timer)
    return () => {
      listeners.delete(listener)
      clearInterval(timer)
    }
  }

  /** To be called after a commit. Wakes this process at once and the others within about `signalAfterMs`. */
  signal(topic: Topic): void {
    this.#wake(topic)
    this.#pending.add(topic)
    this.#signalLater()
  }

  /** One signal at a time: what comes while one is on its way goes with the next. */
  #signalLater(): void {
    if (this.#closed) return
    this.#signalTimer ??= setTimeout(() => void this.#signalNow(), signalAfterMs)
  }

  async #signalNow(): Promise<void> {
    const topics = [...this.#pending].join(',')
    this.#pending.clear()
    await this.#client?.query('select pg_notify($1, $2)', [this.#channel, topics]).catch(() => {})
    this.#signalTimer = null
    if (this.#pending.size > 0) this.#signalLater()
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#signalTimer) clearTimeout(this.#signalTimer)
    for (const timer of this.#lookTimers) clearInterval(timer)
    await this.#client?.end().catch(() => {})
  }

  #wake(topic: Topic): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener()
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ ...this.#options.connection, application_name: `linli ${this.#options.city} listener` })
    let isOpen = false
    let hasEnded = false
    client.on('error', () => {})
    client.on('end', () => {
      hasEnded = true
      // A client that never connected ends too; starting to reconnect for each of those doubled the attempts every half second.
      if (isOpen) void this.#reconnect()
    })
    client.on('notification', ({ payload }) => {
      for (const topic of (payload ?? '').split(',')) this.#wake(topic as Topic)
    })
    try {
      await client.connect()
      await client.query(`listen ${pg.escapeIdentifier(this.#channel)}`)
      if (hasEnded || this.#closed) throw new Error('the connection ended while it was being opened')
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
    isOpen = true
    this.#client = client
  }

  async #reconnect(): Promise<void> {
    this.#client = null
    while (!this.#closed && this.#client === null) {
      await new Promise((resolve) => setTimeout(resolve, 500))
      if (this.#closed) return
      await this.#connect().catch((error: unknown) => this.#options.log.warn({ err: error }, 'still waiting for the database'))
    }
  }
}

const signalAfterMs = 20
