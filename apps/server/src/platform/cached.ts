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

  private constructor(read: () => Promise<T>) {
    this.#read = read
  }

  /** Reads once before it is used. */
  static async of<T>(read: () => Promise<T>): Promise<Cached<T>> {
    const cached = new Cached(read)
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
        this.#value = await Promise.resolve().then(this.#read)
      } while (this.#again)
    } finally {
      // In the same breath as the last look at `again`: who asks a moment later must not wait for a reading that is over.
      this.#reading = null
    }
  }
}
