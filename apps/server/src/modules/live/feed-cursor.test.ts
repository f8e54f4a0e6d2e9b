import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, type FeedCursor, readFeedCursor, writeFeedCursor } from '../../platform/feed-cursor.ts'
import type { FeedBatch, FeedEntry } from './feed.queries.ts'
import { numbered } from './hub.ts'

fc.configureGlobal({ seed: 20260318 })

const cursors = fc
  .record({ horizon: fc.nat(), more: fc.array(fc.nat({ max: 1000 })) })
  .map(({ horizon, more }): FeedCursor => ({ horizon, read: new Set(more.map((each) => horizon + each)) }))

describe('a cursor', () => {
  test('reads back as it was written', () => {
    fc.assert(
      fc.property(cursors, (cursor) => {
        expect(readFeedCursor(writeFeedCursor(cursor))).toEqual(cursor)
      }),
    )
  })

  test('that is no cursor is null', () => {
    for (const text of [undefined, '', ':', '12', '12:a', '-1:', '1:2;3', ' 1:2', '1:2\n', `1:${'9'.repeat(20_001)}`, '1'.repeat(19) + ':'])
      expect(readFeedCursor(text)).toBeNull()
  })

  test('of any text is null or writes back to something that reads the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{0,25}:[\d,]{0,60}$/)), (text) => {
        const cursor = readFeedCursor(text)
        if (cursor) expect(readFeedCursor(writeFeedCursor(cursor))).toEqual(cursor)
        else expect(cursor).toBeNull()
      }),
    )
  })

  test('never goes back and remembers nothing below its horizon', () => {
    fc.assert(
      fc.property(cursors, fc.nat(), fc.array(fc.nat()), (cursor, horizon, transactions) => {
        const moved = advance(cursor, horizon, transactions)
        expect(moved.horizon).toBe(Math.max(cursor.horizon, horizon))
        for (const each of moved.read) expect(each).toBeGreaterThanOrEqual(horizon)
      }),
    )
  })
})

/** A database that begins and ends transactions in any order, and answers as `readFeed` does. */
class Feed {
  readonly #open = new Set<number>()
  readonly #committed: number[] = []
  #next = 100

  begin(): void {
    this.#open.add(this.#next++)
  }

  /** Ends one of the open transactions; false when none is open. */
  end(which: number, commit: boolean): void {
    const open = [...this.#open]
    const transaction = open[which % Math.max(1, open.length)]
    if (transaction === undefined) return
    this.#open.delete(transaction)
    if (commit) this.#committed.push(transaction)
  }

  endAll(): void {
    for (const transaction of this.#open) this.#committed.push(transaction)
    this.#open.clear()
  }

  get committed(): readonly number[] {
    return this.#committed
  }

  /** Takes at least `most` transactions, as `fetch first … with ties` takes whole ones. */
  read(cursor: FeedCursor, most = Infinity): FeedBatch {
    const horizon = Math.min(this.#next, ...this.#open)
    const unread = this.#committed.filter((each) => each >= cursor.horizon && !cursor.read.has(each)).toSorted((a, b) => a - b)
    const complete = unread.length < most
    const taken = complete ? unread : unread.slice(0, most)
    // Two entries a transaction, so that its end is told from its middle.
    const entries = taken.flatMap((transaction) => [entryOf(transaction, 1), entryOf(transaction, 2)])
    return { entries, horizon: complete ? horizon : Math.min(horizon, (taken.at(-1) ?? horizon) + 1), complete }
  }
}

function entryOf(transaction: number, version: number): FeedEntry {
  const matterId = `matter-${transaction}`
  return {
    transaction,
    change: { matterId, number: '', version, action: 'report', state: 'reported', at: '', areaId: '' },
    visibility: {
      id: matterId,
      areaPath: '1.',
      organisationIds: [],
      reporterAccountId: null,
      followerIds: [],
      deskAreaId: '',
      private: false,
    },
  }
}

const steps = fc.array(
  fc.oneof(
    fc.constant({ do: 'begin' as const }),
    fc.record({ do: fc.constant('end' as const), which: fc.nat({ max: 20 }), commit: fc.boolean() }),
    fc.record({ do: fc.constant('look' as const), most: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ do: fc.constant('reconnect' as const), at: fc.nat({ max: 50 }) }),
  ),
  { maxLength: 80 },
)

describe('whatever order transactions end in', () => {
  test('a reader that stays is told each change once and none of what was undone', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const feed = new Feed()
        let cursor: FeedCursor = { horizon: 0, read: new Set() }
        const told: string[] = []
        const look = (most?: number) => {
          const batch = numbered(feed.read(cursor, most), cursor)
          cursor = batch.cursor
          told.push(...batch.told.map(({ entry }) => `${entry.transaction}.${entry.change.version}`))
        }
        for (const step of all) {
          if (step.do === 'begin') feed.begin()
          else if (step.do === 'end') feed.end(step.which, step.commit)
          else if (step.do === 'look') look(step.most)
        }
        feed.endAll()
        look()
        expect(told.toSorted()).toEqual(feed.committed.flatMap((each) => [`${each}.1`, `${each}.2`]).toSorted())
      }),
      { numRuns: 500 },
    )
  })

  test('a reader that comes back with the last id it got has, in the end, each change, and none twice but of a transaction that was cut', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const feed = new Feed()
        let cursor: FeedCursor = { horizon: 0, read: new Set() }
        let told: { key: string; id: string }[] = []
        const look = (most?: number) => {
          const batch = numbered(feed.read(cursor, most), cursor)
          cursor = batch.cursor
          told.push(...batch.told.map(({ entry, id }) => ({ key: `${entry.transaction}.${entry.change.version}`, id })))
        }
        for (const step of all) {
          if (step.do === 'begin') feed.begin()
          else if (step.do === 'end') feed.end(step.which, step.commit)
          else if (step.do === 'look') look(step.most)
          else {
            // The connection was lost on the way: only the first so many arrived, and the last of them says where to go on.
            told = told.slice(0, step.at)
            cursor = readFeedCursor(told.at(-1)?.id ?? '0:') ?? cursor
          }
        }
        feed.endAll()
        look()
        const keys = told.map(({ key }) => key)
        expect([...new Set(keys)].toSorted()).toEqual(feed.committed.flatMap((each) => [`${each}.1`, `${each}.2`]).toSorted())
        const repeated = keys.filter((key, index) => keys.indexOf(key) !== index)
        expect(repeated.filter((key) => !key.endsWith('.1'))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})
