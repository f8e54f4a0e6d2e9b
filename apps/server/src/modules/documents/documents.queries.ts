import type { DocumentEntry, DocumentFormat, DocumentKind, DocumentState, Locale } from '@linli/contract'
import type { Reader } from '../../platform/db.ts'
import { type Actor, mayAt } from '../access/index.ts'
import type { AreaTree } from '../areas/index.ts'
import type { DocumentRow } from './documents.store.ts'

export interface SeenDocument extends DocumentRow {
  ordered_by: string
}

const seen = (db: Reader) =>
  db.selectFrom('documents as d').innerJoin('accounts as a', 'a.id', 'd.account_id').selectAll('d').select('a.display_name as ordered_by')

/** The newest documents that are the caller's own, or were ordered by a plan for an area whose figures they may read. */
export async function findDocuments(db: Reader, caller: Actor, areas: AreaTree, limit: number): Promise<SeenDocument[]> {
  const [own, planned] = await Promise.all([
    seen(db).where('d.account_id', '=', caller.accountId).where('d.plan_id', 'is', null).orderBy('d.id', 'desc').limit(limit).execute(),
    findPlanned(db, caller, areas, limit),
  ])
  return [...own, ...planned].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit)
}

async function findPlanned(db: Reader, caller: Actor, areas: AreaTree, limit: number): Promise<SeenDocument[]> {
  if (!caller.permissions.has('figures.read')) return []
  const rows = await seen(db).where('d.plan_id', 'is not', null).orderBy('d.id', 'desc').limit(500).execute()
  return rows.filter((row) => mayRead(row, caller, areas)).slice(0, limit)
}

/** A document the caller may see; undefined for any other. Throws nothing: what is not theirs does not exist. */
export async function findDocument(db: Reader, caller: Actor, areas: AreaTree, id: string): Promise<SeenDocument | undefined> {
  const row = await seen(db).where('d.id', '=', id).executeTakeFirst()
  return row && mayRead(row, caller, areas) ? row : undefined
}

/**
 * A list is for whoever ordered it, as it holds what they see. Figures are for whoever may read those of the area today, and
 * ordered them or has them by a plan.
 */
export function mayRead(row: DocumentRow, caller: Actor, areas: AreaTree): boolean {
  if (caller.accountId === null) return false
  const isMine = row.account_id === caller.accountId
  if (row.kind === 'matters') return isMine && caller.permissions.has('matters.list')
  const path = row.area_id === null ? undefined : areas.get(row.area_id)?.path
  return (isMine || row.plan_id !== null) && path !== undefined && mayAt(caller, 'figures.read', path)
}

/** How many documents of an account wait or are being made. */
export async function countUnfinished(db: Reader, accountId: string): Promise<number> {
  const { count } = await db
    .selectFrom('documents')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('plan_id', 'is', null)
    .where('state', 'in', ['waiting', 'working'])
    .executeTakeFirstOrThrow()
  return count
}

export function presentDocument(row: SeenDocument, caller: Actor, areas: AreaTree): DocumentEntry {
  const area = row.area_id === null ? undefined : areas.get(row.area_id)
  return {
    id: row.id,
    kind: row.kind as DocumentKind,
    format: row.format as DocumentFormat,
    locale: row.locale as Locale,
    state: row.state as DocumentState,
    name: row.name,
    area: area ? { id: area.id, name: area.name, level: area.level } : null,
    month: row.month?.slice(0, 7) ?? null,
    done: row.done,
    total: row.total,
    bytes: row.bytes,
    orderedAt: row.ordered_at.toISOString(),
    orderedBy: row.plan_id === null ? row.ordered_by : null,
    isMine: row.account_id === caller.accountId,
    endedAt: row.ended_at?.toISOString() ?? null,
    expiresAt: row.state === 'ready' ? (row.expires_at?.toISOString() ?? null) : null,
  }
}
