/** npm run city -- create NAME: makes an empty city with one administrator. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readCity, seedCity, writeCity } from '../modules/cities/index.ts'
import { writeAudit } from '../modules/audit/index.ts'
import { hashPassword, insertOrganisation, insertPost } from '../modules/people/index.ts'
import { migrateCity } from '../platform/city-schema.ts'
import { readConfig, requireCityName } from '../platform/config.ts'
import { type Db, inTransaction, openDb } from '../platform/db.ts'
import { randomIds } from '../platform/ids.ts'
import { openConnection } from '../platform/postgres/connection.ts'
import { loadSecrets, readableSecret } from '../platform/secrets.ts'

const usage = `Usage: npm run city -- create NAME [--title 名称] [--title-en NAME]

Makes an empty city: levels, categories and limits, one organisation for its operation, and one administrator with a
one-time password. NAME is its schema in the database: 2 to 30 lower-case letters, digits and _. Serve it with LINLI_CITY=NAME npm start.`

const project = join(import.meta.dirname, '../../../..')
const tell = (sentence: string) => console.log(sentence)

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { title: { type: 'string' }, 'title-en': { type: 'string' }, help: { type: 'boolean' } },
  })
  const [verb, name] = positionals
  if (values.help || verb !== 'create' || !name) {
    console.log(usage)
    process.exit(values.help ? 0 : 2)
  }
  await createCity(name, values.title ?? name, values['title-en'] ?? values.title ?? name)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function createCity(name: string, nameZh: string, nameEn: string): Promise<void> {
  requireCityName(name)
  if (name === 'demo') throw new Error('"demo" is the demo city, which npm start makes by itself. Choose another name.')
  const config = readConfig({ ...process.env, LINLI_CITY: name }, project)
  const { connection, stop } = await openConnection(config, loadSecrets(config.dataFolder), tell)
  try {
    await migrateCity({ connection, city: name, migrationsFolder: join(project, 'db/migrations') })
    const db = openDb({ connection, city: name, role: null, connections: 2 })
    try {
      if (await readCity(db.read, name)) throw new Error(`There is a city "${name}" already. Nothing was changed.`)
      const password = await fillCity(db, nameZh, nameEn)
      tell(`
The city "${name}" is made.

  Administrator       admin
  One-time password   ${password}   (to be changed at the first sign-in; it is not kept anywhere)

Serve it:  LINLI_CITY=${name} npm start
Sign in at its console to change the password; then import its areas: npm run import -- --help`)
    } finally {
      await db.close()
    }
  } finally {
    await stop()
  }
}

/** Everything in one transaction: a city that was interrupted half-way does not exist. Returns the one-time password. */
async function fillCity(db: Db, nameZh: string, nameEn: string): Promise<string> {
  const now = new Date()
  const password = readableSecret(20)
  const passwordHash = await hashPassword(password)
  await inTransaction(db, async (tx) => {
    await seedCity(tx, randomIds, now)
    const organisationId = randomIds.next(now)
    await insertOrganisation(tx, {
      id: organisationId,
      code: 'city-operations',
      kind: 'department',
      nameZh: '城市运行管理中心',
      nameEn: 'City Operations Centre',
      endedAt: null,
    })
    const accountId = randomIds.next(now)
    await tx
      .insertInto('accounts')
      .values({
        id: accountId,
        login_name: 'admin',
        display_name: nameZh,
        password_hash: passwordHash,
        must_change_password: true,
        created_at: now,
      })
      .execute()
    await insertPost(tx, { accountId, role: 'system_administrator', organisationId, validFrom: now })
    await writeAudit(tx, { accountId: null, action: 'city_created', objectKind: 'city', objectId: db.city, detail: {} }, now)
    await writeCity(tx, { nameZh, nameEn, demo: false })
  })
  return password
}
