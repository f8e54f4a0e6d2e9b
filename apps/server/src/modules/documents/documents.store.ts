import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Database, Db, Reader, Transaction } from '../../platform/db.ts'
import { addJob } from '../../platform/queue.ts'
import { randomIds } from '../../platform/ids.ts'
import type { DocumentOrder } from './document.ts'

declare module '../../platform/queue.ts' {
  interface Jobs {
    make_documents: unknown
    order_planned_reports: unknown
    delete_expired_documents: unknown
  }
}

export type DocumentRow = Selectable<Database['documents']>

export interface NewDocument extends DocumentOrder {
  accountId: string
  planId: string | null
  areaId: string | null
  name: string
}

/** A run that has said nothing for so long has died; another one takes over. */
const silentForMs = 60_000
/** After so many runs that failed it is given up. */
const mostRuns = 3

/** Writes an order down with the job that makes it. Null when its plan has ordered that month before. */
export async function insertDocument(tx: Transaction, city: string, document: NewDocument, at: Date): Promise<string | null> {
  const id = randomIds.next(at)
  const inserted = await tx
    .insertInto('documents')
    .values({
      id,
      kind: document.request.kind,
      format: document.format,
      locale: document.locale,
      area_id: document.areaId,
      month: document.request.kind === 'report' ? `${document.request.month}-01` : null,
      request: JSON.stringify(document.request),
      account_id: document.accountId,
      plan_id: document.planId,
      name: document.name,
      ordered_at: at,
      kept_days: document.keptDays,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (Number(inserted.numInsertedOrUpdatedRows) === 0) return null
  await addJob(tx, city, 'make_documents', {})
  return id
}

/**
 * Takes the oldest document that waits, or whose run has died, for a new run; null when there is none. Of two workers each
 * gets another one.
 */
export async function claimDocument(db: Db, now: Date): Promise<DocumentRow | null> {
  const run = randomIds.next(now)
  const silent = new Date(now.getTime() - silentForMs)
  const { rows } = await sql<DocumentRow>`
    update documents set state = 'working', run = ${run}::uuid, heard_at = ${now}, runs = runs + 1, done = 0
    where id = (
      select id from documents where state = 'waiting' or (state = 'working' and heard_at < ${silent})
      order by id limit 1 for update skip locked)
    returning *`.execute(db.read)
  return rows[0] ?? null
}

/** Says that a run is alive and how far it is; false when it is no longer the run that counts. */
export async function noteProgress(
  db: Reader,
  { id, run }: Pick<DocumentRow, 'id' | 'run'>,
  { done, total, now }: { done: number; total: number | null; now: Date },
): Promise<boolean> {
  const noted = await db
    .updateTable('documents')
    .set({ done, total, heard_at: now })
    .where('id', '=', id)
    .where('run', '=', run)
    .where('state', '=', 'working')
    .executeTakeFirst()
  return Number(noted.numUpdatedRows) === 1
}

/** Makes a document ready, if this is still the run that counts. */
export async function finishDocument(
  tx: Transaction,
  { id, run, kept_days }: Pick<DocumentRow, 'id' | 'run' | 'kept_days'>,
  stored: { key: string; bytes: number; sha256: Buffer; total: number },
  now: Date,
): Promise<boolean> {
  const finished = await tx
    .updateTable('documents')
    .set({
      state: 'ready',
      run: null,
      heard_at: null,
      done: stored.total,
      total: stored.total,
      ended_at: now,
      expires_at: new Date(now.getTime() + kept_days * 86_400_000),
      store_key: stored.key,
      bytes: stored.bytes,
      sha256: stored.sha256,
    })
    .where('id', '=', id)
    .where('run', '=', run)
    .where('state', '=', 'working')
    .executeTakeFirst()
  return Number(finished.numUpdatedRows) === 1
}

/** Gives a document back after a run that did not end well: to be tried again, or failed for good when it was the last try. */
export async function giveBack(
  db: Reader,
  { id, run, runs }: Pick<DocumentRow, 'id' | 'run' | 'runs'>,
  { because, now }: { because: 'stopped' | 'failed' | 'hopeless'; now: Date },
): Promise<void> {
  const isOver = because === 'hopeless' || (because === 'failed' && runs >= mostRuns)
  await db
    .updateTable('documents')
    .set(
      isOver
        ? { state: 'failed', run: null, heard_at: null, ended_at: now }
        : { state: 'waiting', run: null, heard_at: null, ...(because === 'stopped' && { runs: runs - 1 }) },
    )
    .where('id', '=', id)
    .where('run', '=', run)
    .where('state', '=', 'working')
    .execute()
}

/** Cancels what is not finished; false when there is nothing to cancel. */
export async function cancelDocumentRow(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const cancelled = await tx
    .updateTable('documents')
    .set({ state: 'cancelled', run: null, heard_at: null, ended_at: now })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'working'])
    .executeTakeFirst()
  return Number(cancelled.numUpdatedRows) === 1
}

/** Marks as expired what is kept no longer and tells whose bytes may go. */
export async function expireDocuments(db: Reader, now: Date): Promise<string[]> {
  // The key goes with the state: whoever removes the bytes and dies leaves an orphan, which is collected, and never a row without bytes.
  const { rows } = await sql<{ store_key: string }>`
    with old as (select id, store_key from documents where store_key is not null and expires_at <= ${now} for update skip locked)
    update documents d set state = 'expired', store_key = null from old where d.id = old.id returning old.store_key`.execute(db)
  return rows.map((row) => row.store_key)
}
