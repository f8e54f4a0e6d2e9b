import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { FileRefused } from '../file.ts'

const inflated = promisify(inflate)

/** What lets a document act by itself, carry other files or draw forms by script (ISO 32000-2, 12.6 and 12.7). */
const active = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|Rendition)(?![A-Za-z])/
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
  // After the names: what is encrypted cannot be looked into.
  if (encrypted.test(withPlainNames(text))) throw new FileRefused('encrypted')
  await lookIntoPackedObjects(bytes, text)
}

async function lookIntoPackedObjects(bytes: Buffer, text: string): Promise<void> {
  let unpacked = 0
  for (const { index } of text.matchAll(/\/ObjStm(?![A-Za-z])/g)) {
    const start = /stream\r?\n/g
    start.lastIndex = index
    const found = start.exec(text)
    const end = found ? text.indexOf('endstream', found.index + found[0].length) : -1
    if (!found || end < 0) throw new FileRefused('damaged')
    const dictionary = text.slice(Math.max(0, text.lastIndexOf('obj', index)), found.index)
    const packed = bytes.subarray(found.index + found[0].length, end)
    if (!/\/Filter/.test(dictionary)) continue
    // Anything but the one packing everybody uses would hide what is inside.
    if (!/\/Filter\s*\[?\s*\/FlateDecode\s*\]?\s*(?=\/|>>)/.test(withPlainNames(dictionary))) throw new FileRefused('active_content')
    try {
      const content = await inflated(packed, { maxOutputLength: mostUnpacked - unpacked })
      unpacked += content.length
      refuseActive(content.toString('latin1'))
    } catch (error) {
      if (error instanceof FileRefused) throw error
      const tooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
      throw new FileRefused(tooLarge ? 'unpacks_too_large' : 'damaged', error)
    }
  }
}

function refuseActive(text: string): void {
  if (active.test(text) || active.test(withPlainNames(text))) throw new FileRefused('active_content')
}

/** Names may be written with signs as `#4a`; the same name otherwise. */
function withPlainNames(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
