import { rmSync } from 'node:fs'
import pg from 'pg'
import { makeDemoCity, tinyJiaozhou } from '../../../../../demo/make-demo-city.ts'
import { Stage } from '../../modules/matters/model/stage.factory.ts'
import { migrateCity } from '../../platform/city-schema.ts'
import { openDb } from '../../platform/db.ts'
import { type DatabaseAddress, startEmbeddedPostgres } from '../../platform/postgres/embedded.ts'
import { makeTemporaryFolder } from '../../platform/postgres/temporary-folder.ts'
import { migrationsFolder, testKeys, testNow } from '../../testing/constants.ts'

const city = 'model'

/** Does something on as many servers as there are lanes, each on a database of its own; all of it is gone afterwards. */
export async function onStages<T>(lanes: number, work: (stages: Stage[]) => Promise<T>): Promise<T> {
  const folder = makeTemporaryFolder('model')
  const postgres = await startEmbeddedPostgres({
    dataFolder: folder,
    password: 'model',
    settings: { fsync: 'off', full_page_writes: 'off' },
  })
  const stages: Stage[] = []
  try {
    await makeTemplate(postgres.address)
    for (let lane = 0; lane < lanes; lane++) stages.push(await Stage.open(await copyOf(postgres.address, lane), city, `${folder}-files`))
    return await work(stages)
  } finally {
    for (const stage of stages) await stage.close()
    await postgres.stop()
    for (const made of [folder, `${folder}-files`]) rmSync(made, { recursive: true, force: true })
  }
}

async function makeTemplate(address: DatabaseAddress): Promise<void> {
  await statement(address, 'create database template_city')
  const connection = { ...address, database: 'template_city' }
  await migrateCity({ connection, city, migrationsFolder })
  const db = openDb({ connection, city, role: null, connections: 4, pipeline: true })
  await makeDemoCity({
    db,
    keys: testKeys,
    size: { ...tinyJiaozhou, matters: { count: 0, closed: 0, refused: 0, months: 1 } },
    now: testNow,
    seed: 7,
  })
  await db.close()
}

async function copyOf(address: DatabaseAddress, lane: number): Promise<DatabaseAddress> {
  const name = `lane_${lane}`
  await statement(address, `create database ${name} template template_city`)
  return { ...address, database: name }
}

async function statement(address: DatabaseAddress, text: string): Promise<void> {
  const client = new pg.Client(address)
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
