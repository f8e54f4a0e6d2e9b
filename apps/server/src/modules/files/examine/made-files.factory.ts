import { crc32, deflateRawSync, deflateSync } from 'node:zlib'

/** Writers of small files of each kind, whole or with a fault, for tests. */

export interface ZipEntry {
  name: string
  content?: Buffer | string
  /** What the archive says the content unpacks to, when that is not the truth. */
  claimed?: number
  method?: 0 | 8
  flags?: number
}

export interface ZipOptions {
  before?: Buffer
  comment?: Buffer
  /** All entries point at the first one's bytes. */
  overlapping?: boolean
}

export function makeZip(
  entries: readonly ZipEntry[],
  { before = Buffer.alloc(0), comment = Buffer.alloc(0), overlapping = false }: ZipOptions = {},
): Buffer {
  const bodies: Buffer[] = [before]
  const list: Buffer[] = []
  let at = before.length
  for (const { name, content = '', claimed, method = 8, flags = 0 } of entries) {
    const plain = Buffer.from(content)
    const packed = method === 8 ? deflateRawSync(plain) : plain
    const encoded = Buffer.from(name)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(flags, 2)
    shared.writeUInt16LE(method, 4)
    shared.writeUInt32LE(crc32(plain), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(claimed ?? plain.length, 18)
    shared.writeUInt16LE(encoded.length, 22)
    const listed = Buffer.alloc(46)
    listed.write('PK\u0001\u0002', 0, 'latin1')
    shared.copy(listed, 6)
    listed.writeUInt32LE(overlapping ? before.length : at, 42)
    list.push(listed, encoded)
    bodies.push(Buffer.from('PK\u0003\u0004', 'latin1'), shared, encoded, packed)
    at += 30 + encoded.length + packed.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...bodies, directory, end, comment])
}

const contentTypes = (main: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${main.startsWith('word') ? 'wordprocessingml.document' : 'spreadsheetml.sheet'}.main+xml"/></Types>`

export function makeDocx(more: readonly ZipEntry[] = [], options: ZipOptions = {}): Buffer {
  return makeZip(
    [
      { name: '[Content_Types].xml', content: contentTypes('word/document.xml') },
      { name: 'word/document.xml', content: '<w:document>井盖破损</w:document>' },
      ...more,
    ],
    options,
  )
}

export function makeXlsx(more: readonly ZipEntry[] = []): Buffer {
  return makeZip([
    { name: '[Content_Types].xml', content: contentTypes('xl/workbook.xml') },
    { name: 'xl/workbook.xml', content: '<workbook/>' },
    ...more,
  ])
}

/** A PDF of these objects. */
export function makePdf(objects: readonly (string | Buffer)[] = ['<< /Type /Catalog /Pages 2 0 R >>'], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n', 'latin1')]
  for (const [index, object] of objects.entries())
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n'))
  parts.push(Buffer.from(`trailer << /Root 1 0 R ${trailer} >>\nstartxref\n0\n%%EOF\n`))
  return Buffer.concat(parts)
}

/** An object stream, packed. */
export function objectStream(content: string | Buffer, dictionary = '/Filter /FlateDecode'): Buffer {
  const packed = deflateSync(Buffer.from(content))
  return Buffer.concat([
    Buffer.from(`<< /Type /ObjStm /N 1 /First 4 ${dictionary} /Length ${packed.length} >>\nstream\n`),
    packed,
    Buffer.from('\nendstream'),
  ])
}

export function box(type: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((each) => (typeof each === 'string' ? Buffer.from(each, 'latin1') : each)))
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** A video that says where and with what it was taken. */
export function makeVideo(brand: 'isom' | 'qt  ' = 'isom', ...more: Buffer[]): Buffer {
  const place = box('udta', box('\u00a9xyz', '\u0000\u0012\u0015\u00c7+36.2700+120.0100/'), box('\u00a9mod', 'SecretPhone'))
  const keys = box('meta', box('keys', 'mdtacom.apple.quicktime.location.ISO6709'), box('ilst', '+36.2700+120.0100/'))
  return Buffer.concat([
    box('ftyp', brand, '\u0000\u0000\u0002\u0000', 'isommp41'),
    box('moov', box('mvhd', Buffer.alloc(100)), box('trak', box('tkhd', Buffer.alloc(84)), box('udta', 'SecretPhone')), place, keys),
    box('mdat', Buffer.alloc(2000, 7)),
    ...more,
  ])
}

function element(id: string, content: Buffer | string): Buffer {
  const body = Buffer.from(content)
  const size = Buffer.alloc(8)
  size.writeBigUInt64BE(BigInt(body.length))
  size[0] = 0x01
  return Buffer.concat([Buffer.from(id, 'hex'), size, body])
}

export function makeWebm(docType = 'webm'): Buffer {
  return Buffer.concat([element('1a45dfa3', element('4282', docType)), element('18538067', Buffer.alloc(500, 1))])
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), content])
  const framed = Buffer.alloc(8 + body.length)
  framed.writeUInt32BE(content.length)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), 4 + body.length)
  return framed
}

/** A black and white PNG of any size; black packs a thousand to one. `rows` are how many it really has. */
export function makePng(
  width: number,
  height: number,
  { rows = height, before = [] }: { rows?: number; before?: [string, Buffer][] } = {},
): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    ...before.map(([type, content]) => chunk(type, content)),
    chunk('IDAT', deflateSync(Buffer.alloc(rows * (1 + Math.ceil(width / 8))))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
