import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { FileRefused } from '../file.ts'

const inflated = promisify(inflate)

/** What lets a document act by itself, carry other files or draw forms by script (ISO 32000-2, 12.6 and 12.7). */
const active = /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToE|Rendition)(?![A-Za-z])/
/** Too short to be looked for in packed content, where chance writes every four signs somewhere. */
const activeForm = /\/XFA(?![A-Za-z])/
const encrypted = /\/Encrypt(?![A-Za-z])/
const mostUnpacked = 64 * 1024 * 1024

/**
 * Looks whether a PDF is whole, begins and ends as one, and has nothing that acts by itself, also not in its packed
 * lists of objects. Throws `FileRefused`.
 */
export async function examinePdf(bytes: Buffer): Promise<void> {
  const text = bytes.toString('latin1')
  if (!/^%PDF-[12]\.\d/.test(text)) throw new FileRefused('mixed_content')
  const end = text.lastIndexOf('%%EOF')
  if (end < 0) throw new FileRefused('damaged')
  if (/[^\s\0]/.test(text.slice(end + 5))) throw new FileRefused('mixed_content')
  refuseActive(text)
  const streams = streamsIn(text)
  if (activeForm.test(withPlainNames(outside(text, streams)))) throw new FileRefused('active_content')
  // After the names: what is encrypted cannot be looked into.
  if (encrypted.test(withPlainNames(text))) throw new FileRefused('encrypted')
  await lookIntoPackedObjects(bytes, streams)
}

/** Looks into lists of objects that are packed. Each position is passed once, however the file repeats itself. */
async function lookIntoPackedObjects(bytes: Buffer, streams: readonly Stream[]): Promise<void> {
  let packed = 0
  let unpacked = 0
  for (const { dictionary, start, end } of streams) {
    if (!/\/ObjStm(?![A-Za-z])/.test(withPlainNames(dictionary))) continue
    if (end === null) throw new FileRefused('damaged')
    if (!/\/Filter/.test(withPlainNames(dictionary))) continue
    // Anything but the one packing everybody uses would hide what is inside.
    if (!/\/Filter\s*\[?\s*\/FlateDecode\s*\]?\s*(?=\/|>>)/.test(withPlainNames(dictionary))) throw new FileRefused('active_content')
    packed += end - start
    if (packed > mostUnpacked) throw new FileRefused('unpacks_too_large')
    try {
      const content = await inflated(bytes.subarray(start, end), { maxOutputLength: mostUnpacked - unpacked })
      unpacked += content.length
      const objects = content.toString('latin1')
      refuseActive(objects)
      if (activeForm.test(withPlainNames(objects))) throw new FileRefused('active_content')
    } catch (error) {
      if (error instanceof FileRefused) throw error
      const tooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
      throw new FileRefused(tooLarge ? 'unpacks_too_large' : 'damaged', error)
    }
  }
}

interface Stream {
  /** What stands between the stream before and this one: the other objects, and this one's dictionary at the end. */
  dictionary: string
  start: number
  /** Null when it never ends. */
  end: number | null
}

const longestDictionary = 65_536

function streamsIn(text: string): Stream[] {
  const streams: Stream[] = []
  let end = 0
  let before = 0
  for (const { index, 0: word } of text.matchAll(/(?<!end)stream\r?\n/g)) {
    const start = index + word.length
    // The end is looked for once for all that stand before it.
    if (end !== -1 && end < start) end = text.indexOf('endstream', start)
    streams.push({ dictionary: text.slice(Math.max(before, index - longestDictionary), index), start, end: end === -1 ? null : end })
    before = start
  }
  return streams
}

/** The text without what is packed in streams. */
function outside(text: string, streams: readonly Stream[]): string {
  const kept: string[] = []
  let from = 0
  for (const { start, end } of streams) {
    if (start < from) continue
    kept.push(text.slice(from, start))
    from = end ?? start
  }
  return kept.join('') + text.slice(from)
}

function refuseActive(text: string): void {
  if (active.test(text) || active.test(withPlainNames(text))) throw new FileRefused('active_content')
}

/** Names may be written with signs as `#4a`; the same name otherwise. */
function withPlainNames(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
