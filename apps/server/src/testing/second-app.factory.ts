import type pg from 'pg'
import { afterAll } from 'vitest'
import { buildApp, type RunningApp } from '../app.ts'
import { readCity } from '../modules/cities/index.ts'
import { openDb } from '../platform/db.ts'
import { roleOfCity } from '../platform/city-schema.ts'
import { createLogger } from '../platform/log.ts'
import type { TestCity } from './test-city.ts'

/** Another process, as it were, of the same city: its own pool, caches and listener on the same database. */
export async function startSecondApp(
  city: TestCity,
  options: { secure?: boolean; connection?: pg.ClientConfig } = {},
): Promise<RunningApp> {
  const { connection = city.connection, ...rest } = options
  const db = openDb({ connection, city: city.db.city, role: roleOfCity(city.db.city), connections: 4 })
  const known = await readCity(db.read, city.db.city)
  if (!known) throw new Error('the city is not complete')
  const running = await buildApp({
    db,
    connection,
    city: known,
    clock: city.clock,
    keys: city.keys,
    fileStore: city.fileStore,
    log: createLogger('silent'),
    ...rest,
  })
  await running.app.ready()
  afterAll(async () => {
    await running.close()
    await db.close()
  })
  return running
}
