import { type FileKind, largestFile } from '@linli/contract'
import { FileRefused } from '../file.ts'
import { findContentType } from './content-type.ts'
import { prepareImage } from './image.ts'
import { refuseMixedContent } from './mixed-content.ts'
import { examineOfficeDocument } from './office-document.ts'
import { examinePdf } from './pdf.ts'
import { examineVideo } from './video.ts'

/** What of an upload is kept. */
export interface Examined {
  kind: FileKind
  contentType: string
  bytes: Buffer
  /** JPEG; null for what is no image. */
  thumbnail: Buffer | null
  /** Pixels; null for what is no image. */
  width: number | null
  height: number | null
  /** Where a photo says it was taken, WGS-84; null when it does not. No longer in `bytes`. */
  place: { longitude: number; latitude: number } | null
}

/**
 * Looks at the bytes of an upload, whatever its name and announced type, and gives what may be kept: images drawn anew,
 * videos without what their makers wrote about place and person, documents as they are. The bytes given may be changed.
 *
 * Throws `FileRefused`.
 */
export async function examineFile(bytes: Buffer): Promise<Examined> {
  const found = await findContentType(bytes)
  if (bytes.length > largestFile[found.kind]) throw new FileRefused('too_large')
  if (found.kind !== 'document' || found.contentType === 'application/pdf') await refuseMixedContent(bytes, found.contentType)
  const plain = { ...found, bytes, thumbnail: null, width: null, height: null, place: null }
  switch (found.kind) {
    case 'image':
      return { kind: 'image', ...(await prepareImage(bytes, found.contentType)) }
    case 'video':
      return { ...plain, bytes: examineVideo(bytes, found.contentType) }
    case 'document':
      if (found.contentType === 'application/pdf') await examinePdf(bytes)
      else await examineOfficeDocument(bytes, found.contentType)
      return plain
  }
}
