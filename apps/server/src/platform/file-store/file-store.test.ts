import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { testNow } from '../../testing/constants.ts'
import { temporaryFolder } from '../../testing/test-city.ts'
import { LinliError } from '../problem.ts'
import { type FileStore, ObjectMissing, onePiece, readWhole } from './file-store.ts'
import { FolderStore } from './folder-store.ts'
import { openFileStore } from './open-store.ts'
import { startFakeS3 } from './s3.factory.ts'
import { S3Store } from './s3-store.ts'
import { newStoreKey, timeOfStoreKey } from './store-key.ts'

const folder = temporaryFolder('store')
const spoolFolder = temporaryFolder('spool')
const s3 = await startFakeS3()
const s3Options = { ...s3.settings, prefix: 'testcity/', spoolFolder, timeoutMs: 2000, pausesMs: [1, 1, 1] }
const bucket = new S3Store(s3Options)

async function* pieces(bytes: Buffer, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function* breaking(error: Error): AsyncIterable<Uint8Array> {
  yield randomBytes(100)
  throw error
}

async function all(store: FileStore): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for await (const { key, bytes } of store.list()) found.set(key, bytes)
  return found
}

describe.each<[string, FileStore]>([
  ['a folder', new FolderStore({ folder, reservedBytes: 0 })],
  ['an object store', bucket],
])('%s', (_, store) => {
  test('gives back what it was given, whole or a range of it, and the hash of it', async () => {
    const key = newStoreKey('files', testNow)
    const bytes = randomBytes(700_001)
    expect(await store.write(key, pieces(bytes, 65_536))).toEqual({
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest(),
    })
    expect((await readWhole(store, key)).equals(bytes)).toBe(true)
    const chunks: Uint8Array[] = []
    for await (const chunk of await store.read(key, { start: 5, end: 300_004 })) chunks.push(chunk)
    expect(Buffer.concat(chunks).equals(bytes.subarray(5, 300_005))).toBe(true)
  })

  test('says what is missing, and removes what is not there without a word', async () => {
    const key = newStoreKey('files', testNow)
    await expect(readWhole(store, key)).rejects.toThrow(ObjectMissing)
    await store.remove(key)
    await store.write(key, onePiece(Buffer.from('x')))
    await store.remove(key)
    await expect(readWhole(store, key)).rejects.toThrow(ObjectMissing)
  })

  test('lists everything with its size', async () => {
    const before = await all(store)
    const keys = Array.from({ length: 8 }, () => newStoreKey('parts', testNow))
    for (const [index, key] of keys.entries()) await store.write(key, onePiece(Buffer.alloc(index + 1)))
    const found = await all(store)
    expect(found.size).toBe(before.size + 8)
    for (const [index, key] of keys.entries()) expect(found.get(key)).toBe(index + 1)
  })

  test('leaves nothing of a source that breaks or finds no room', async () => {
    const before = await all(store)
    for (const [error, code] of [
      [Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }), 'file_store_full'],
      [Object.assign(new Error('disk quota exceeded'), { code: 'EDQUOT' }), 'file_store_full'],
      [Object.assign(new Error('input/output error'), { code: 'EIO' }), 'file_store_unavailable'],
    ] as const) {
      const failed = store.write(newStoreKey('files', testNow), breaking(error))
      await expect(failed).rejects.toMatchObject({ code })
    }
    expect(await all(store)).toEqual(before)
    expect([...readdirSync(join(folder, 'unfinished')), ...readdirSync(spoolFolder)]).toEqual([])
  })

  test('takes no key that could lead elsewhere', async () => {
    for (const key of ['../secrets.json', 'files/../../x', '/etc/passwd', 'files/2026-03-18/x', '', 'files/2026-03-18/..%2f'])
      await expect(store.write(key, onePiece(Buffer.from('x')))).rejects.toThrow()
  })
})

