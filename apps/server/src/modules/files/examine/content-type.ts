import type { acceptedContentTypes, FileKind } from '@linli/contract'
import { fileTypeFromBuffer } from 'file-type'
import { FileRefused, kindOfContentType } from '../file.ts'

/** Other names for what is accepted: variants of one format that are read alike. */
const variants: Record<string, keyof typeof acceptedContentTypes> = {
  'image/apng': 'image/png',
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heif',
  'video/x-m4v': 'video/mp4',
}

/**
 * What the bytes are, by their own signs. What has none, such as plain text, HTML, SVG and scripts, cannot be told from one another
 * and is refused, as is every type that is not on the list. Throws `FileRefused`.
 */
export async function findContentType(bytes: Buffer): Promise<{ contentType: string; kind: FileKind }> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  const named: string | undefined = found?.mime
  const contentType = (named !== undefined && Object.hasOwn(variants, named) ? variants[named] : named) ?? ''
  const kind = kindOfContentType(contentType)
  if (kind === null) throw new FileRefused('type_not_accepted')
  return { contentType, kind }
}
