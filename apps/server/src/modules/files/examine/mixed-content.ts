import { setImmediate } from 'node:timers/promises'
import { FileRefused } from '../file.ts'

/** Long enough that chance does not write them: of 20 MB of noise one in ten thousand millions would have the shortest. */
const markup = /<(?:!doctype\s+html|html|script|svg|iframe|\?php)[\s/>]/i
const pdfHeader = /%PDF-\d\.\d[\s%]/
const pieceBytes = 1024 * 1024
const overlapBytes = 64

/**
 * Refuses what is one kind of file in front and another behind: pages and scripts hidden in pictures, archives hung on to them.
 * Throws `FileRefused`.
 */
export async function refuseMixedContent(bytes: Buffer, contentType: string): Promise<void> {
  if (endsAsArchive(bytes)) throw new FileRefused('mixed_content')
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    const piece = bytes.toString('latin1', start, start + pieceBytes + overlapBytes)
    if (markup.test(piece) || (contentType !== 'application/pdf' && pdfHeader.test(piece))) throw new FileRefused('mixed_content')
    // 50 MB take a third of a second; others want to be answered meanwhile.
    await setImmediate()
  }
}

const endOfArchive = Buffer.from('PK\u0005\u0006', 'latin1')

/** Whether a program that opens archives from their end would open this one. */
function endsAsArchive(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - 65_557)
  for (let at = bytes.lastIndexOf(endOfArchive); at >= from; at = bytes.lastIndexOf(endOfArchive, at - 1)) {
    const isWhole = at + 22 <= bytes.length
    if (isWhole && bytes.readUInt16LE(at + 10) > 0 && bytes.readUInt32LE(at + 12) + bytes.readUInt32LE(at + 16) <= at) return true
    if (at === 0) return false
  }
  return false
}
