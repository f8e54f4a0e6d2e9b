import type { FileKind } from '@linli/contract'
import { sql } from 'kysely'
import { addJob } from '../../platform/queue.ts'
import { type Db, inTransaction, type Reader, sqlStateOf, uniqueViolation } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import { unattachedForMs } from './file.ts'
import type { Uploader } from './upload-permits.ts'

declare module '../../platform/queue.ts' {
  interface Jobs {
    process_file: { fileId: string }
  }
}

export interface Upload {
  id: string
  owner: string
  kind: FileKind
  name: string
  bytes: number
  received: number
  parts: number
  createdAt: Date
}

export interface NewUpload {
  owner: string
  /** Made by the client. */
  key: string
  kind: FileKind
  name: string
  bytes: number
}

/** What one owner may begin within 24 hours. Accounts are people at work; a permit or receipt is for one report. */
function allowanceOf(owner: string): { uploads: number; bytes: number } {
  const mebibyte = 1024 * 1024
  return owner.startsWith('account:') ? { uploads: 1000, bytes: 4096 * mebibyte } : { uploads: 20, bytes: 150 * mebibyte }
}

/**
 * Begins an upload, or finds the one this owner began with the same key. Throws `idempotency_key_reused` when that one
 * was for something else, `too_many_uploads` when the owner has begun too much within a day.
 */
export async function beginUpload(db: Db, wanted: NewUpload, now: Date): Promise<Upload> {
  const before = await findByKey(db.read, wanted)
  if (before) return sameUpload(before, wanted)
  const allowance = allowanceOf(wanted.owner)
  const begun = await db.read
    .selectFrom('uploads')
    .select((of) => [of.fn.countAll<number>().as('uploads'), sql<number>`coalesce(sum(bytes), 0)::bigint`.as('bytes')])
    .where('owner', '=', wanted.owner)
    .where('created_at', '>', new Date(now.getTime() - unattachedForMs))
    .executeTakeFirstOrThrow()
  if (begun.uploads >= allowance.uploads || begun.bytes + wanted.bytes > allowance.bytes) throw new LinliError('too_many_uploads')
  const { owner, key, kind, name, bytes } = wanted
  await db.read
    .insertInto('uploads')
    .values({ id: randomIds.next(now), owner, key, kind, name, bytes, created_at: now })
    .onConflict((conflict) => conflict.columns(['owner', 'key']).doNothing())
    .execute()
  const found = await findByKey(db.read, wanted)
  if (!found) throw new LinliError('upload_expired')
  return sameUpload(found, wanted)
}

/** An upload of this uploader; null when there is none or it is somebody else's. */
export async function findUpload(reader: Reader, id: string, uploader: Uploader): Promise<Upload | null> {
  if (uploader.owners.length === 0) return null
  const row = await reader
    .selectFrom('uploads')
    .selectAll()
    .where('id', '=', id)
    .where('owner', 'in', [...uploader.owners])
    .executeTakeFirst()
  return row ? uploadOf(row) : null
}

/** An upload by its id, for whoever has asked `findUpload` already. */
export async function findUploadById(reader: Reader, id: string): Promise<Upload | null> {
  const row = await reader.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? uploadOf(row) : null
}

export interface ArrivedPart {
  startAt: number
  bytes: number
  storeKey: string
}

/**
 * Counts a part that is safe in the store as received. Of two requests that sent the same bytes the first one counts; the
 * second gets `upload_offset_wrong` and nothing is written. The last part makes the file and leaves its processing to a job.
 */
export async function addPart(db: Db, uploadId: string, part: ArrivedPart, now: Date): Promise<void> {
  try {
    await inTransaction(db, async (tx) => {
      const upload = await tx
        .updateTable('uploads')
        .set((of) => ({ received: of('received', '+', part.bytes), parts: of('parts', '+', 1) }))
        .where('id', '=', uploadId)
        .where('received', '=', part.startAt)
        .where((of) => of(of('received', '+', part.bytes), '<=', of.ref('bytes')))
        .returning(['owner', 'kind', 'name', 'bytes', 'received'])
        .executeTakeFirst()
      if (!upload) throw new LinliError('upload_offset_wrong')
      await tx
        .insertInto('upload_parts')
        .values({ upload_id: uploadId, start_at: part.startAt, bytes: part.bytes, store_key: part.storeKey })
        .execute()
      if (upload.received < upload.bytes) return
      const { owner, kind, name } = upload
      await tx.insertInto('files').values({ id: uploadId, owner, kind, state: 'processing', name, created_at: now }).execute()
      await addJob(tx, db.city, 'process_file', { fileId: uploadId })
    })
  } catch (error) {
    throw sqlStateOf(error) === uniqueViolation ? new LinliError('upload_offset_wrong', { cause: error }) : error
  }
}

async function findByKey(reader: Reader, { owner, key }: { owner: string; key: string }): Promise<Upload | null> {
  const row = await reader.selectFrom('uploads').selectAll().where('owner', '=', owner).where('key', '=', key).executeTakeFirst()
  return row ? uploadOf(row) : null
}

function sameUpload(found: Upload, wanted: NewUpload): Upload {
  if (found.bytes !== wanted.bytes || found.kind !== wanted.kind || found.name !== wanted.name)
    throw new LinliError('idempotency_key_reused')
  return found
}

function uploadOf(row: {
  id: string
  owner: string
  kind: string
  name: string
  bytes: number
  received: number
  parts: number
  created_at: Date
}): Upload {
  const { id, owner, name, bytes, received, parts } = row
  return { id, owner, kind: row.kind as FileKind, name, bytes, received, parts, createdAt: row.created_at }
}

/** Forgets a half upload. Returns the keys of what had arrived, which the caller removes; null when it is finished or gone. */
export async function discardUpload(db: Db, id: string): Promise<string[] | null> {
  return inTransaction(db, async (tx) => {
    // Whoever adds a part now waits, and then finds no upload.
    const half = await tx
      .selectFrom('uploads')
      .select('id')
      .where('id', '=', id)
      .where((of) => of('received', '<', of.ref('bytes')))
      .forUpdate()
      .executeTakeFirst()
    if (!half) return null
    const parts = await tx.deleteFrom('upload_parts').where('upload_id', '=', id).returning('store_key').execute()
    await tx.deleteFrom('uploads').where('id', '=', id).execute()
    return parts.map((part) => part.store_key)
  })
}
