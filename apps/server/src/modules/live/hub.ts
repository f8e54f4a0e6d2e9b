import type { Db } from '../../platform/db.ts'
import type { Logger } from '../../platform/log.ts'
import type { Wakeup } from '../../platform/wakeup.ts'
import { advance, type FeedCursor, writeFeedCursor } from '../../platform/feed-cursor.ts'
import { type NewNoticeRow, readNewNotices, readNoticeEnd } from '../notices/index.ts'
import { type FeedBatch, type FeedEntry, readFeed, readFeedEnd } from './feed.queries.ts'

/** A change whose signal was lost is told this late at the most. */
const lookEveryMs = 2000
/** The feed is read at most this often. */
const gulpMs = 25

/** Someone who listens. `tell` gets the changes in order with the event id that resumes after each. */
export interface Listener {
  tell(entries: readonly ToldEntry[]): void
  /** New notices, for whomever they are; null when some may have been missed and it is time to count. */
  notice?(notices: readonly NewNoticeRow[] | null): void
}

/**
 * Reads the feed once for all listeners of this process, whenever it is woken, and hands on what is new. Each committed
 * change is handed on once; the cursor makes that so even when transactions end out of order.
 */
export class Hub {
  readonly #db: Db
  readonly #log: Logger
  readonly #listeners = new Set<Listener>()
  #cursor: FeedCursor = { horizon: 0, read: new Set() }
  /** Null while nobody wants notices: they are then not read at all. */
  #noticeCursor: FeedCursor | null = null
  #reading = false
  #again = false
  #stopListening: () => void = () => {}

  constructor(db: Db, log: Logger) {
    this.#db = db
    this.#log = log
  }

  /** Begins at the end of the feed. */
  async open(wakeup: Wakeup): Promise<void> {
    this.#cursor = await readFeedEnd(this.#db)
    this.#stopListening = wakeup.on('matters', () => void this.#look(), lookEveryMs)
  }

  close(): void {
    this.#stopListening()
    this.#listeners.clear()
  }

  get cursor(): FeedCursor {
    return this.#cursor
  }

  /** Adds a listener from here on. Returns how to take it away. */
  add(listener: Listener): () => void {
    this.#listeners.add(listener)
    if (this.#noticeCursor === null) void this.#look()
    else listener.notice?.(null)
    return () => this.#listeners.delete(listener)
  }

  async #look(): Promise<void> {
    if (this.#reading) {
      this.#again = true
      return
    }
    this.#reading = true
    try {
      do {
        this.#again = false
        const batch = await readFeed(this.#db, this.#cursor)
        const { told, cursor } = numbered(batch, this.#cursor)
        this.#cursor = cursor
        if (told.length > 0) for (const listener of this.#listeners) listener.tell(told)
        await this.#lookForNotices()
        if (!batch.complete) this.#again = true
        // Under load there is always something new; telling it in gulps leaves the database to those who act.
        else if (this.#again) await new Promise((resolve) => setTimeout(resolve, gulpMs))
      } while (this.#again)
    } catch (error) {
      this.#log.warn({ err: error }, 'the live feed could not be read; trying again soon')
    } finally {
      this.#reading = false
    }
  }

  /** One short read of an index for all who want notices. Who comes counts once, after the point from which new ones are told. */
  async #lookForNotices(): Promise<void> {
    if (![...this.#listeners].some((listener) => listener.notice)) {
      this.#noticeCursor = null
      return
    }
    if (this.#noticeCursor === null) {
      this.#noticeCursor = await readNoticeEnd(this.#db.read)
      for (const listener of this.#listeners) listener.notice?.(null)
    }
    const batch = await readNewNotices(this.#db.read, this.#noticeCursor)
    const read = batch.notices.map((notice) => notice.transaction)
    this.#noticeCursor = advance(this.#noticeCursor, batch.horizon, read)
    if (batch.notices.length > 0) for (const listener of this.#listeners) listener.notice?.(batch.notices)
    if (!batch.complete) this.#again = true
  }
}

/** A change as listeners get it. */
export class ToldEntry {
  readonly entry: FeedEntry
  readonly #cursorAfter: () => FeedCursor
  #id: string | null = null

  constructor(entry: FeedEntry, cursorAfter: () => FeedCursor) {
    this.entry = entry
    this.#cursorAfter = cursorAfter
  }

  /** The event id that resumes after it. Written when first asked for: most listeners pass most changes by. */
  get id(): string {
    return (this.#id ??= writeFeedCursor(this.#cursorAfter()))
  }
}

/** Gives each entry its event id: a transaction counts as read once its last entry has been told. */
export function numbered(batch: FeedBatch, from: FeedCursor): { told: ToldEntry[]; cursor: FeedCursor } {
  const transactions = batch.entries.map((entry) => entry.transaction)
  const moved = advance(from, batch.horizon, transactions)
  const told = batch.entries.map(
    (entry, index) =>
      new ToldEntry(entry, () => {
        // The last id carries the new horizon, so that ids stay short.
        if (index === transactions.length - 1) return moved
        const next = transactions[index + 1]
        return advance(from, from.horizon, next === entry.transaction ? before(transactions, next) : transactions.slice(0, index + 1))
      }),
  )
  return { told, cursor: moved }
}

/** Those read whole before this one; entries come in the order of their transactions. */
function before(transactions: readonly number[], transaction: number): readonly number[] {
  return transactions.slice(0, transactions.indexOf(transaction))
}
