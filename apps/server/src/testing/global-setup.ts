import { rmSync } from 'node:fs'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { makeDemoCity, tinyJiaozhou } from '../../../../demo/make-demo-city.ts'
import { migrateCity } from '../platform/city-schema.ts'
import { inTransaction, openDb } from '../platform/db.ts'
import { randomIds } from '../platform/ids.ts'
import { type DatabaseAddress, startEmbeddedPostgres } from '../platform/postgres/embedded.ts'
import { seedCity, writeCity } from '../modules/cities/index.ts'
import { migrationsFolder, testCityName, testKeys, testNow } from './constants.ts'
import { makeTemporaryFolder } from '../platform/postgres/temporary-folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    database: DatabaseAddress
  }
}

/** Starts one PostgreSQL for all tests and makes the two databases they copy: `empty_city` and `tiny_city`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = makeTemporaryFolder('test')
  const postgres = await startEmbeddedPostgres({
    dataFolder: folder,
    password: 'test',
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '300' },
  })
  await makeTemplate(postgres.address, 'empty_city', async (db) => {
    await inTransaction(db, async (tx) => {
      await seedCity(tx, randomIds, testNow)
      await writeCity(tx, { nameZh: '空城', nameEn: 'Empty city', demo: false })
    })
  })
  await makeTemplate(postgres.address, 'tiny_city', (db) => makeDemoCity({ db, keys: testKeys, size: tinyJiaozhou, now: testNow, seed: 7 }))
  project.provide('database', postgres.address)
  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function makeTemplate(address: DatabaseAddress, name: string, fill: (db: ReturnType<typeof openDb>) => Promise<void>): Promise<void> {
  const client = new pg.Client(address)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const connection = { ...address, database: name }
  await migrateCity({ connection, city: testCityName, migrationsFolder })
  const db = openDb({ connection, city: testCityName, role: null, connections: 8, pipeline: true })
  await fill(db)
  await db.close()
}
