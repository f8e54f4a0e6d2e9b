import { randomUUID } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { onePiece, readWhole } from '../../platform/file-store/file-store.ts'
import { newStoreKey } from '../../platform/file-store/store-key.ts'
import { FolderStore } from '../../platform/file-store/folder-store.ts'
import { createLogger } from '../../platform/log.ts'
import { LinliError } from '../../platform/problem.ts'
import { startTestCity, temporaryFolder } from '../../testing/test-city.ts'
import { startBackgroundWork } from '../../worker.ts'
import { strangerAt } from '../access/index.ts'
import { noChannels } from '../notices/index.ts'
import { readCity } from '../cities/index.ts'
import { reportInShownGrid } from '../matters/matter.factory.ts'
import { box, makeDocx, makePdf, makeVideo, makeWebm, makeXlsx, objectStream } from './examine/made-files.factory.ts'
import {
  collectOrphans,
  filesOfMatter,
  findAttachable,
  findFileFaults,
  presentAttachedFile,
  processFile,
  processWaitingFiles,
  type Uploader,
  uploaderOf,
} from './index.ts'
import { begin, look, permit, photo, type PhotoFormat, type Sender, sendBytes, upload, uploadAndProcess } from './uploads.factory.ts'

/** A store that can be told to fail. */
class FailingStore extends FolderStore {
  failure: Error | null = null
  override async write(key: string, source: AsyncIterable<Uint8Array>) {
    return super.write(key, this.failure ? failingAfterHalf(source, this.failure) : source)
  }
}

async function* failingAfterHalf(source: AsyncIterable<Uint8Array>, failure: Error): AsyncIterable<Uint8Array> {
  for await (const chunk of source) {
    yield chunk.subarray(0, Math.ceil(chunk.length / 2))
    throw failure
  }
}

const folder = temporaryFolder('files')
const store = new FailingStore({ folder })
const city = await startTestCity('tiny_city', { fileStore: store })
const worker: Sender = { cookie: (await city.as('worker')).cookie() }
const [{ id: workerId }] = (await city.db.read.selectFrom('accounts').select('id').where('login_name', '=', 'worker').execute()) as [
  { id: string },
]
const workerUploads: Uploader = { owners: [`account:${workerId}`], beginsFor: null }
const { matterId } = await reportInShownGrid(city)
const objects = async () => {
  const keys: string[] = []
  for await (const { key } of store.list()) keys.push(key)
  return keys.sort((a, b) => (a < b ? -1 : 1))
}
const rowOf = (id: string) => city.db.read.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const attach = (fileId: string, seq = 1, visibility = 'public') =>
  city.db.read.insertInto('attachments').values({ file_id: fileId, matter_id: matterId, seq, visibility, role: 'before' }).execute()
const doctor = () => findFileFaults(city.db, store, city.clock.now())

