import type { AttachedFile, FileKind } from '@linli/contract'
import type { Reader } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import type { PersonalDataKeys } from '../../platform/secrets.ts'
import { unattachedForMs } from './file.ts'
import { signFileLink } from './file-links.ts'
import type { Uploader } from './upload-permits.ts'

/** A file that may be attached now. */
export interface AttachableFile {
  id: string
  kind: FileKind
  contentType: string
  bytes: number
  sha256: Buffer
  /** What it shows, where whoever attaches it says so. */
  role?: 'before' | 'after'
}

/** The same files, the first of them marked as how it was and the rest as how it is now; as they are when nobody said. */
export function toldApart(files: readonly AttachableFile[], beforeCount: number | undefined): readonly AttachableFile[] {
  return beforeCount === undefined
    ? files
    : files.map((file, at) => ({ ...file, role: at < beforeCount ? ('before' as const) : ('after' as const) }))
}

/**
 * The files with these ids, in this order, when every one of them is this uploader's, ready, not attached yet and younger than
 * a day; ids given twice count once. Throws `unknown_file` otherwise.
 *
 * A repeated request finds its files attached by its first run: look for the answer of its intention before saying `unknown_file`.
 * Between this look and the insert another request may attach the file (then 23505) or the collector delete it (23503).
 */
export async function findAttachable(reader: Reader, uploader: Uploader, fileIds: readonly string[], now: Date): Promise<AttachableFile[]> {
  const ids = [...new Set(fileIds)]
  if (ids.length === 0) return []
  if (uploader.owners.length === 0) throw new LinliError('unknown_file')
  const rows = await reader
    .selectFrom('files as f')
    .leftJoin('attachments as a', 'a.file_id', 'f.id')
    .select(['f.id', 'f.kind', 'f.content_type', 'f.bytes', 'f.sha256'])
    .where('f.id', 'in', ids)
    .where('f.owner', 'in', [...uploader.owners])
    .where('f.state', '=', 'ready')
    .where('f.created_at', '>', new Date(now.getTime() - unattachedForMs))
    .where('a.file_id', 'is', null)
    .execute()
  return ids.map((id) => {
    const row = rows.find((each) => each.id === id)
    if (!row || row.content_type === null || row.bytes === null || row.sha256 === null) throw new LinliError('unknown_file')
    return { id, kind: row.kind as FileKind, contentType: row.content_type, bytes: row.bytes, sha256: row.sha256 }
  })
}

/** A file of a matter, before anybody has been given a link to it. */
export interface MatterFile {
  id: string
  kind: FileKind
  contentType: string
  bytes: number
  width: number | null
  height: number | null
  name: string
  hasThumbnail: boolean
  seq: number
  visibility: 'public' | 'internal'
  role: string | null
}

/** All files of a matter, oldest entry first. Who may see which is for the matter's policy to say. */
export async function filesOfMatter(reader: Reader, matterId: string): Promise<MatterFile[]> {
  const rows = await reader
    .selectFrom('attachments as a')
    .innerJoin('files as f', 'f.id', 'a.file_id')
    .select(['f.id', 'f.kind', 'f.content_type', 'f.bytes', 'f.width', 'f.height', 'f.name', 'f.thumbnail_key'])
    .select(['a.seq', 'a.visibility', 'a.role'])
    .where('a.matter_id', '=', matterId)
    .orderBy('a.seq')
    .orderBy('f.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as FileKind,
    contentType: row.content_type ?? '',
    bytes: row.bytes ?? 0,
    width: row.width,
    height: row.height,
    name: row.name,
    hasThumbnail: row.thumbnail_key !== null,
    seq: row.seq,
    visibility: row.visibility as MatterFile['visibility'],
    role: row.role,
  }))
}

/** A file with links for somebody who may see it; never call it for one who may not. */
export function presentAttachedFile(keys: PersonalDataKeys, file: MatterFile, now: Date): AttachedFile {
  const { hasThumbnail, ...rest } = file
  return {
    ...rest,
    url: signFileLink(keys, file.id, 'original', now),
    thumbnailUrl: hasThumbnail ? signFileLink(keys, file.id, 'thumbnail', now) : null,
  }
}
