import { type FileKind, fileRefusals, type FileRefusal, type UploadedFile } from '@linli/contract'
import { type FileTools, unattachedForMs } from './file.ts'
import { signFileLink } from './file-links.ts'
import type { Uploader } from './upload-permits.ts'

/**
 * An upload as its uploader sees it, with the place its photo offers as long as it is attached to nothing. Null when
 * there is none, or it is somebody else's.
 */
export async function findUploadedFile(
  { db, keys, clock }: FileTools,
  uploader: Uploader,
  id: string,
  locale: 'zh' | 'en',
): Promise<UploadedFile | null> {
  if (uploader.owners.length === 0) return null
  const row = await db.read
    .selectFrom('uploads as u')
    .leftJoin('files as f', 'f.id', 'u.id')
    .leftJoin('attachments as a', 'a.file_id', 'u.id')
    .select(['u.id', 'u.name', 'u.bytes as announced', 'u.received', 'u.kind as announced_kind', 'u.place_cipher', 'u.created_at'])
    .select(['f.state', 'f.kind', 'f.content_type', 'f.width', 'f.height', 'f.thumbnail_key', 'f.refusal', 'a.matter_id'])
    .where('u.id', '=', id)
    .where('u.owner', 'in', [...uploader.owners])
    .executeTakeFirst()
  if (!row) return null
  const now = clock.now()
  const isReady = row.state === 'ready'
  const offersPlace = row.place_cipher !== null && row.matter_id === null && now.getTime() - row.created_at.getTime() < unattachedForMs
  return {
    id: row.id,
    state: (row.state ?? 'uploading') as UploadedFile['state'],
    kind: (row.kind ?? row.announced_kind) as FileKind,
    name: row.name,
    bytes: row.announced,
    received: row.received,
    contentType: row.content_type,
    width: row.width,
    height: row.height,
    url: isReady ? signFileLink(keys, id, 'original', now) : null,
    thumbnailUrl: isReady && row.thumbnail_key !== null ? signFileLink(keys, id, 'thumbnail', now) : null,
    refusal: row.refusal === null ? null : { code: row.refusal as FileRefusal, detail: fileRefusals[row.refusal as FileRefusal][locale] },
    offeredPlace: offersPlace && row.place_cipher ? (JSON.parse(keys.decrypt(row.place_cipher)) as UploadedFile['offeredPlace']) : null,
    expiresAt: new Date(row.created_at.getTime() + unattachedForMs).toISOString(),
  }
}