describe('a photo', () => {
  test.each<PhotoFormat>(['jpeg', 'png', 'webp', 'avif'])('in %s offers its place once and keeps nothing of it', async (format) => {
    const original = await photo({ format })
    expect(original.toString('latin1')).toContain('SecretPhone')
    const seen = await uploadAndProcess(city, worker, original, { type: `image/${format}` })
    expect(seen).toMatchObject({ state: 'ready', contentType: 'image/jpeg', width: 320, height: 240 })
    expect(seen.offeredPlace?.longitude).toBeCloseTo(120.01, 6)
    expect(seen.offeredPlace?.latitude).toBeCloseTo(36.27, 6)
    const kept = await city.db.read.selectFrom('uploads').select('place_cipher').where('id', '=', seen.id).executeTakeFirstOrThrow()
    expect(kept.place_cipher?.toString('latin1')).not.toContain('120.0')
    await attach(seen.id)
    expect((await look(city, worker, seen.id)).offeredPlace).toBeNull()
  })

  test('without a place offers none', async () => {
    expect((await uploadAndProcess(city, worker, await photo({ place: false }))).offeredPlace).toBeNull()
  })

  test('is turned upright and made smaller, with a small picture beside it', async () => {
    const seen = await uploadAndProcess(city, worker, await photo({ width: 3000, height: 2000, orientation: 6 }))
    expect([seen.width, seen.height]).toEqual([1707, 2560])
    const row = await rowOf(seen.id)
    const thumbnail = await sharp(await readWhole(store, row.thumbnail_key ?? '')).metadata()
    expect([thumbnail.width, thumbnail.height]).toEqual([320, 480])
  })

  test('that is small stays as small', async () => {
    expect(await uploadAndProcess(city, worker, await photo({ width: 40, height: 30 }))).toMatchObject({ width: 40, height: 30 })
  })

  test('that moves shows its first frame, and what was clear is white', async () => {
    const frame = (background: string) =>
      sharp({ create: { width: 30, height: 20, channels: 4, background } })
        .png()
        .toBuffer()
    const moving = await sharp([await frame('#ff000000'), await frame('#00ff00ff')], { join: { animated: true } })
      .webp()
      .toBuffer()
    const seen = await uploadAndProcess(city, worker, moving, { type: 'image/webp' })
    expect(seen).toMatchObject({ state: 'ready', width: 30, height: 20 })
    const { channels } = await sharp(await readWhole(store, (await rowOf(seen.id)).store_key ?? '')).stats()
    for (const channel of channels) expect(channel.mean).toBeGreaterThan(250)
  })
})

describe('a video', () => {
  test.each([
    ['video/mp4', makeVideo()],
    ['video/quicktime', makeVideo('qt  ', box('smrd', 'SecretPhone'))],
  ])('in %s is kept without its place and device, every picture where it was', async (type, video) => {
    expect(video.toString('latin1')).toMatch(/SecretPhone.*36\.2700/s)
    const seen = await uploadAndProcess(city, worker, video, { type, name: 'film.bin' })
    expect(seen).toMatchObject({ state: 'ready', kind: 'video', contentType: type, width: null, thumbnailUrl: null })
    const stored = await readWhole(store, (await rowOf(seen.id)).store_key ?? '')
    expect(stored.toString('latin1')).not.toMatch(/SecretPhone|36\.2700|ISO6709/)
    expect(stored.length).toBe(video.length)
    const pictures = (bytes: Buffer) => bytes.subarray(bytes.indexOf('mdat'), bytes.indexOf('mdat') + 2004)
    expect(pictures(stored).equals(pictures(video))).toBe(true)
  })

  test('in WebM is kept as it is', async () => {
    const seen = await uploadAndProcess(city, worker, makeWebm(), { type: 'video/webm' })
    expect(seen).toMatchObject({ state: 'ready', contentType: 'video/webm' })
  })
})

describe('a document', () => {
  const office = 'application/vnd.openxmlformats-officedocument'
  test.each([
    ['application/pdf', makePdf()],
    [
      'application/pdf',
      makePdf([
        '<< /Type /Catalog >>',
        objectStream('1 0 << /Type /Font /Name /JavaScripture >>'),
        Buffer.concat([Buffer.from('<< /Length 9 >>\nstream\n/XFA /JS \nendstream')]),
      ]),
    ],
    [
      `${office}.wordprocessingml.document`,
      makeDocx([
        { name: 'word/media/image1.png', content: 'x', method: 0 },
        { name: 'word/embeddings/chart.xlsx', content: makeXlsx() },
        {
          name: 'word/_rels/document.xml.rels',
          content: '<Relationship Type="x/hyperlink" TargetMode="External" Target="https://qingdao.gov.cn"/>',
        },
      ]),
    ],
    [`${office}.spreadsheetml.sheet`, makeXlsx()],
  ])('%s is kept byte for byte and given to be saved, not shown', async (type, bytes) => {
    const seen = await uploadAndProcess(city, worker, bytes, { type, name: '整改方案' })
    expect(seen, JSON.stringify(seen.refusal)).toMatchObject({ state: 'ready', kind: 'document', contentType: type })
    const answer = await city.app.inject({ url: seen.url ?? '' })
    expect(answer.rawPayload.equals(bytes)).toBe(true)
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename\*=UTF-8''%E6%95%B4%E6%94%B9%E6%96%B9%E6%A1%88\.(pdf|docx|xlsx)$/,
    )
  })
})

