import { errorCatalogue } from '@linli/contract'
import { randomIds } from '../../platform/ids.ts'
import { inTransaction, type Reader, type Transaction } from '../../platform/db.ts'
import { newStoreKey } from '../../platform/file-store/store-key.ts'
import { LinliError } from '../../platform/problem.ts'
import { accountActor, type Actor } from '../access/index.ts'
import { writeAudit } from '../audit/index.ts'
import type { NoticeEvent } from '../notices/index.ts'
import { findActorPosts } from '../people/index.ts'
import { cityTime, type DocumentRequest, type DocumentTools, type Progress, RunEnded, type Watermark } from './document.ts'
import { claimDocument, type DocumentRow, expireDocuments, finishDocument, giveBack, noteProgress } from './documents.store.ts'
import { bytesOfDocument } from './document-bytes.ts'

export interface DocumentMaker {
  /** Makes every document that waits, one after the other, unless this process is at it already: a long list leaves the other jobs their place. */
  run(): Promise<void>
  /** Gives back what is being made, for another process or the next start. */
  stop(): Promise<void>
}

export function startMakingDocuments(tools: DocumentTools): DocumentMaker {
  const stopping = new AbortController()
  let running: Promise<void> | null = null
  const drain = async () => {
    while (!stopping.signal.aborted) {
      const row = await claimDocument(tools.matters.db, tools.matters.clock.now())
      if (!row) return
      await makeDocument(tools, row, stopping.signal)
    }
  }
  return {
    async run() {
      if (running) return
      running = drain().finally(() => {
        running = null
      })
      await running
    },
    async stop() {
      stopping.abort()
      await running?.catch(() => {})
    },
  }
}

/**
 * One run of one document. Its bytes are kept before its row says so; a run that is no longer the one that counts leaves
 * nothing behind but an object nobody names, which it removes itself or the collection of orphans does.
 */
async function makeDocument(tools: DocumentTools, row: DocumentRow, stopping: AbortSignal): Promise<void> {
  const { db, clock, wakeup } = tools.matters
  const end: { error?: unknown; total: number } = { total: 0 }
  const progress: Progress = async (done, total) => {
    end.total = done
    const isStill = !stopping.aborted && (await noteProgress(db.read, row, { done, total, now: clock.now() }))
    if (!isStill) throw new RunEnded()
  }
  const key = newStoreKey('documents', clock.now())
  try {
    const { actor, watermark } = await findOrderer(tools, row)
    const bytes = bytesOfDocument(tools, row, { actor, watermark, progress })
    const stored = await tools.store.write(key, keepingError(bytes, end))
    const isMade = await inTransaction(db, async (tx) => {
      const finished = await finishDocument(tx, row, { key, ...stored, total: end.total }, clock.now())
      if (finished) await tellReady(tx, row, clock.now())
      return finished
    })
    if (isMade) wakeup.signal('matters')
    else await tools.store.remove(key)
  } catch (thrown) {
    // The store wraps what its source threw; what was thrown first is what counts.
    const error = end.error ?? thrown
    await tools.store.remove(key).catch(() => {})
    if (error instanceof RunEnded) {
      if (stopping.aborted) await giveBack(db.read, row, { because: 'stopped', now: clock.now() })
      return
    }
    tools.log.warn({ err: error, documentId: row.id, kind: row.kind }, 'a document could not be made')
    const isHopeless = error instanceof LinliError && errorCatalogue[error.code].callersFault
    await giveBack(db.read, row, { because: isHopeless ? 'hopeless' : 'failed', now: clock.now() })
  }
}

async function* keepingError(bytes: AsyncIterable<Uint8Array>, end: { error?: unknown }): AsyncIterable<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    end.error = error
    throw error
  }
}

/**
 * In whose sight it is made: of the desk whose plan it is, else of whoever ordered it, with what their posts grant now and not when
 * they ordered. Throws `not_allowed` for a leaver.
 */
async function findOrderer({ matters }: DocumentTools, row: DocumentRow): Promise<{ actor: Actor; watermark: Watermark }> {
  const { db, clock, books } = matters
  const account = await db.read
    .selectFrom('accounts')
    .select(['id', 'display_name', 'login_name', 'disabled_at'])
    .where('id', '=', row.account_id)
    .executeTakeFirstOrThrow()
  const facts = { id: account.id, displayName: account.display_name, mustChangePassword: false, locale: row.locale as 'zh' | 'en' }
  const at = cityTime(clock.now())
  const desk = books.areas.get().get((await findDesk(db.read, row)) ?? '')
  if (desk) {
    const post = { id: row.id, role: 'desk_clerk', areaId: desk.id, areaPath: desk.path, organisationId: null } as const
    return { actor: accountActor(facts, [post], null), watermark: { name: desk.name, loginName: null, at } }
  }
  if (account.disabled_at !== null) throw new LinliError('not_allowed')
  const actor = accountActor(facts, await findActorPosts(db.read, account.id, clock.now()), null)
  return { actor, watermark: { name: account.display_name, loginName: account.login_name, at } }
}

async function findDesk(db: Reader, { plan_id }: DocumentRow): Promise<string | null> {
  if (plan_id === null) return null
  const plan = await db.selectFrom('report_plans').select('desk_area_id').where('id', '=', plan_id).executeTakeFirst()
  return plan?.desk_area_id ?? null
}

/** A report by plan is told to its desk, all else to whoever ordered it; the audit has what it was made of, without what was searched for. */
async function tellReady(tx: Transaction, row: DocumentRow, now: Date): Promise<void> {
  const event: NoticeEvent = row.kind === 'report' ? 'report_ready' : 'export_ready'
  const area =
    row.area_id === null ? undefined : await tx.selectFrom('areas').select('name').where('id', '=', row.area_id).executeTakeFirst()
  const desk = await findDesk(tx, row)
  const facts = { ...(area && { area: area.name }), ...(row.month !== null && { month: row.month.slice(0, 7) }), documentId: row.id }
  await tx
    .insertInto('notices')
    .values({
      id: randomIds.next(now),
      at: now,
      event,
      ...(desk === null ? { account_id: row.account_id } : { area_id: desk }),
      facts: JSON.stringify(facts),
      urgent: false,
    })
    .execute()
  await writeAudit(
    tx,
    { accountId: row.account_id, action: 'document_made', objectKind: 'document', objectId: row.id, detail: describeRequest(row) },
    now,
  )
}

/** What the audit says of a document: its kind, form and conditions, never the words that were searched for. */
export function describeRequest(row: Pick<DocumentRow, 'kind' | 'format' | 'request'>): Record<string, unknown> {
  const request = row.request as DocumentRequest
  const said = { kind: row.kind, format: row.format }
  if (request.kind === 'report') return { ...said, areaId: request.areaId, month: request.month }
  if (request.kind === 'figures') return { ...said, ...request.question }
  const { q, ...filters } = request.filters
  return { ...said, ...filters, searched: q !== undefined }
}

/** Deletes the bytes of documents that are kept no longer. */
export async function deleteExpiredDocuments({ matters: { db, clock }, store }: DocumentTools): Promise<number> {
  const keys = await expireDocuments(db.read, clock.now())
  for (const key of keys) await store.remove(key)
  return keys.length
}
