import { type CardLevel, type CardState, type MatterKind, matterKinds, type NextStepKind } from '@linli/contract'
import { type Expression, type SqlBool, sql } from 'kysely'
import { readCursor, writeCursor } from '../../platform/cursor.ts'
import type { Reader } from '../../platform/db.ts'
import { kinds } from './kinds/index.ts'

/** Whose cards and clocks somebody may supervise: the areas of their posts, and the desks whose private matters they see. */
export interface Supervised {
  areaPaths: readonly string[]
  deskAreaIds: readonly string[]
}

export interface PageAsked {
  limit: number
  after?: string | undefined
}

export type CardRow = Awaited<ReturnType<typeof findSupervisedCards>>['rows'][number]

/** One page of cards: those that wait, the oldest first, or those answered, the newest first. By keyset. */
export async function findSupervisedCards(
  db: Reader,
  scope: Supervised,
  asked: PageAsked & { state: CardState; level?: CardLevel | undefined },
  now: Date,
) {
  const isAnswered = asked.state === 'answered'
  let query = cardsIn(db, scope)
    .leftJoin('accounts as a', 'a.id', 'c.answered_by')
    .selectAll('c')
    .select('a.display_name as answered_by_name')
    .limit(sql.lit(asked.limit + 1))
  if (asked.level) query = query.where('c.level', '=', asked.level)
  if (asked.state === 'late') query = query.where('c.answer_by', '<', now)
  const cursor = readCursor(asked.after)
  if (isAnswered) {
    query = query.where('c.answered_at', 'is not', null).orderBy('c.answered_at', 'desc').orderBy('c.id', 'desc')
    if (cursor) query = query.where(sql<SqlBool>`(c.answered_at, c.id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`)
  } else {
    query = query.where(isOpen).orderBy('c.raised_at').orderBy('c.id')
    if (cursor) query = query.where(sql<SqlBool>`(c.raised_at, c.id) > (${cursor.at}::timestamptz, ${cursor.id}::uuid)`)
  }
  const rows = await query.execute()
  const page = rows.slice(0, asked.limit)
  const last = page.at(-1)
  const next = rows.length > asked.limit && last ? writeCursor((isAnswered && last.answered_at) || last.raised_at, last.id) : null
  return { rows: page, next }
}

/** The cards that wait, counted by the place of their matter and by level: one row for each place with a card. */
export function countCards(db: Reader, scope: Supervised, now: Date) {
  return cardsIn(db, scope)
    .where(isOpen)
    .select((of) => [
      'm.area_path',
      'c.level',
      of.fn.countAll<number>().as('count'),
      of.fn.countAll<number>().filterWhere('c.answer_by', '<', now).as('late'),
      of.fn.min('c.raised_at').as('oldest_at'),
    ])
    .groupBy(['m.area_path', 'c.level'])
    .execute()
}

/** One page of what the platform will do by itself, in order of time. By keyset. */
export async function findNextSteps(
  db: Reader,
  scope: Supervised,
  asked: PageAsked & { kind: NextStepKind; matterId?: string | undefined },
) {
  let query = db
    .selectFrom('clocks as c')
    .innerJoin('matters as m', 'm.id', 'c.matter_id')
    .leftJoin('supervision_cards as s', (join) => join.onRef('s.id', '=', 'c.assignment_id').on('c.kind', '=', 'supervision'))
    .select(['c.id', 'c.matter_id', 'c.kind', 'c.step', 'c.due_at', 'c.next_at', 's.area_id as card_area_id'])
    .select(['m.kind as matter_kind', 'm.desk_area_id', 'm.card_level'])
    .where('c.next_at', 'is not', null)
    .where('m.closed_at', 'is', null)
    .where(inScope(scope))
    .orderBy('c.next_at')
    .orderBy('c.id')
    .limit(sql.lit(asked.limit + 1))
  if (asked.kind === 'pressing') query = query.where(sql<SqlBool>`c.next_at >= c.due_at and (m.kind, c.kind) not in (${sql.join(waits)})`)
  if (asked.matterId !== undefined) query = query.where('c.matter_id', '=', asked.matterId)
  const cursor = readCursor(asked.after)
  if (cursor) query = query.where(sql<SqlBool>`(c.next_at, c.id) > (${cursor.at}::timestamptz, ${cursor.id}::uuid)`)
  const rows = await query.execute()
  const page = rows.slice(0, asked.limit).flatMap((row) => {
    const { next_at, matter_kind, ...rest } = row
    return next_at === null ? [] : [{ ...rest, next_at, matter_kind: matter_kind as MatterKind }]
  })
  const last = page.at(-1)
  return { rows: page, next: rows.length > asked.limit && last ? writeCursor(last.next_at, last.id) : null }
}

/** The clocks that end a wait when they are due, and press nobody: of each kind of matter by name. */
const waits = matterKinds.flatMap((kind) =>
  Object.entries(kinds[kind].regimes)
    .filter(([, { due }]) => due !== 'climb' && due !== 'tell_superior')
    .map(([clock]) => sql`(${sql.lit(kind)}, ${sql.lit(clock)})`),
)

const isOpen = sql<SqlBool>`c.answered_at is null and c.ended_at is null`

/** Only matters that ever had a card are looked at, which an index of their own knows by place. */
function cardsIn(db: Reader, scope: Supervised) {
  return db
    .selectFrom('supervision_cards as c')
    .innerJoin('matters as m', 'm.id', 'c.matter_id')
    .where('m.card_level', 'is not', null)
    .where(inScope(scope))
}

/** A subtree is one range of the path's index; '/' is the sign after '.'. */
function inScope({ areaPaths, deskAreaIds }: Supervised): Expression<SqlBool> {
  const places = areaPaths.map((path) => sql`(m.area_path >= ${path} and m.area_path < ${`${path.slice(0, -1)}/`})`)
  if (places.length === 0) return sql<SqlBool>`false`
  return sql<SqlBool>`(${sql.join(places, sql` or `)}) and (not m.private or m.desk_area_id = any(${deskAreaIds}::uuid[]))`
}
