import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { request } from '@linli/client/outbox'
import { expect, test } from 'vitest'
import { openDeviceDb } from './device-db.ts'
import { indexedStore } from './indexed-store.ts'
import { Vault } from './vault.ts'

const account = 'account:019d0000-0000-7000-8000-000000000001'

async function deviceWithItem() {
  const name = randomUUID()
  const db = await openDeviceDb(name)
  const vault = new Vault(db)
  const store = indexedStore(db, vault, () => 0)
  const item = {
    id: 'one',
    owner: account,
    order: 1,
    line: 'one',
    request: request('reportMatter', { body: { text: '楼道里的灯坏了' } }),
    photos: [{ id: 'photo', name: 'a.jpg', type: 'image/jpeg', bytes: 4, uploadKey: 'key-of-upload', fileId: null }],
    said: { action: 'report', words: '楼道里的灯坏了', matterId: null, matterNumber: null },
    madeAt: 0,
    state: 'waiting',
    follows: null,
    tries: 0,
    firstTriedAt: null,
    mayHaveHappened: false,
    uploadPermit: null,
    refusal: null,
    answer: null,
    told: false,
  } as const
  const photos = new Map([['photo', new Blob(['JPEG'], { type: 'image/jpeg' })]])
  expect(await store.write({ put: [{ ...item, photos: [...item.photos] }], addPhotos: photos }, 0)).toBe(true)
  return { name, db, vault, store, item }
}

test('what was kept is there again after a restart, with its photo', async () => {
  const { name, db, item } = await deviceWithItem()
  db.close()
  const again = await openDeviceDb(name)
  const store = indexedStore(again, new Vault(again), () => 0)
  expect(await store.read()).toEqual({ items: [item], revision: 1 })
  expect(await (await store.photo('photo'))?.text()).toBe('JPEG')
})

test('of two who write on the same revision only the first does', async () => {
  const { store } = await deviceWithItem()
  expect(await store.write({ remove: ['one'] }, 1)).toBe(true)
  expect(await store.write({ remove: ['one'] }, 1)).toBe(false)
})

test('nothing that was said lies open in the database, and without the key nobody reads it', async () => {
  const { db, vault, store } = await deviceWithItem()
  const [row] = await db.getAll('items')
  expect(new TextDecoder().decode(row?.sealed.bytes)).not.toContain('楼道')
  const key = await db.get('keys', account)
  expect(key?.extractable).toBe(false)
  await vault.forget(account)
  expect(await store.read()).toEqual({ items: [], revision: 1 })
  expect(await store.photo('photo')).toBeNull()
})