describe('a folder', () => {
  test('stops before the disk is full', async () => {
    const tight = new FolderStore({ folder: temporaryFolder('tight'), reservedBytes: Number.MAX_SAFE_INTEGER })
    await expect(tight.write(newStoreKey('files', testNow), onePiece(Buffer.from('x')))).rejects.toMatchObject({ code: 'file_store_full' })
    expect(await all(tight)).toEqual(new Map())
  })

  test('clears away what a killed process left half written, and nothing younger', async () => {
    const own = temporaryFolder('left')
    mkdirSync(join(own, 'unfinished'))
    for (const name of ['old', 'young']) writeFileSync(join(own, 'unfinished', name), 'half')
    utimesSync(join(own, 'unfinished', 'old'), testNow, testNow)
    const store = new FolderStore({ folder: own })
    expect(await all(store)).toEqual(new Map())
    expect(await store.removeLeftovers(new Date(testNow.getTime() + 1000))).toBe(1)
    expect(readdirSync(join(own, 'unfinished'))).toEqual(['young'])
  })
})

describe('an object store', () => {
  test.each(['error 500', 'slow down', 'reset', 'silence'] as const)('is asked again after %s', async (trouble) => {
    const hasty = new S3Store({ ...s3Options, timeoutMs: 300 })
    const key = newStoreKey('files', testNow)
    s3.troubles.push(trouble, trouble)
    await hasty.write(key, pieces(Buffer.from('hello'), 2))
    s3.troubles.push(trouble)
    expect((await readWhole(hasty, key)).toString()).toBe('hello')
  })

  test('that stays away is a 503, and asked no more often than said', async () => {
    const before = s3.requests.length
    s3.troubles.push('error 500', 'error 500', 'error 500', 'error 500')
    await expect(bucket.write(newStoreKey('files', testNow), onePiece(Buffer.from('x')))).rejects.toMatchObject({
      code: 'file_store_unavailable',
    })
    expect(s3.requests.length - before).toBe(4)
    expect(readdirSync(spoolFolder)).toEqual([])
  })

  test('that is full is a 507, and one that denies is not asked again', async () => {
    for (const [trouble, code] of [
      ['full', 'file_store_full'],
      ['denied', 'file_store_unavailable'],
    ] as const) {
      const before = s3.requests.length
      s3.troubles.push(trouble)
      await expect(bucket.write(newStoreKey('files', testNow), onePiece(Buffer.from('x')))).rejects.toMatchObject({ code })
      expect(s3.requests.length - before).toBe(1)
    }
  })

  test('that sends half an answer does not pass for the whole', async () => {
    const key = newStoreKey('files', testNow)
    await bucket.write(key, onePiece(randomBytes(200_000)))
    s3.troubles.push('half an answer')
    await expect(readWhole(bucket, key)).rejects.toThrow(LinliError)
    expect((await readWhole(bucket, key)).length).toBe(200_000)
  })

  test('takes only what is signed with its key, and keeps cities apart', async () => {
    const stranger = new S3Store({ ...s3Options, secretAccessKey: 'another' })
    const key = newStoreKey('files', testNow)
    await bucket.write(key, onePiece(Buffer.from('secret')))
    await expect(stranger.read(key)).rejects.toMatchObject({ code: 'file_store_unavailable' })
    expect(s3.objects.has(`testcity/${key}`)).toBe(true)
    const neighbour = new S3Store({ ...s3Options, prefix: 'neighbour/' })
    await expect(neighbour.read(key)).rejects.toThrow(ObjectMissing)
    expect(await all(neighbour)).toEqual(new Map())
  })
})

test('the settings choose the store', async () => {
  const dataFolder = temporaryFolder('chosen')
  const key = newStoreKey('files', testNow)
  await openFileStore({ dataFolder, s3: null }, 'acity').write(key, onePiece(Buffer.from('x')))
  expect(readdirSync(join(dataFolder, 'files', 'acity', 'files'))).toEqual(['2026-03-18'])
  await openFileStore({ dataFolder, s3: s3.settings }, 'acity').write(key, onePiece(Buffer.from('x')))
  expect(s3.objects.has(`acity/${key}`)).toBe(true)
})

test('a key tells when it was made, and nothing else is a key', () => {
  expect(timeOfStoreKey(newStoreKey('files', testNow))).toEqual(testNow)
  for (const other of ['files/x', 'backup/2026-03-18/x', 'files/2026-03-18/019cfe3e-3e00-4000-8000-000000000000'])
    expect(timeOfStoreKey(other)).toBeNull()
})
