import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import { type FileStore, ObjectMissing } from '../../platform/file-store/file-store.ts'
import { objectsWithoutRow } from './collect-orphans.ts'
import { unattachedForMs } from './file.ts'

/** One line of what the doctor tells. */
export interface FileFinding {
  what: string
  checked: number
  wrong: number
  /** Ids or keys, five at most. */
  examples: string[]
}

/**
 * Compares rows and store and changes nothing: rows whose bytes are missing or of another size, bytes no row names, and a
 * sample of files whose bytes are hashed anew. `sample` is how many of those, chosen by chance.
 */
export async function findFileFaults(db: Db, store: FileStore, now: Date, sample = 50): Promise<FileFinding[]> {
  const sizes = new Map<string, number>()
  for await (const { key, bytes } of store.list()) sizes.set(key, bytes)
  return [await withoutBytes(db, sizes), await withoutRow(db, store, now), await changed(db, store, sample)]
}

async function withoutBytes(db: Db, sizes: ReadonlyMap<string, number>): Promise<FileFinding> {
  const finding = newFinding('files whose bytes are missing or of another size')
  const rows = await sql<{ id: string; key: string; bytes: number }>`
    select id, store_key as key, bytes from files where state = 'ready'
    union all select id, thumbnail_key, thumbnail_bytes from files where thumbnail_key is not null
    union all select upload_id, store_key, bytes from upload_parts
    union all select id, store_key, bytes from documents where state = 'ready'`.execute(db.read)
  for (const { id, key, bytes } of rows.rows) {
    finding.checked += 1
    if (sizes.get(key) !== bytes) note(finding, id)
  }
  return finding
}

async function withoutRow(db: Db, store: FileStore, now: Date): Promise<FileFinding> {
  const finding = newFinding('stored bytes that belong to no file')
  for await (const { seen, orphans } of objectsWithoutRow({ db, store }, new Date(now.getTime() - 2 * unattachedForMs))) {
    finding.checked += seen
    for (const key of orphans) note(finding, key)
  }
  return finding
}

async function changed(db: Db, store: FileStore, sample: number): Promise<FileFinding> {
  const finding = newFinding('files whose bytes have changed (a sample)')
  const rows = await db.read
    .selectFrom('files')
    .select(['id', 'store_key', 'sha256'])
    .where('state', '=', 'ready')
    .orderBy(sql`random()`)
    .limit(sql.lit(sample))
    .execute()
  for (const { id, store_key, sha256 } of rows) {
    finding.checked += 1
    const found = await hashOf(store, store_key ?? '')
    // Missing ones are told above.
    if (found !== null && sha256 !== null && !found.equals(sha256)) note(finding, id)
  }
  return finding
}

async function hashOf(store: FileStore, key: string): Promise<Buffer | null> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of await store.read(key)) hash.update(chunk)
  } catch (error) {
    if (error instanceof ObjectMissing) return null
    throw error
  }
  return hash.digest()
}

function newFinding(what: string): FileFinding {
  return { what, checked: 0, wrong: 0, examples: [] }
}

function note(finding: FileFinding, example: string): void {
  finding.wrong += 1
  if (finding.examples.length < 5) finding.examples.push(example)
}
