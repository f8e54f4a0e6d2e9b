import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@linli/client'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { demoPassword } from '../../../../demo/demo-people.ts'
import { buildApp, type RunningApp } from '../app.ts'
import { readCity } from '../modules/cities/index.ts'
import type { OpenChannels } from '../modules/notices/index.ts'
import { roleOfCity } from '../platform/city-schema.ts'
import { SetClock } from '../platform/clock.ts'
import { FolderStore } from '../platform/file-store/folder-store.ts'
import type { FileStore } from '../platform/file-store/file-store.ts'
import { type Db, openDb } from '../platform/db.ts'
import { createLogger } from '../platform/log.ts'
import { testCityName, testKeys, testNow } from './constants.ts'

/** A copy of a template database, for one test file. Dropped when the file is done. */
export async function copyDatabase(template: 'empty_city' | 'tiny_city'): Promise<pg.ClientConfig> {
  const address = inject('database')
  const name = `t_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  await asOwner(address, `create database ${name} template ${template}`)
  afterAll(() => asOwner(address, `drop database ${name} with (force)`))
  return { ...address, database: name }
}

/** Opens a city's database with the server's own rights. Closed when the file is done. */
export async function openTestDb(template: 'empty_city' | 'tiny_city'): Promise<{ db: Db; connection: pg.ClientConfig }> {
  const connection = await copyDatabase(template)
  const db = openDb({ connection, city: testCityName, role: roleOfCity(testCityName) })
  afterAll(() => db.close())
  return { db, connection }
}

export type TestCity = Awaited<ReturnType<typeof startTestCity>>

/** A whole server on a copy of the tiny city, with a clock the test sets. Requests go through `inject`, no port is opened. */
export async function startTestCity(
  template: 'empty_city' | 'tiny_city' = 'tiny_city',
  options: { channels?: (clock: SetClock) => OpenChannels; fileStore?: FileStore } = {},
) {
  const { db, connection } = await openTestDb(template)
  const city = await readCity(db.read, testCityName)
  if (!city) throw new Error('the template has no city')
  const clock = new SetClock(testNow)
  const fileStore = options.fileStore ?? new FolderStore({ folder: temporaryFolder('files') })
  const running: RunningApp = await buildApp({
    db,
    connection,
    city,
    clock,
    keys: testKeys,
    fileStore,
    log: createLogger(process.env['LINLI_TEST_LOG'] ?? 'silent'),
    ...(options.channels && { channels: options.channels(clock) }),
  })
  await running.app.ready()
  afterAll(() => running.close())
  return {
    ...running,
    db,
    connection,
    clock,
    keys: testKeys,
    fileStore,
    stranger: () => clientOf(running),
    as: (loginName: string) => signedIn(running, loginName),
  }
}

/** A folder that is gone when the file is done. */
export function temporaryFolder(use: string): string {
  const folder = mkdtempSync(join(tmpdir(), `linli-${use}-`))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A client of the contract that speaks to the server without a network; cookies are kept like in a browser. */
export function clientOf(running: Pick<RunningApp, 'app'>, locale: 'zh' | 'en' = 'en') {
  let cookie = ''
  const client = createClient({
    baseUrl: 'http://linli.test',
    locale: () => locale,
    headers: (): Record<string, string> => (cookie ? { cookie } : {}),
    fetch: async (input, init) => {
      const url = new URL(String(input))
      const answer = await running.app.inject({
        method: (init?.method ?? 'GET') as 'GET',
        url: url.pathname + url.search,
        headers: init?.headers as Record<string, string>,
        ...(typeof init?.body === 'string' && { payload: init.body }),
      })
      const set = answer.cookies.find((each) => each.name === 'linli_session')
      if (set) cookie = set.value ? `linli_session=${set.value}` : ''
      return new Response(answer.statusCode === 204 ? null : answer.rawPayload, {
        status: answer.statusCode,
        headers: answer.headers as Record<string, string>,
      })
    },
  })
  return Object.assign(client, { cookie: () => cookie })
}

async function signedIn(running: Pick<RunningApp, 'app'>, loginName: string) {
  const client = clientOf(running)
  await client.signIn({ body: { loginName, password: demoPassword } })
  return client
}

async function asOwner(address: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client({ ...address, database: 'postgres' })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