describe('a link', async () => {
  const { url, thumbnailUrl, id } = await uploadAndProcess(city, worker, await photo(), { name: '照片.jpg' })
  const stored = await readWhole(store, (await rowOf(id)).store_key ?? '')
  const link = url ?? ''
  const open = (path: string, headers: Record<string, string> = {}) => city.app.inject({ url: path, headers })

  test('opens the bytes for a stranger, with headers that let nothing run', async () => {
    const answer = await open(link)
    expect(answer.statusCode).toBe(200)
    expect(answer.rawPayload.equals(stored)).toBe(true)
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(stored.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'content-disposition': "inline; filename*=UTF-8''%E7%85%A7%E7%89%87.jpg",
      'accept-ranges': 'bytes',
    })
    expect(answer.headers['cache-control']).toMatch(/^private, max-age=\d+, immutable$/)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect((await open(thumbnailUrl ?? '')).headers['content-type']).toBe('image/jpeg')
  })

  test('is the same within an hour, so that the browser’s cache holds', async () => {
    const first = (await look(city, worker, id)).url
    city.clock.advance(60_000)
    expect((await look(city, worker, id)).url).toBe(first)
    expect((await open(link, { 'if-none-match': String((await open(link)).headers.etag) })).statusCode).toBe(304)
  })

  test('altered in any place opens nothing', async () => {
    const parsed = new URL(link, 'http://x')
    const [until, signature] = [parsed.searchParams.get('until') ?? '', parsed.searchParams.get('signature') ?? '']
    const at = (fileId: string, variant: string, theUntil: string, theSignature: string) =>
      `/files/${fileId}/${variant}?until=${theUntil}&signature=${theSignature}`
    const altered = [
      at(randomUUID(), 'original', until, signature),
      at(id, 'thumbnail', until, signature),
      at(id, 'Original', until, signature),
      at(id, 'original', String(Number(until) + 3600), signature),
      at(id, 'original', `0${until}`, signature),
      at(id, 'original', `${until}.0`, signature),
      at(id, 'original', until, ''),
      at(id, 'original', until, 'A'.repeat(43)),
      at(id, 'original', until, `${signature}A`),
      ...Array.from(signature, (sign, place) =>
        at(id, 'original', until, signature.slice(0, place) + (sign === 'A' ? 'B' : 'A') + signature.slice(place + 1)),
      ),
      `/files/${id}/original`,
      `${link}&signature=${signature}`,
      `${link}&until=99999999999`,
      at(id, '..%2foriginal', until, signature),
      at(id.toUpperCase(), 'original', until, signature),
    ]
    for (const path of altered) {
      const answer = await open(path)
      expect([answer.statusCode, answer.json<{ code: string }>().code], path).toEqual([403, 'link_not_valid'])
    }
  })

  test('of another city or key opens nothing', async () => {
    const other = new URL(link, 'http://x')
    other.searchParams.set(
      'signature',
      city.keys.signature('upload permit', `${id}\noriginal\n${other.searchParams.get('until')}`).toString('base64url'),
    )
    expect((await open(other.pathname + other.search)).statusCode).toBe(403)
  })

  test('gives ranges as a video player asks for them', async () => {
    const etag = String((await open(link)).headers.etag)
    for (const [range, from, to] of [
      ['bytes=0-0', 0, 0],
      ['bytes=10-99', 10, 99],
      ['bytes=100-', 100, stored.length - 1],
      ['bytes=-50', stored.length - 50, stored.length - 1],
      [`bytes=5-${stored.length + 1000}`, 5, stored.length - 1],
      [`bytes=-${stored.length + 1000}`, 0, stored.length - 1],
    ] as const) {
      const answer = await open(link, { range })
      expect(answer.statusCode, range).toBe(206)
      expect(answer.headers['content-range']).toBe(`bytes ${from}-${to}/${stored.length}`)
      expect(answer.rawPayload.equals(stored.subarray(from, to + 1))).toBe(true)
    }
    for (const range of [`bytes=${stored.length}-`, 'bytes=-0']) {
      const answer = await open(link, { range })
      expect([answer.statusCode, answer.headers['content-range']]).toEqual([416, `bytes */${stored.length}`])
    }
    for (const range of ['bytes=9-5', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=-', 'bytes=a-b'])
      expect((await open(link, { range })).statusCode, range).toBe(200)
    expect((await open(link, { range: 'bytes=0-9', 'if-range': etag })).statusCode).toBe(206)
    expect((await open(link, { range: 'bytes=0-9', 'if-range': '"other"' })).statusCode).toBe(200)
    const head = await city.app.inject({ method: 'HEAD', url: link })
    expect([head.statusCode, head.headers['content-length'], head.rawPayload.length]).toEqual([200, String(stored.length), 0])
  })

  test('dies after one to two hours', async () => {
    const before = city.clock.now()
    city.clock.advance(3_600_000 - 120_000)
    expect((await open(link)).statusCode).toBe(200)
    city.clock.advance(3_600_000 + 120_000)
    expect((await open(link)).statusCode).toBe(403)
    city.clock.advance(before.getTime() - city.clock.now().getTime())
  })

  test('whose bytes are gone is a fault of the store, told as one', async () => {
    const lost = await uploadAndProcess(city, worker, await photo())
    await store.remove((await rowOf(lost.id)).store_key ?? '')
    const answer = await open(lost.url ?? '')
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([503, 'file_store_unavailable'])
    expect((await doctor())[0]).toMatchObject({ wrong: 1, examples: [lost.id] })
    await city.db.read.deleteFrom('uploads').where('id', '=', lost.id).execute()
    await city.db.read.deleteFrom('files').where('id', '=', lost.id).execute()
  })
})

describe('attaching', () => {
  const now = () => city.clock.now()

  test('takes files that are ready, one’s own and new, in the order asked for', async () => {
    const [one, two] = [
      await uploadAndProcess(city, worker, await photo()),
      await uploadAndProcess(city, worker, makePdf(), { type: 'application/pdf' }),
    ]
    const found = await findAttachable(city.db.read, workerUploads, [two.id, one.id, two.id], now())
    expect(found.map(({ id, kind, contentType }) => [id, kind, contentType])).toEqual([
      [two.id, 'document', 'application/pdf'],
      [one.id, 'image', 'image/jpeg'],
    ])
    expect(await findAttachable(city.db.read, workerUploads, [], now())).toEqual([])
  })

  test('refuses what is not there, half, refused, another’s, attached or a day old', async () => {
    const ready = await uploadAndProcess(city, worker, await photo())
    const half =
      String((await begin(city, worker, { bytes: 10 })).headers.location)
        .split('/')
        .at(-1) ?? ''
    const waiting = await upload(city, worker, await photo())
    const refused = await uploadAndProcess(city, worker, Buffer.from('#!/bin/sh'))
    const others = await uploadAndProcess(city, await permit(city), await photo())
    const attached = await uploadAndProcess(city, worker, await photo())
    await attach(attached.id)
    for (const id of [randomUUID(), half, waiting, refused.id, others.id, attached.id])
      await expect(findAttachable(city.db.read, workerUploads, [ready.id, id], now())).rejects.toMatchObject({ code: 'unknown_file' })
    await expect(findAttachable(city.db.read, { owners: [], beginsFor: null }, [ready.id], now())).rejects.toThrow(LinliError)
    const tomorrow = new Date(now().getTime() + 24 * 3_600_000 + 1)
    await expect(findAttachable(city.db.read, workerUploads, [ready.id], tomorrow)).rejects.toMatchObject({ code: 'unknown_file' })
    await processFile(city.files, waiting)
  })

  test('takes what was uploaded with a permit, when it is shown', async () => {
    const stranger = await permit(city)
    const { id } = await uploadAndProcess(city, stranger, await photo())
    const actor = strangerAt('203.0.113.9', 'en')
    const shown = uploaderOf(city.keys, actor, stranger.token, now())
    expect((await findAttachable(city.db.read, shown, [id], now())).map((file) => file.id)).toEqual([id])
    const without = uploaderOf(city.keys, actor, undefined, now())
    await expect(findAttachable(city.db.read, without, [id], now())).rejects.toMatchObject({ code: 'unknown_file' })
  })

  test('happens once: the second is refused by the table itself', async () => {
    const { id } = await uploadAndProcess(city, worker, await photo())
    await attach(id)
    await expect(attach(id, 2)).rejects.toMatchObject({ code: '23505' })
    const changed = city.db.read.updateTable('attachments').set({ visibility: 'internal' }).execute()
    await expect(changed).rejects.toMatchObject({ code: '42501' })
    await expect(city.db.read.deleteFrom('attachments').execute()).rejects.toMatchObject({ code: '42501' })
  })

  test('shows with the matter what came with which entry', async () => {
    const { matterId: another } = await reportInShownGrid(city)
    const seen = await uploadAndProcess(city, worker, await photo(), { name: '前.jpg' })
    await city.db.read
      .insertInto('attachments')
      .values({ file_id: seen.id, matter_id: another, seq: 1, visibility: 'internal', role: 'before' })
      .execute()
    const files = await filesOfMatter(city.db.read, another)
    const [presented] = files.map((file) => presentAttachedFile(city.keys, file, now()))
    expect(files).toHaveLength(1)
    expect(presented).toMatchObject({
      id: seen.id,
      kind: 'image',
      name: '前.jpg',
      seq: 1,
      visibility: 'internal',
      role: 'before',
      width: 320,
    })
    for (const url of [presented?.url, presented?.thumbnailUrl]) expect((await city.app.inject({ url: url ?? '' })).statusCode).toBe(200)
  })
})

describe('processing', () => {
  test('twice at once keeps one outcome and no stray bytes', async () => {
    const before = await objects()
    const id = await upload(city, worker, await photo())
    await Promise.all([processFile(city.files, id), processFile({ ...city.files }, id), processFile(city.files, id)])
    const row = await rowOf(id)
    expect(await objects()).toEqual([...before, row.store_key ?? '', row.thumbnail_key ?? ''].sort((a, b) => (a < b ? -1 : 1)))
  })

  test('is done by the worker as soon as the last byte is there', async () => {
    const known = await readCity(city.db.read, city.db.city)
    if (!known) throw new Error('the city is not complete')
    const { matters: tools, files, documents, connection, keys } = city
    const work = await startBackgroundWork({
      tools,
      files,
      documents,
      connection,
      keys,
      city: known,
      log: createLogger('silent'),
      channels: noChannels,
    })
    const id = await upload(city, worker, await photo())
    await expect.poll(async () => (await look(city, worker, id)).state, { timeout: 10_000 }).toBe('ready')
    await work.stop()
  })

  test('that ends the process again and again is given up', async () => {
    const id = await upload(city, worker, await photo())
    await city.db.read.updateTable('files').set({ attempts: 5 }).where('id', '=', id).execute()
    await processFile(city.files, id)
    expect((await look(city, worker, id)).refusal?.code).toBe('damaged')
  })

  test('interrupted by a store that fails comes again', async () => {
    const id = await upload(city, worker, await photo())
    store.failure = Object.assign(new Error('io'), { code: 'EIO' })
    await expect(processFile(city.files, id)).rejects.toMatchObject({ code: 'file_store_unavailable' })
    store.failure = null
    expect((await look(city, worker, id)).state).toBe('processing')
    expect(await processWaitingFiles(city.files)).toBe(0)
    city.clock.advance(121_000)
    expect(await processWaitingFiles(city.files)).toBe(1)
    expect((await look(city, worker, id)).state).toBe('ready')
  })
})

describe('a full disk', () => {
  test.each([
    ['ENOSPC', 507, 'file_store_full'],
    ['EIO', 503, 'file_store_unavailable'],
  ])('(%s) refuses the bytes, leaves nothing half written, and the upload goes on when there is room', async (code, status, expected) => {
    const bytes = await photo()
    const location = String((await begin(city, worker, { bytes: bytes.length })).headers.location)
    const before = await objects()
    store.failure = Object.assign(new Error('no'), { code })
    const answer = await sendBytes(city, worker, location, 0, bytes)
    store.failure = null
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, expected])
    expect(await objects()).toEqual(before)
    expect(await city.db.read.selectFrom('upload_parts').selectAll().execute()).toEqual([])
    expect((await sendBytes(city, worker, location, 0, bytes)).statusCode).toBe(200)
    await processFile(city.files, location.split('/').at(-1) ?? '')
  })
})

