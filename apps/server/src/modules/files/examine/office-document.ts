import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { FileRefused } from '../file.ts'

const inflated = promisify(inflateRaw)

const mostEntries = 5000
const longestRelations = 1024 * 1024
const mostUnpacked = 150 * 1024 * 1024

interface Entry {
  name: string
  method: number
  packed: number
  unpacked: number
  header: number
}

/** Programs, macros, and objects of other programs; sheets behind charts and the like are documents themselves and have no macros. */
const activePart =
  /vbaProject|vbaData|activeX|macrosheets|embeddings\/(?![^/]*\.(?:xlsx|docx|pptx)$)|\.(?:exe|dll|js|vbs|bat|cmd|html?|mht|svg)$/i
/** What is fetched from elsewhere when the document is opened; a link one has to click is not. */
const fetchedTypes = /\/(?:attachedTemplate|oleObject|frame|subDocument)["']/i
const fromElsewhere = /TargetMode\s*=\s*["']External/i

const mainPart: Record<string, string> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'word/document.xml',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xl/workbook.xml',
}

/**
 * Looks whether a DOCX or XLSX is the archive it says it is: every byte belongs to an entry, nothing stands before or
 * behind, no entry lies about its size or leaves its folder, none is a macro, and all of it unpacked stays small. Throws `FileRefused`.
 */
export async function examineOfficeDocument(bytes: Buffer, contentType: string): Promise<void> {
  const entries = readEntries(bytes)
  const names = new Set(entries.map((entry) => entry.name))
  if (names.size < entries.length || entries.some(({ name }) => leavesItsFolder(name))) throw new FileRefused('mixed_content')
  if (!names.has('[Content_Types].xml') || !names.has(mainPart[contentType] ?? '')) throw new FileRefused('type_not_accepted')
  if (entries.some(({ name }) => activePart.test(name))) throw new FileRefused('active_content')
  if (entries.reduce((sum, entry) => sum + entry.unpacked, 0) > mostUnpacked) throw new FileRefused('unpacks_too_large')
  await unpackEach(bytes, entries)
}

function leavesItsFolder(name: string): boolean {
  return name === '' || name.startsWith('/') || /[\\:\0]|(?:^|\/)\.\.(?:\/|$)/.test(name)
}

/** The list at the archive's end (APPNOTE 4.3). Only one disk, no comment, no ZIP64: no office program writes those. */
function readEntries(bytes: Buffer): Entry[] {
  const end = bytes.length - 22
  if (end < 0 || bytes.readUInt32LE(end) !== 0x06054b50) throw new FileRefused('mixed_content')
  const count = bytes.readUInt16LE(end + 10)
  const listBytes = bytes.readUInt32LE(end + 12)
  const list = bytes.readUInt32LE(end + 16)
  if (count > mostEntries) throw new FileRefused('unpacks_too_large')
  if (count === 0 || list + listBytes !== end) throw new FileRefused('mixed_content')
  const entries: Entry[] = []
  let at = list
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) throw new FileRefused('damaged')
    // Bit 0: encrypted.
    if (bytes.readUInt16LE(at + 8) & 1) throw new FileRefused('encrypted')
    const nameBytes = bytes.readUInt16LE(at + 28)
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameBytes),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      header: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  if (at !== end) throw new FileRefused('mixed_content')
  return entries.sort((a, b) => a.header - b.header)
}

/** A size that stands behind the content, when the writer did not know it before. */
const longestDescriptor = 24

/** Unpacks each entry up to the size it announces: one that holds more is a lie, and a lie of this kind is a bomb. */
async function unpackEach(bytes: Buffer, entries: readonly Entry[]): Promise<void> {
  const list = bytes.readUInt32LE(bytes.length - 6)
  let expected = 0
  for (const [index, entry] of entries.entries()) {
    const { header } = entry
    if (header + 30 > list || bytes.readUInt32LE(header) !== 0x04034b50) throw new FileRefused('damaged')
    // Entries that overlap are how a small archive unpacks to a large one; gaps are where other files hide.
    if (header < expected || header - expected > (index === 0 ? 0 : longestDescriptor)) throw new FileRefused('mixed_content')
    const nameBytes = bytes.readUInt16LE(header + 26)
    if (bytes.toString('utf8', header + 30, header + 30 + nameBytes) !== entry.name) throw new FileRefused('mixed_content')
    const content = header + 30 + nameBytes + bytes.readUInt16LE(header + 28)
    expected = content + entry.packed
    if (expected > list) throw new FileRefused('damaged')
    const part = await unpack(bytes.subarray(content, expected), entry)
    if (part.length !== entry.unpacked) throw new FileRefused('unpacks_too_large')
    if (!entry.name.endsWith('.rels')) continue
    if (part.length > longestRelations) throw new FileRefused('unpacks_too_large')
    if (fetchesFromElsewhere(part.toString('utf8'))) throw new FileRefused('active_content')
  }
  if (list - expected > longestDescriptor) throw new FileRefused('mixed_content')
}

function fetchesFromElsewhere(relations: string): boolean {
  return relations.split('>').some((relation) => fromElsewhere.test(relation) && fetchedTypes.test(relation))
}

async function unpack(packed: Buffer, { method, unpacked }: Entry): Promise<Buffer> {
  if (method === 0) return packed
  if (method !== 8) throw new FileRefused('damaged')
  try {
    return await inflated(packed, { maxOutputLength: unpacked + 1 })
  } catch (error) {
    throw new FileRefused((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'unpacks_too_large' : 'damaged', error)
  }
}
