import type { MatterChanged } from '@linli/contract'
import { type Db, runStatement } from '../../platform/db.ts'
import { type Visibility, type VisibilityColumns, visibilityOf } from '../matters/index.ts'
import type { FeedCursor } from '../../platform/feed-cursor.ts'

/** A change with what decides who sees it. */
export interface FeedEntry {
  transaction: number
  change: MatterChanged
  visibility: Visibility
}

export interface FeedBatch {
  entries: FeedEntry[]
  /** Below this no transaction is open any more, as of this reading. */
  horizon: number
  /** False when there may be more. */
  complete: boolean
}

const most = 2000

/** What was committed and not yet read, in order of transaction; always whole transactions, however large one is. */
export async function readFeed(db: Db, cursor: FeedCursor): Promise<FeedBatch> {
  const rows = await runStatement<Row>(db, { name: 'read_feed', text, values: [cursor.horizon, [...cursor.read], most] })
  const horizon = rows[0]?.horizon ?? cursor.horizon
  const found = rows.filter((row) => row.matter_id !== null)
  const complete = found.length < most
  const last = found.at(-1)?.transaction_id ?? horizon
  return { entries: found.map(entryOf), horizon: complete ? horizon : Math.min(horizon, last + 1), complete }
}

/** Where the feed ends now: a new reader begins here. */
export async function readFeedEnd(db: Db): Promise<FeedCursor> {
  const [row] = await runStatement<{ horizon: number; read: number[] | null }>(db, {
    name: 'read_feed_end',
    text: `select h.horizon, (select array_agg(distinct t.transaction_id) from timeline_entries t where t.transaction_id >= h.horizon) as read
      from (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon) h`,
    values: [],
  })
  return { horizon: row?.horizon ?? 0, read: new Set((row?.read ?? []).map(Number)) }
}

const text = `
select h.horizon, t.transaction_id, t.matter_id, t.seq, t.action, t.to_state, t.at, m.number, m.area_id, m.area_path, m.organisation_ids, m.reporter_account_id, m.follower_ids, m.desk_area_id, m.private
from (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon) h
left join lateral (
  select * from timeline_entries where transaction_id >= $1::bigint and transaction_id <> all ($2::bigint[]) order by transaction_id fetch first ($3::integer) rows with ties
) t on true
left join matters m on m.id = t.matter_id
order by t.transaction_id, t.matter_id, t.seq`

interface Row extends Omit<VisibilityColumns, 'id'> {
  horizon: number
  transaction_id: number
  matter_id: string
  seq: number
  action: string
  to_state: string
  at: Date
  number: string
  area_id: string
}

function entryOf(row: Row): FeedEntry {
  return {
    transaction: row.transaction_id,
    change: {
      matterId: row.matter_id,
      number: row.number,
      version: row.seq,
      action: row.action,
      state: row.to_state,
      at: row.at.toISOString(),
      areaId: row.area_id,
    },
    visibility: visibilityOf({ ...row, id: row.matter_id }),
  }
}
