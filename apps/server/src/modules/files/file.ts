import { acceptedContentTypes, type FileKind, type FileRefusal } from '@linli/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import type { FileStore } from '../../platform/file-store/file-store.ts'
import type { PersonalDataKeys } from '../../platform/secrets.ts'

/** What the files module works with. */
export interface FileTools {
  db: Db
  clock: Clock
  keys: PersonalDataKeys
  store: FileStore
}

const hourMs = 3_600_000

/** Half an upload, and a file nobody attached, are deleted after this. */
export const unattachedForMs = 24 * hourMs
/** A creation is known by its key for as long as any answer is kept for repetition. */
export const creationKnownForMs = 30 * 24 * hourMs

/** The kind a client's word promises, which sets the limit until the bytes have spoken; null for what is never taken. */
export function kindOfContentType(contentType: string): FileKind | null {
  const known: Record<string, FileKind> = acceptedContentTypes
  return Object.hasOwn(known, contentType) ? (known[contentType] ?? null) : null
}

/** A file was looked at and will not be taken. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly refusal: FileRefusal
  constructor(refusal: FileRefusal, cause?: unknown) {
    super(refusal, { cause })
    this.refusal = refusal
  }
}
