import type { Logger } from './log.ts'

/**
 * A small table kept whole in memory. `get` answers at once; `refresh` is called when another process, or this one,
 * has changed the table. Several refreshes that come together read once.
 */
export class Cached<T> {
  #value: T | undefined
  #reading: Promise<void> | null = null
  #again = false
  readonly #read: () => Promise<T>
  readonly #readStamp: () => Promise<unknown>
  #stamp: unknown

  private constructor(read: () => Promise<T>, readStamp: () => Promise<unknown>) {
    this.#read = read
    this.#readStamp = readStamp
  }

  /** Reads once before it is used. A large table gives a `stamp` that costs little and changes with it: while it stays, nothing is read again. */
  static async of<T>(read: () => Promise<T>, stamp: () => Promise<unknown> = async () => Symbol('always new')): Promise<Cached<T>> {
    const cached = new Cached(read, stamp)
    await cached.refresh()
    return cached
  }

  get(): T {
    if (this.#value === undefined) throw new Error('read before it was loaded')
    return this.#value
  }

  /** Resolves when the value is at least as new as this call. */
  async refresh(): Promise<void> {
    if (this.#reading) {
      this.#again = true
      await this.#reading
      return
    }
    this.#reading = this.#readUntilQuiet()
    await this.#reading
  }

  /** For listeners that cannot wait: a failure is logged and the old value stays. */
  refreshQuietly(log: Logger): void {
    this.refresh().catch((error: unknown) => log.warn({ err: error }, 'could not refresh from the database; keeping what is known'))
  }

  async #readUntilQuiet(): Promise<void> {
    try {
      do {
        this.#again = false
        await this.#readIfChanged()
      } while (this.#again)
    } finally {
      // In the same breath as the last look at `again`: who asks a moment later must not wait for a reading that is over.
      this.#reading = null
    }
  }

  async #readIfChanged(): Promise<void> {
    // The stamp first: a change in between makes the next refresh read again.
    const stamp = await Promise.resolve().then(this.#readStamp)
    if (this.#value !== undefined && stamp === this.#stamp) return
    this.#value = await this.#read()
    this.#stamp = stamp
  }
}
