/**
 * Where a reader of the live stream stands: every transaction below `horizon` has been read, and of those from it on
 * the ones in `read`. Transactions end in another order than they begin, so one number would miss some or repeat some.
 */
export interface FeedCursor {
  horizon: number
  read: ReadonlySet<number>
}

/** The cursor as an event id: `731:734,739`. */
export function writeFeedCursor(cursor: FeedCursor): string {
  return `${cursor.horizon}:${[...cursor.read].join(',')}`
}

const longestText = 20_000

/** Null for a text that is no cursor. */
export function readFeedCursor(text: string | undefined): FeedCursor | null {
  const match = /^(\d{1,18}):((?:\d{1,18}(?:,\d{1,18})*)?)$/.exec(text ?? '')
  if (!match || match[0].length > longestText) return null
  const read = (match[2] ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map(Number)
  return { horizon: Number(match[1]), read: new Set(read) }
}

/** Moves on: these transactions were read, and below `horizon` none can come any more. */
export function advance(cursor: FeedCursor, horizon: number, transactions: Iterable<number>): FeedCursor {
  const read = new Set<number>()
  for (const transaction of [...cursor.read, ...transactions]) if (transaction >= horizon) read.add(transaction)
  return { horizon: Math.max(cursor.horizon, horizon), read }
}
