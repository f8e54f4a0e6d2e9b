import { join } from 'node:path'
import type pg from 'pg'
import { makeDemoCity, wholeJiaozhou } from '../../../demo/make-demo-city.ts'
import { type RunningApp, buildApp } from './app.ts'
import { readCity } from './modules/cities/index.ts'
import { openChannels } from './modules/notices/index.ts'
import { systemClock } from './platform/clock.ts'
import { migrateCity, roleOfCity } from './platform/city-schema.ts'
import type { Config } from './platform/config.ts'
import { openDb } from './platform/db.ts'
import { openFileStore } from './platform/file-store/open-store.ts'
import type { Logger } from './platform/log.ts'
import { openConnection } from './platform/postgres/connection.ts'
import { loadSecrets, personalDataKeys, type PersonalDataKeys, type PushKeys, pushKeys } from './platform/secrets.ts'
import { startBackgroundWork } from './worker.ts'

export interface ServerOptions {
  config: Config
  log: Logger
  /** The project's folder, where migrations and built front ends are. */
  project: string
  tell: (sentence: string) => void
}

export interface RunningServer {
  url: string
  /** Stops taking requests, finishes those running, hands jobs back, closes the database. */
  stop(): Promise<void>
}

/** Starts everything: database, migrations, the demo city at the first start, HTTP, background work. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, project, tell } = options
  if (config.city === 'demo' && !isLoopback(config.host) && process.env['LINLI_DEMO_PUBLIC'] !== 'yes')
    throw new Error(
      'The demo city has passwords everyone knows, so it listens on this machine only. Set LINLI_DEMO_PUBLIC=yes if you really want others to reach it.',
    )
  await requireFreePort(config)
  const secrets = loadSecrets(config.dataFolder)
  const { connection, stop: stopDatabase } = await openConnection(config, secrets, tell)
  try {
    if (config.roles.has('migrate'))
      await migrateCity({ connection, city: config.city, migrationsFolder: join(project, 'db/migrations'), tell })
    if (config.roles.size === 1 && config.roles.has('migrate')) {
      tell('Migrated; nothing else was asked for.')
      return { url: '', stop: stopDatabase }
    }
    const keys = personalDataKeys(secrets.masterKey, config.city)
    if (config.city === 'demo') await makeDemoCityOnce(connection, keys, tell)
    return await serve(options, connection, { keys, push: pushKeys(secrets.masterKey, config.city) }, stopDatabase)
  } catch (error) {
    await stopDatabase()
    throw error
  }
}

async function serve(
  { config, log, project, tell }: ServerOptions,
  connection: pg.PoolConfig,
  { keys, push }: { keys: PersonalDataKeys; push: PushKeys },
  stopDatabase: () => Promise<void>,
): Promise<RunningServer> {
  const db = openDb({ connection, city: config.city, role: roleOfCity(config.city), log })
  const city = await readCity(db.read, config.city)
  if (!city) throw new Error(`There is no city "${config.city}" here yet. Make it with: npm run city -- create ${config.city}`)
  const channels = openChannels(config.channels, push, systemClock)
  const running: RunningApp = await buildApp({
    db,
    connection,
    city,
    clock: systemClock,
    keys,
    fileStore: openFileStore(config, config.city),
    log,
    channels,
    frontEnds: { phone: join(project, 'apps/phone/dist'), console: join(project, 'apps/console/dist') },
    secure: config.production,
  })
  const work = config.roles.has('worker')
    ? await startBackgroundWork({
        tools: running.matters,
        files: running.files,
        documents: running.documents,
        connection,
        keys,
        city,
        log,
        channels,
      })
    : null
  const url = config.roles.has('api') ? await running.app.listen({ host: config.host, port: config.port }) : ''
  if (url) greet(tell, url, city.demo)
  return {
    url,
    async stop() {
      await running.close()
      await work?.stop()
      await db.close()
      await stopDatabase()
    },
  }
}

/** A demo city that was not finished (the first start was interrupted) is made again from nothing. */
async function makeDemoCityOnce(connection: pg.PoolConfig, keys: PersonalDataKeys, tell: (sentence: string) => void): Promise<void> {
  // As the owner, and without waiting for the disk: what is made up can be made again.
  const db = openDb({
    connection,
    city: 'demo',
    role: null,
    connections: 10,
    pipeline: true,
    settings: { synchronous_commit: 'off', statement_timeout: '0' },
  })
  try {
    if (await readCity(db.read, 'demo')) return
    const started = performance.now()
    tell('First start: making the demo city (about half a minute).')
    await emptyCity(db)
    let shown = -1
    await makeDemoCity({
      db,
      keys,
      size: wholeJiaozhou,
      now: systemClock.now(),
      progress(step, share) {
        const tenth = Math.floor(share * 10)
        if (tenth !== shown) tell(`  ${'█'.repeat(tenth)}${'░'.repeat(10 - tenth)} ${step}`)
        shown = tenth
      },
    })
    tell(`The demo city is ready after ${Math.round((performance.now() - started) / 1000)} s.`)
  } finally {
    await db.close()
  }
}

async function emptyCity(db: ReturnType<typeof openDb>): Promise<void> {
  const tables = await db.pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = current_schema() and tablename not like 'kysely%'`,
  )
  if (tables.rows.length === 0) return
  // The migrations have given the city its own calendar, and nothing before a finished city changes it.
  await db.pool.query(`
    begin;
    create temporary table kept_calendars on commit drop as select * from calendars;
    create temporary table kept_hours on commit drop as select * from calendar_hours;
    truncate ${tables.rows.map((row) => row.name).join(', ')};
    insert into calendars select * from kept_calendars;
    insert into calendar_hours select * from kept_hours;
    commit`)
}

function greet(tell: (sentence: string) => void, url: string, demo: boolean): void {
  const address = url.replace('[::1]', 'localhost')
  tell(`
Linli 邻里 is running.

  Residents (phone)   ${address}/
  Staff console       ${address}/console/
  API                 ${address}/api/docs`)
  if (demo)
    tell(`
Demo accounts, all with the password linli-demo-city:

  community, street, district, city   desks of a community and of what is above it
  worker, rider                       grid worker, rider who reports
  dispatcher, handler                 city management bureau
  supervisor, rules                   supervision, rules
  admin, security, audit              administrators

  Residents sign in with a phone number such as 13800000001; the code appears here.`)
  tell('\nStop with Ctrl-C.')
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

/** Finds out before anything is started, so that nothing has to be undone. */
async function requireFreePort(config: Config): Promise<void> {
  if (!config.roles.has('api') || config.port === 0) return
  const { createServer } = await import('node:net')
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${config.port} on ${config.host} is taken, perhaps by a Linli that is already running. Stop it, or start with another: PORT=${config.port + 1} npm start`,
            )
          : new Error(`Cannot listen on ${config.host}:${config.port}: ${error.message}`),
      ),
    )
    probe.listen({ host: config.host, port: config.port }, () => probe.close(() => resolve()))
  })
}
