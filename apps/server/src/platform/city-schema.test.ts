import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { buildApp } from '../app.ts'
import { insertArea } from '../modules/areas/index.ts'
import { readCity, seedCity, writeCity } from '../modules/cities/index.ts'
import { migrationsFolder, testNow } from '../testing/constants.ts'
import { ask, freshDatabase } from '../testing/fresh-database.factory.ts'
import { clientOf, temporaryFolder } from '../testing/test-city.ts'
import { jobsSchemaOf, migrateCity, roleOfCity } from './city-schema.ts'
import { SetClock } from './clock.ts'
import { inTransaction, openDb } from './db.ts'
import { randomIds } from './ids.ts'
import { FolderStore } from './file-store/folder-store.ts'
import { createLogger } from './log.ts'
import { addJob } from './queue.ts'
import { personalDataKeys } from './secrets.ts'

const all = readdirSync(migrationsFolder)
  .filter((file) => file.endsWith('.sql'))
  .map((file) => file.slice(0, -'.sql'.length))
  .toSorted()

describe('migrating', () => {
  test('makes a city once, and then has nothing to do', async () => {
    const connection = await freshDatabase()
    const told: string[] = []
    expect(await migrateCity({ connection, city: 'alpha', migrationsFolder, tell: (sentence) => told.push(sentence) })).toEqual(all)
    expect(told).toEqual(all.map((name) => `Migrated: ${name}`))
    expect(await migrateCity({ connection, city: 'alpha', migrationsFolder })).toEqual([])
  })

  test('by several processes at once runs each migration once', async () => {
    for (let round = 0; round < 2; round++) {
      const connection = await freshDatabase()
      const ran = await Promise.all(Array.from({ length: 4 }, () => migrateCity({ connection, city: 'alpha', migrationsFolder })))
      expect(ran.flat()).toEqual(all)
      expect(await migrateCity({ connection, city: 'alpha', migrationsFolder })).toEqual([])
      await expect(addOneJob(connection, 'alpha')).resolves.toBeUndefined()
    }
  })

  test('refuses data of a newer version with a sentence, and changes nothing', async () => {
    const connection = await freshDatabase()
    await migrateCity({ connection, city: 'alpha', migrationsFolder })
    await ask(connection, `insert into alpha.kysely_migration (name, timestamp) values ('9999-from-the-future', '2030-01-01')`)
    await expect(migrateCity({ connection, city: 'alpha', migrationsFolder })).rejects.toThrow(
      'The data of city "alpha" were written by a newer Linli (it knows 9999-from-the-future). Start that version, or restore an older backup.',
    )
    expect(await ask(connection, 'select name from alpha.kysely_migration order by name')).toHaveLength(all.length + 1)
  })

  test('that fails names the migration and leaves nothing of it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'linli-migrations-'))
    afterAll(() => rmSync(folder, { recursive: true, force: true }))
    cpSync(migrationsFolder, folder, { recursive: true })
    const connection = await freshDatabase()
    await migrateCity({ connection, city: 'alpha', migrationsFolder: folder })
    writeFileSync(join(folder, '9998-broken.sql'), '-- A mistake.\ncreate table half (x integer);\nselect nonsense;\n')
    await expect(migrateCity({ connection, city: 'alpha', migrationsFolder: folder })).rejects.toThrow('Migration 9998-broken failed.')
    expect(await ask(connection, `select to_regclass('alpha.half') as found`)).toEqual([{ found: null }])
    writeFileSync(join(folder, '9998-broken.sql'), '-- Put right.\ncreate table half (x integer);\n')
    expect(await migrateCity({ connection, city: 'alpha', migrationsFolder: folder })).toEqual(['9998-broken'])
  })
})

test('migrations that do not follow the ones of the data are refused in words', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linli-migrations-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(migrationsFolder, folder, { recursive: true })
  writeFileSync(join(folder, '9998-later.sql'), '-- Last.\nselect 1;\n')
  const connection = await freshDatabase()
  await migrateCity({ connection, city: 'alpha', migrationsFolder: folder })
  writeFileSync(join(folder, '9997-between.sql'), '-- Came later, stands before.\nselect 1;\n')
  await expect(migrateCity({ connection, city: 'alpha', migrationsFolder: folder })).rejects.toThrow(
    /^Nothing was migrated: .*9997-between/,
  )
})