describe('orphans', () => {
  test('are collected after a day, once, by two workers at a time, and nothing else is', async () => {
    const keep = await uploadAndProcess(city, worker, await photo())
    await attach(keep.id)
    const key = randomUUID()
    const left = await uploadAndProcess(city, worker, await photo(), { key })
    const half = String((await begin(city, worker, { bytes: 100 })).headers.location)
    await sendBytes(city, worker, half, 0, Buffer.alloc(40))
    const stray = newStoreKey('parts', city.clock.now())
    await store.write(stray, onePiece(Buffer.from('left by a killed process')))
    await collectOrphans(city.files)
    expect(await objects()).toContain(stray)
    expect((await doctor()).map(({ wrong }) => wrong)).toEqual([0, 0, 0])

    city.clock.advance(23 * 3_600_000)
    const cookie = { cookie: (await city.as('worker')).cookie() }
    const running = String((await begin(city, cookie, { bytes: 100 })).headers.location)
    await sendBytes(city, cookie, running, 0, Buffer.alloc(40))
    city.clock.advance(2 * 3_600_000)
    const collected = await Promise.all([collectOrphans(city.files), collectOrphans(city.files)])
    expect(collected.reduce((sum, { halfUploads }) => sum + halfUploads, 0)).toBeGreaterThanOrEqual(1)
    const after = await objects()
    expect(after).not.toContain(stray)
    expect(await city.db.read.selectFrom('files').select('id').where('id', '=', left.id).execute()).toEqual([])
    expect((await city.app.inject({ url: (await look(city, cookie, keep.id)).url ?? '' })).statusCode).toBe(200)
    expect((await sendBytes(city, cookie, running, 40, Buffer.alloc(10))).statusCode).toBe(204)
    await expect(look(city, cookie, left.id)).rejects.toThrow('not_found')
    // The same key begins anew, since what it began is gone.
    expect(String((await begin(city, cookie, { bytes: 100, key })).headers.location)).not.toContain(left.id)
    expect((await doctor()).map(({ wrong }) => wrong)).toEqual([0, 0, 0])
  })

  test('are told by the doctor, which changes nothing: bytes without a row, of another size, changed', async () => {
    const stray = newStoreKey('files', new Date(city.clock.now().getTime() - 50 * 3_600_000))
    await store.write(stray, onePiece(Buffer.from('x')))
    const cookie = { cookie: (await city.as('worker')).cookie() }
    const seen = await uploadAndProcess(city, cookie, await photo())
    const row = await rowOf(seen.id)
    const changed = await readWhole(store, row.store_key ?? '')
    changed[changed.length - 10] = (changed[changed.length - 10] ?? 0) ^ 1
    await store.write(row.store_key ?? '', onePiece(changed))
    await store.write(row.thumbnail_key ?? '', onePiece(Buffer.from('short')))
    const before = await objects()
    const [sizes, strays, hashes] = await findFileFaults(city.db, store, city.clock.now(), 1000)
    expect([sizes?.examples, strays?.examples, hashes?.examples]).toEqual([[seen.id], [stray], [seen.id]])
    expect(await objects()).toEqual(before)
  })

  test('of other programs in the folder are left alone', async () => {
    const foreign = join(folder, 'files', 'notes.txt')
    writeFileSync(foreign, 'not ours')
    city.clock.advance(60 * 3_600_000)
    await collectOrphans(city.files)
    expect(existsSync(foreign)).toBe(true)
    expect((await doctor())[1]).toMatchObject({ wrong: 0 })
  })
})
