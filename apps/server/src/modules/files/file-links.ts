import { timingSafeEqual } from 'node:crypto'
import type { PersonalDataKeys } from '../../platform/secrets.ts'

export const fileVariants = ['original', 'thumbnail'] as const
export type FileVariant = (typeof fileVariants)[number]

const hourMs = 3_600_000

/**
 * A link that opens one variant of one file until the end of the next full hour: for one to two hours. Within an hour it
 * is the same link, so that a browser that reads a matter again takes its pictures from its cache.
 */
export function signFileLink(keys: PersonalDataKeys, fileId: string, variant: FileVariant, now: Date): string {
  const until = (Math.floor(now.getTime() / hourMs) + 2) * (hourMs / 1000)
  return `/files/${fileId}/${variant}?until=${until}&signature=${signatureOf(keys, fileId, variant, until).toString('base64url')}`
}

/** Until when a link opens the file; null when it was altered, is made up or has run out. */
export function readFileLink(
  keys: PersonalDataKeys,
  link: { fileId: string; variant: string; until: string; signature: string },
  now: Date,
): Date | null {
  if (!/^\d{1,12}$/.test(link.until) || !/^[\w-]{43}$/.test(link.signature)) return null
  const given = Buffer.from(link.signature, 'base64url')
  const expected = signatureOf(keys, link.fileId, link.variant, Number(link.until))
  // Of 43 signs the last one's lowest bits are not part of the 32 bytes; only the spelling we make ourselves counts.
  if (!timingSafeEqual(given, expected) || expected.toString('base64url') !== link.signature || String(Number(link.until)) !== link.until)
    return null
  const until = new Date(Number(link.until) * 1000)
  return until > now ? until : null
}

function signatureOf(keys: PersonalDataKeys, fileId: string, variant: string, until: number): Buffer {
  return keys.signature('file link', `${fileId}\n${variant}\n${until}`)
}
