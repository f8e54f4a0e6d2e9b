import QuickLRU from 'quick-lru'
import type { Clock } from './clock.ts'
import { LinliError } from './problem.ts'

const remembered = 50_000

/**
 * Keeps a caller from asking too often for what costs the server thought and the caller nothing. Counted in this process
 * and by the minute of the clock: it need not be exact, and nothing is written for it.
 */
export class Pace {
  readonly #clock: Clock
  readonly #mostPerMinute: number
  readonly #asked = new QuickLRU<string, { minute: number; times: number }>({ maxSize: remembered })

  constructor(clock: Clock, mostPerMinute: number) {
    this.#clock = clock
    this.#mostPerMinute = mostPerMinute
  }

  /** Counts one question of this caller. Throws `too_many_attempts` beyond what a minute allows. */
  take(owner: string): void {
    const minute = Math.floor(this.#clock.now().getTime() / 60_000)
    const before = this.#asked.get(owner)
    const times = before?.minute === minute ? before.times + 1 : 1
    if (times > this.#mostPerMinute) throw new LinliError('too_many_attempts')
    this.#asked.set(owner, { minute, times })
  }
}