async function addOneJob(connection: pg.ClientConfig, city: string): Promise<void> {
  const db = openDb({ connection, city, role: roleOfCity(city), connections: 1 })
  try {
    await inTransaction(db, (tx) => addJob(tx, city, 'forget_old', {}))
  } finally {
    await db.close()
  }
}

describe('two cities in one database', async () => {
  const connection = await freshDatabase()
  const [alpha, beta] = [await startCity(connection, 'alpha'), await startCity(connection, 'beta')]

  test('keep what happens in one from the other', async () => {
    const report = { body: { text: '路灯不亮', address: '甲街道' }, idempotencyKey: 'same-key-in-both' }
    const here = await clientOf(alpha).reportMatter(report)
    const there = await clientOf(beta).reportMatter(report)
    expect(there.matterId).not.toBe(here.matterId)
    await clientOf(alpha).reportMatter({ body: { text: '井盖破损', address: '甲街道' } })
    const count = async (city: string) =>
      Number((await ask<{ count: number }>(connection, `select count(*)::integer as count from ${city}.matters`))[0]?.count)
    expect([await count('alpha'), await count('beta')]).toEqual([2, 1])

    const reporter = clientOf(alpha)
    await reporter.signInByReceipt({ body: { receiptCode: here.receiptCode ?? '' } })
    await expect(reporter.getMatter({ params: { matterId: here.matterId } })).resolves.toMatchObject({ version: 1 })
    await expect(reporter.getMatter({ params: { matterId: there.matterId } })).rejects.toMatchObject({ problem: { code: 'not_found' } })
    await expect(clientOf(beta).signInByReceipt({ body: { receiptCode: here.receiptCode ?? '' } })).rejects.toMatchObject({
      problem: { code: 'wrong_receipt_code' },
    })
    const answer = await beta.app.inject({ url: '/api/session', headers: { cookie: reporter.cookie() } })
    expect(answer.statusCode).toBe(401)
  })

  test('count their matters apart', async () => {
    const numbers = await Promise.all(
      [alpha, beta].map(async (city) => (await clientOf(city).reportMatter({ body: { text: '树枝折断', address: '甲街道' } })).number),
    )
    for (const number of numbers) expect(number).toMatch(/^260318-0000\d\d$/)
  })

  test('have roles that cannot look into each other', async () => {
    for (const [own, other] of [
      ['alpha', 'beta'],
      ['beta', 'alpha'],
    ] as const) {
      const db = openDb({ connection, city: own, role: roleOfCity(own), connections: 1 })
      try {
        for (const table of ['matters', 'accounts', 'settings', 'timeline_entries', 'kysely_migration']) {
          await expect(db.pool.query(`select * from ${other}.${table}`)).rejects.toMatchObject({ code: '42501' })
        }
        await expect(db.pool.query(`select * from ${jobsSchemaOf(other)}._private_jobs`)).rejects.toMatchObject({ code: '42501' })
        await expect(db.pool.query(`select ${jobsSchemaOf(other)}.add_job('forget_old')`)).rejects.toMatchObject({ code: '42501' })
        await expect(db.pool.query(`select nextval('${other}.matter_numbers')`)).rejects.toMatchObject({ code: '42501' })
        await expect(db.pool.query('select * from settings')).resolves.toMatchObject({ rowCount: 1 })
      } finally {
        await db.close()
      }
    }
  })
})

async function startCity(connection: pg.ClientConfig, name: string) {
  await migrateCity({ connection, city: name, migrationsFolder })
  const db = openDb({ connection, city: name, role: roleOfCity(name), connections: 4 })
  await inTransaction(db, async (tx) => {
    await seedCity(tx, randomIds, testNow)
    const id = randomIds.next(testNow)
    await insertArea(tx, { id, code: '1', name: '某市', level: 'city', parentId: null }, testNow)
    await insertArea(tx, { id: randomIds.next(testNow), code: '1001', name: '甲街道', level: 'street', parentId: id }, testNow)
    await writeCity(tx, { nameZh: name, nameEn: name, demo: false })
  })
  const city = await readCity(db.read, name)
  if (!city) throw new Error('the city is not complete')
  const running = await buildApp({
    db,
    connection,
    city,
    clock: new SetClock(testNow),
    keys: personalDataKeys(Buffer.alloc(32, 9).toString('base64'), name),
    fileStore: new FolderStore({ folder: temporaryFolder('files') }),
    log: createLogger('silent'),
  })
  await running.app.ready()
  afterAll(async () => {
    await running.close()
    await db.close()
  })
  return running
}
