import { sql } from 'kysely'
import { inTransaction, sqlStateOf } from '../../platform/db.ts'
import { timeOfStoreKey } from '../../platform/file-store/store-key.ts'
import { creationKnownForMs, type FileTools, unattachedForMs } from './file.ts'
import { removeObjects } from './process-file.ts'
import { forgetOldPermits } from './upload-permits.ts'
import { discardUpload } from './uploads.store.ts'

export interface Collected {
  halfUploads: number
  unattachedFiles: number
  orphanObjects: number
  leftovers: number
}

/**
 * Deletes what nobody will need: half uploads and unattached files after a day, objects without a row, and the traces of creations
 * after 30 days. Two workers at once and uploads that run meanwhile are safe: rows go before bytes, an attachment keeps its file by
 * its foreign key, and an object is an orphan only when it is older than any request that might still write its row.
 */
export async function collectOrphans(tools: FileTools): Promise<Collected> {
  const now = tools.clock.now()
  const before = new Date(now.getTime() - unattachedForMs)
  const halfUploads = await discardHalfUploads(tools, before)
  const unattachedFiles = await deleteUnattachedFiles(tools, before)
  const orphanObjects = await removeOrphanObjects(tools, before)
  // Of the machine's own clock, since it is the machine that dates them.
  const leftovers = await tools.store.removeLeftovers(new Date(Date.now() - unattachedForMs))
  await forgetPlacesAndCreations(tools, before)
  await forgetOldPermits(tools.db.read, now)
  return { halfUploads, unattachedFiles, orphanObjects, leftovers }
}

const batch = 200

async function discardHalfUploads({ db, store }: FileTools, before: Date): Promise<number> {
  let discarded = 0
  while (true) {
    const old = await db.read
      .selectFrom('uploads')
      .select('id')
      .where('created_at', '<', before)
      .where((of) => of('received', '<', of.ref('bytes')))
      .limit(batch)
      .execute()
    for (const { id } of old) {
      const keys = await discardUpload(db, id)
      if (keys === null) continue
      discarded += 1
      await removeObjects(store, keys)
    }
    if (old.length < batch) return discarded
  }
}

async function deleteUnattachedFiles({ db, store }: FileTools, before: Date): Promise<number> {
  const old = await db.read
    .selectFrom('files as f')
    .select('f.id')
    .where('f.created_at', '<', before)
    .where('f.state', '<>', 'processing')
    .where((of) => of.not(of.exists(of.selectFrom('attachments as a').select(sql.lit(1).as('one')).whereRef('a.file_id', '=', 'f.id'))))
    .execute()
  let deleted = 0
  for (const { id } of old) {
    try {
      const gone = await inTransaction(db, async (tx) => {
        const file = await tx.deleteFrom('files').where('id', '=', id).returning(['store_key', 'thumbnail_key']).executeTakeFirst()
        // Whoever begins anew with the same key shall not be told that it has arrived.
        await tx.deleteFrom('uploads').where('id', '=', id).execute()
        return file
      })
      if (!gone) continue
      deleted += 1
      await removeObjects(
        store,
        [gone.store_key, gone.thumbnail_key].filter((key) => key !== null),
      )
    } catch (error) {
      // Attached in this very moment: then it stays.
      if (sqlStateOf(error) !== '23503') throw error
    }
  }
  return deleted
}

async function removeOrphanObjects(tools: FileTools, before: Date): Promise<number> {
  let removed = 0
  for await (const { orphans } of objectsWithoutRow(tools, before)) {
    await removeObjects(tools.store, orphans)
    removed += orphans.length
  }
  return removed
}

/** Walks through the store in batches and tells which objects made before then no row names. What is none of ours is never an orphan. */
export async function* objectsWithoutRow(
  { db, store }: Pick<FileTools, 'db' | 'store'>,
  before: Date,
): AsyncIterable<{ seen: number; orphans: string[] }> {
  const orphansAmong = async (keys: string[]) => {
    if (keys.length === 0) return []
    const named = await sql<{ key: string }>`
      select store_key as key from files where store_key = any(${keys})
      union all select thumbnail_key from files where thumbnail_key = any(${keys})
      union all select store_key from upload_parts where store_key = any(${keys})
      union all select store_key from documents where store_key = any(${keys})`.execute(db.read)
    const known = new Set(named.rows.map((row) => row.key))
    return keys.filter((key) => !known.has(key))
  }
  let seen = 0
  let keys: string[] = []
  for await (const { key } of store.list()) {
    seen += 1
    const madeAt = timeOfStoreKey(key)
    if (madeAt !== null && madeAt < before) keys.push(key)
    if (keys.length < batch) continue
    yield { seen, orphans: await orphansAmong(keys) }
    seen = 0
    keys = []
  }
  yield { seen, orphans: await orphansAmong(keys) }
}

async function forgetPlacesAndCreations({ db, clock }: FileTools, before: Date): Promise<void> {
  await db.read
    .updateTable('uploads')
    .set({ place_cipher: null })
    .where('place_cipher', 'is not', null)
    .where((of) =>
      of.or([
        of('created_at', '<', before),
        of.exists(of.selectFrom('attachments as a').select(sql.lit(1).as('one')).whereRef('a.file_id', '=', 'uploads.id')),
      ]),
    )
    .execute()
  await db.read
    .deleteFrom('uploads')
    .where('created_at', '<', new Date(clock.now().getTime() - creationKnownForMs))
    .where((of) =>
      of.not(of.exists(of.selectFrom('upload_parts as p').select(sql.lit(1).as('one')).whereRef('p.upload_id', '=', 'uploads.id'))),
    )
    .execute()
}
