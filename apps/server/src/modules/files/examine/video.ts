import { FileRefused } from '../file.ts'

/**
 * Looks whether a video is whole and nothing but a video, and blanks, in these very bytes, what its maker wrote about place,
 * device and person. The pictures and the sound stay as they are. Throws `FileRefused`.
 */
export function examineVideo(bytes: Buffer, contentType: string): Buffer {
  if (contentType === 'video/webm') return requireWebm(bytes)
  const boxes = boxesIn(bytes, 0, bytes.length)
  const types = new Set(boxes.map((box) => box.type))
  if (!types.has('moov') || !(types.has('mdat') || types.has('moof'))) throw new FileRefused('damaged')
  for (const box of boxes) {
    // What only its maker's programs read may say anything.
    if (notes.has(box.type) || !topLevel.has(box.type)) blank(bytes, box)
    else if (box.type === 'moov') blankNotesIn(bytes, box, ['trak'])
  }
  return bytes
}

interface Box {
  type: string
  start: number
  /** Where its content begins. */
  content: number
  end: number
}

/** ISO/IEC 14496-12 and the QuickTime format. */
const topLevel = new Set([
  'ftyp',
  'moov',
  'mdat',
  'moof',
  'mfra',
  'free',
  'skip',
  'wide',
  'pdin',
  'sidx',
  'ssix',
  'styp',
  'prft',
  'emsg',
  'udta',
  'meta',
  'uuid',
  'pnot',
])
/** Where the place (`©xyz`, `com.apple.quicktime.location`), the device and free words are kept, and where anything could be. */
const notes = new Set(['udta', 'meta', 'uuid', 'free', 'skip'])

function blankNotesIn(bytes: Buffer, parent: Box, within: readonly string[]): void {
  for (const box of boxesIn(bytes, parent.content, parent.end)) {
    if (notes.has(box.type)) blank(bytes, box)
    else if (within.includes(box.type)) blankNotesIn(bytes, box, [])
  }
}

/** Turns a box into free space of the same length, so that no offset in the file changes. */
function blank(bytes: Buffer, box: Box): void {
  bytes.write('free', box.start + 4, 'latin1')
  bytes.fill(0, box.content, box.end)
}

/** The boxes that fill a range exactly; anything left over or cut off is a fault. */
function boxesIn(bytes: Buffer, from: number, to: number): Box[] {
  const boxes: Box[] = []
  for (let start = from; start < to;) {
    // QuickTime ends some lists with four zeros.
    if (to - start === 4 && from > 0 && bytes.readUInt32BE(start) === 0) return boxes
    if (start + 8 > to) throw new FileRefused('damaged')
    const short = bytes.readUInt32BE(start)
    const long = short === 1 && start + 16 <= to ? Number(bytes.readBigUInt64BE(start + 8)) : null
    const size = short === 0 ? to - start : (long ?? short)
    const content = start + (long === null ? 8 : 16)
    if (size < content - start || start + size > to) throw new FileRefused('damaged')
    const type = bytes.toString('latin1', start + 4, start + 8)
    if (!/^[\u0020-\u007e\u00a9]{4}$/.test(type)) throw new FileRefused('damaged')
    boxes.push({ type, start, content, end: start + size })
    if (boxes.length > 100_000) throw new FileRefused('damaged')
    start += size
  }
  return boxes
}

/** EBML: a header, then one segment up to the end of the file (its length may be unknown, which is all ones). */
function requireWebm(bytes: Buffer): Buffer {
  const header = elementAt(bytes, 0)
  const segment = header && elementAt(bytes, header.end)
  if (!header || header.id !== 0x1a45dfa3 || !segment || segment.id !== 0x18538067) throw new FileRefused('damaged')
  if (segment.end !== null && segment.end > bytes.length) throw new FileRefused('damaged')
  if (segment.end !== null && segment.end < bytes.length) throw new FileRefused('mixed_content')
  return bytes
}

function elementAt(bytes: Buffer, at: number | null): { id: number; end: number | null } | null {
  if (at === null || at >= bytes.length) return null
  const idLength = Math.clz32(bytes[at] ?? 0) - 23
  const sizeLength = Math.clz32(bytes[at + idLength] ?? 0) - 23
  if (idLength > 4 || sizeLength > 8 || at + idLength + sizeLength > bytes.length) return null
  const first = (bytes[at + idLength] ?? 0) & (0xff >> sizeLength)
  let size = first
  let unknown = first === 0xff >> sizeLength
  for (let index = 1; index < sizeLength; index++) {
    const next = bytes[at + idLength + index] ?? 0
    size = size * 256 + next
    unknown &&= next === 0xff
  }
  return { id: bytes.readUIntBE(at, idLength), end: unknown ? null : at + idLength + sizeLength + size }
}
