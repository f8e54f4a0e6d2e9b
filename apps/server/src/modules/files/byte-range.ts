import type { ByteRange } from '../../platform/file-store/file-store.ts'

/**
 * The one range a request asks for (RFC 9110 §14); null when all is to be sent: no range, several, one that makes no sense, or
 * `If-Range` names other content. 'none' when no byte of it exists.
 */
export function readRange(asked: string | undefined, ifRange: string | undefined, bytes: number, etag: string): ByteRange | 'none' | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(asked?.trim() ?? '')
  if (!found || (ifRange !== undefined && ifRange !== etag)) return null
  const [, from = '', to = ''] = found
  if (from === '') {
    if (to === '') return null
    const last = Number(to)
    return last === 0 ? 'none' : { start: Math.max(0, bytes - last), end: bytes - 1 }
  }
  const start = Number(from)
  const end = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  if (to !== '' && Number(to) < start) return null
  return start >= bytes ? 'none' : { start, end }
}
