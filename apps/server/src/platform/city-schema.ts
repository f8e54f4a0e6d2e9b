import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { type Db, openDb } from './db.ts'

const quoted = pg.escapeIdentifier

/** The role whose rights a city's server works with: it may add to the append-only tables, not change them. */
export function roleOfCity(city: string): string {
  return `linli_${city}`
}

/** The schema of a city's job queue. */
export function jobsSchemaOf(city: string): string {
  return `${city}_jobs`
}

export interface MigrateOptions {
  connection: pg.PoolConfig
  city: string
  migrationsFolder: string
  tell?: (sentence: string) => void
}

/**
 * Brings a city's schema up to date, making it first if there is none. Two processes at once are safe: one waits.
 * Returns the names of the migrations it ran; throws a sentence for people when the data are newer than this program.
 */
export async function migrateCity(options: MigrateOptions): Promise<string[]> {
  // One process at a time through all of it: "create if not exists" races with itself, and so does granting.
  const turn = new pg.Client(options.connection)
  turn.on('error', () => {})
  await turn.connect()
  try {
    await turn.query('select pg_advisory_lock(727001)')
    return await migrateAlone(options)
  } finally {
    await turn.end()
  }
}

async function migrateAlone(options: MigrateOptions): Promise<string[]> {
  await makeSchemaAndRole(options)
  const db = openDb({
    connection: options.connection,
    city: options.city,
    role: null,
    connections: 2,
    settings: { statement_timeout: '0' },
  })
  try {
    const migrations = readMigrations(options)
    await refuseNewerData(db, migrations)
    const provider = { getMigrations: async () => migrations }
    const { error, results } = await new Migrator({ db: db.read, provider, migrationTableSchema: options.city }).migrateToLatest()
    if (error) {
      const failed = results?.find((result) => result.status === 'Error')?.migrationName
      // Without a name none was begun: the data know other migrations than these, and what is wrong is in the cause alone.
      const why = error instanceof Error ? error.message : String(error)
      throw new Error(failed ? `Migration ${failed} failed.` : `Nothing was migrated: ${why}`, { cause: error })
    }
    const ran = (results ?? []).map((result) => result.migrationName)
    for (const name of ran) options.tell?.(`Migrated: ${name}`)
    await migrateJobQueue(options)
    return ran
  } finally {
    await db.close()
  }
}

async function makeSchemaAndRole({ connection, city }: MigrateOptions): Promise<void> {
  const role = roleOfCity(city)
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_roles where rolname = $1', [role])
    if (found.rowCount === 0) await client.query(`create role ${quoted(role)} nologin`)
    await client.query(`grant ${quoted(role)} to current_user`)
    await client.query(`create schema if not exists ${quoted(city)}`)
    await client.query(`grant usage on schema ${quoted(city)} to ${quoted(role)}`)
  } finally {
    await client.end()
  }
}

/** graphile-worker keeps its own tables; the city's role may add jobs and work them off. */
async function migrateJobQueue({ connection, city }: MigrateOptions): Promise<void> {
  const schema = jobsSchemaOf(city)
  const role = quoted(roleOfCity(city))
  const pool = new pg.Pool({ ...connection, max: 2 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    await runMigrations({ pgPool: pool, schema })
    await pool.query(`grant usage on schema ${quoted(schema)} to ${role}`)
    await openRowsTo(pool, schema, role)
    for (const objects of ['tables', 'sequences', 'functions'])
      await pool.query(`grant all on all ${objects} in schema ${quoted(schema)} to ${role}`)
  } finally {
    await pool.end()
  }
}

/** graphile-worker locks its rows to their owner; the city's role, which adds and works off jobs, gets a policy of its own. */
async function openRowsTo(pool: pg.Pool, schema: string, role: string): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = $1::regnamespace and c.relrowsecurity and not exists (select 1 from pg_policy p where p.polrelid = c.oid)`,
    [schema],
  )
  for (const { name } of rows)
    await pool.query(`create policy city_role on ${quoted(schema)}.${quoted(name)} to ${role} using (true) with check (true)`)
}

function readMigrations({ migrationsFolder, city }: MigrateOptions): Record<string, Migration> {
  const files = readdirSync(migrationsFolder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
  return Object.fromEntries(
    files.map((file) => {
      const text = readFileSync(join(migrationsFolder, file), 'utf8').replaceAll('${schema}', city).replaceAll('${role}', roleOfCity(city))
      return [
        file.slice(0, -'.sql'.length),
        {
          up: async (migrating: Kysely<unknown>): Promise<void> => {
            await sql.raw(text).execute(migrating)
          },
        },
      ]
    }),
  )
}

async function refuseNewerData(db: Db, known: Record<string, Migration>): Promise<void> {
  const table = await db.pool.query('select to_regclass($1) as found', [`${quoted(db.city)}.kysely_migration`])
  if (table.rows[0]?.found === null) return
  const done = await db.pool.query<{ name: string }>('select name from kysely_migration')
  const unknown = done.rows.find((row) => !(row.name in known))
  if (unknown)
    throw new Error(
      `The data of city "${db.city}" were written by a newer Linli (it knows ${unknown.name}). Start that version, or restore an older backup.`,
    )
}
