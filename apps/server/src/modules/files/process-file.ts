import { readWhole, ObjectMissing, onePiece, type FileStore } from '../../platform/file-store/file-store.ts'
import { newStoreKey } from '../../platform/file-store/store-key.ts'
import { inTransaction } from '../../platform/db.ts'
import { type Examined, examineFile } from './examine/examine-file.ts'
import { FileRefused, type FileTools } from './file.ts'

/** Pictures are drawn one after the other in a process: each may take 100 MB while it lasts. */
let before: Promise<unknown> = Promise.resolve()

/**
 * Looks at what was uploaded and keeps what may be kept, or says why not. Work for a job: it may run twice, also at once in two
 * processes; the first to finish counts, and what the other has stored is removed. Does nothing when it is done already.
 *
 * Throws when store or database fail; the file stays `processing` and the job comes again.
 */
export async function processFile(tools: FileTools, fileId: string): Promise<void> {
  const mine = before.then(() => examineAndKeep(tools, fileId))
  before = mine.catch(() => undefined)
  await mine
}

/** Takes up files whose job was lost with its process: the queue itself would wait four hours. Returns how many. */
export async function processWaitingFiles(tools: FileTools): Promise<number> {
  const waitingSince = new Date(tools.clock.now().getTime() - 2 * 60_000)
  const waiting = await tools.db.read
    .selectFrom('files')
    .select('id')
    .where('state', '=', 'processing')
    .where('created_at', '<', waitingSince)
    .orderBy('created_at')
    .limit(50)
    .execute()
  for (const { id } of waiting) await processFile(tools, id)
  return waiting.length
}

async function examineAndKeep(tools: FileTools, fileId: string): Promise<void> {
  const attempts = await countAttempt(tools, fileId, 1)
  if (attempts === null) return
  try {
    // What ended the process this often would end it again.
    if (attempts > mostAttempts) throw new FileRefused('damaged')
    await keep(tools, fileId, await examine(await readUpload(tools, fileId)))
  } catch (error) {
    if (error instanceof FileRefused) {
      await finish(tools, fileId, { state: 'refused', refusal: error.refusal }, null)
      return
    }
    // It came back, so it is not the file's fault.
    await countAttempt(tools, fileId, -1).catch(() => null)
    throw error
  }
}

const mostAttempts = 5

/** Counts runs that have not come back; null when there is nothing left to do. */
async function countAttempt({ db }: FileTools, fileId: string, by: 1 | -1): Promise<number | null> {
  const counted = await db.read
    .updateTable('files')
    .set((of) => ({ attempts: of('attempts', '+', by) }))
    .where('id', '=', fileId)
    .where('state', '=', 'processing')
    .returning('attempts')
    .executeTakeFirst()
  return counted?.attempts ?? null
}

async function examine(bytes: Buffer): Promise<Examined> {
  try {
    return await examineFile(bytes)
  } catch (error) {
    // A file our checks or their libraries stumble over is refused: trying again would stumble again.
    throw error instanceof FileRefused ? error : new FileRefused('damaged', error)
  }
}

async function keep(tools: FileTools, fileId: string, examined: Examined): Promise<void> {
  const now = tools.clock.now()
  const storeKey = newStoreKey('files', now)
  const stored = await tools.store.write(storeKey, onePiece(examined.bytes))
  const thumbnail = examined.thumbnail && { key: newStoreKey('files', now), bytes: examined.thumbnail }
  if (thumbnail) await tools.store.write(thumbnail.key, onePiece(thumbnail.bytes))
  const won = await finish(
    tools,
    fileId,
    {
      state: 'ready',
      kind: examined.kind,
      content_type: examined.contentType,
      bytes: stored.bytes,
      width: examined.width,
      height: examined.height,
      sha256: stored.sha256,
      store_key: storeKey,
      thumbnail_key: thumbnail?.key ?? null,
      thumbnail_bytes: thumbnail?.bytes.length ?? null,
    },
    examined.place && tools.keys.encrypt(JSON.stringify(examined.place)),
  )
  if (!won) await removeObjects(tools.store, [storeKey, ...(thumbnail ? [thumbnail.key] : [])])
}

async function readUpload({ db, store }: FileTools, fileId: string): Promise<Buffer> {
  const parts = await db.read.selectFrom('upload_parts').select('store_key').where('upload_id', '=', fileId).orderBy('start_at').execute()
  const pieces: Buffer[] = []
  try {
    for (const { store_key } of parts) pieces.push(await readWhole(store, store_key))
  } catch (error) {
    // It will not come back; the uploader still has it.
    throw error instanceof ObjectMissing ? new FileRefused('damaged', error) : error
  }
  const [only] = pieces
  return only && pieces.length === 1 ? only : Buffer.concat(pieces)
}

interface Outcome {
  state: 'ready' | 'refused'
  refusal?: string
  kind?: string
  content_type?: string
  bytes?: number
  width?: number | null
  height?: number | null
  sha256?: Buffer
  store_key?: string
  thumbnail_key?: string | null
  thumbnail_bytes?: number | null
}

/** Writes the outcome if nobody has before; false when somebody has. The parts have served then and go. */
async function finish({ db, store }: FileTools, fileId: string, outcome: Outcome, placeCipher: Buffer | null): Promise<boolean> {
  const served = await inTransaction(db, async (tx) => {
    const done = await tx.updateTable('files').set(outcome).where('id', '=', fileId).where('state', '=', 'processing').executeTakeFirst()
    if (Number(done.numUpdatedRows) === 0) return null
    await tx.updateTable('uploads').set({ place_cipher: placeCipher }).where('id', '=', fileId).execute()
    return tx.deleteFrom('upload_parts').where('upload_id', '=', fileId).returning('store_key').execute()
  })
  if (!served) return false
  await removeObjects(
    store,
    served.map((part) => part.store_key),
  )
  return true
}

/** Removes what no row names any more. What cannot be removed now is found as an orphan tomorrow. */
export async function removeObjects(store: FileStore, keys: readonly string[]): Promise<void> {
  await Promise.allSettled(keys.map((key) => store.remove(key)))
}
