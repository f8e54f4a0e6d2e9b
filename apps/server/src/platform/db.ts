import { Kysely, PostgresDialect, sql, type Transaction as KyselyTransaction } from 'kysely'
import pg from 'pg'
import type { Database } from '../../../../db/types.gen.ts'
import type { Logger } from './log.ts'
import { sha256 } from './canonical.ts'
import { LinliError } from './problem.ts'

export type { Database }

/** Proof that what is written now commits together. A function that writes asks for one, so forgetting it does not compile. */
export type Transaction = KyselyTransaction<Database>

/** Anything that can read: the pool or a transaction. */
export type Reader = Kysely<Database>

/** A statement that carries a whole change in itself: PostgreSQL makes it atomic without BEGIN and COMMIT. */
export interface Statement {
  /** Short and unique a text; the prepared statement's name. */
  name: string
  text: string
  values: unknown[]
}

export interface Db {
  /** For reading; writing goes through `inTransaction` or `runStatement`. */
  read: Reader
  pool: pg.Pool
  /** The schema of this city. */
  city: string
  close(): Promise<void>
}

export interface DbOptions {
  connection: pg.PoolConfig
  city: string
  /** Null: as the owner, for migrations. */
  role: string | null
  connections?: number
  log?: Logger
  /** Statements are sent without waiting for the answers to those before. */
  pipeline?: boolean
  /** Extra session settings, e.g. `synchronous_commit=off` while the demo city is made. */
  settings?: Record<string, string>
}

// PostgreSQL's bigint fits a JavaScript number for everything counted here; times stay Date.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// A day stays the text it is; the driver would make it a midnight in the machine's own time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, String)

/** Opens a pool whose every connection speaks for one city: its schema is the search path, its role the rights. */
export function openDb(options: DbOptions): Db {
  const settings: Record<string, string> = {
    search_path: `${options.city},public`,
    statement_timeout: '30s',
    idle_in_transaction_session_timeout: '60s',
    ...(options.role !== null && { role: options.role }),
    ...options.settings,
  }
  const pool = new pg.Pool({
    ...options.connection,
    max: options.connections ?? 16,
    ...(options.pipeline && { pipeline: true }),
    application_name: `linli ${options.city}`,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value.replace(/([\\ ])/g, '\\$1')}`)
      .join(' '),
  })
  // A lost connection must not end the process, neither when idle nor when checked out.
  pool.on('error', (error) => options.log?.warn({ err: error }, 'an idle database connection was lost'))
  pool.on('connect', (client) => client.on('error', () => {}))
  const read = new Kysely<Database>({ dialect: new PostgresDialect({ pool: namingPool(pool) }) })
  return { read, pool, city: options.city, close: () => pool.end() }
}

/**
 * Runs `work` in one transaction. Everything it writes through `tx` commits or nothing does. Serialisation
 * failures and deadlocks, after which PostgreSQL has undone everything, are tried again.
 */
export async function inTransaction<T>(db: Db, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.read.transaction().execute(work)
    } catch (error) {
      if (attempt < 4 && ['40001', '40P01'].includes(sqlStateOf(error) ?? '')) continue
      throw asUnavailable(error)
    }
  }
}

const unnamed = '/* planned each time */'

/**
 * For the end of a query (`modifyEnd`) whose best plan depends on its values. It is not kept as a prepared statement: after five
 * runs PostgreSQL would plan it for any values, and a wide box of the map then took 20 times as long as at first.
 */
export const plannedEachTime = sql.raw(unnamed)

/** Runs a self-contained statement as a transaction of its own: one round trip. */
export async function runStatement<Row extends pg.QueryResultRow>(db: Db, statement: Statement): Promise<Row[]> {
  try {
    return (await db.pool.query<Row>(statement)).rows
  } catch (error) {
    throw asUnavailable(error)
  }
}

/** Runs statements in order in one transaction; on a pipelined pool all of them travel at once. */
export async function runStatements(db: Db, statements: readonly Statement[]): Promise<void> {
  const client = await db.pool.connect()
  let failed: unknown
  try {
    const sent = [client.query('begin'), ...statements.map((statement) => client.query(statement)), client.query('commit')]
    failed = (await Promise.allSettled(sent)).find((result) => result.status === 'rejected')?.reason
    if (failed !== undefined) throw asUnavailable(failed)
  } finally {
    // A connection in an unknown state is not given back.
    client.release(failed !== undefined)
  }
}

/**
 * Runs statements that each answer how many rows they `changed`, in order in one transaction. False, and nothing is
 * written, when one of them changed none.
 */
export async function runAllStatements(db: Db, statements: readonly Statement[]): Promise<boolean> {
  const client = await db.pool.connect()
  let isBroken = true
  try {
    await client.query('begin')
    let all = true
    for (const statement of statements) {
      const { rows } = await client.query<{ changed: number }>(statement)
      all &&= (rows[0]?.changed ?? 0) > 0
      if (!all) break
    }
    await client.query(all ? 'commit' : 'rollback')
    isBroken = false
    return all
  } catch (error) {
    // A statement that failed leaves the connection usable after a rollback; a lost connection does not.
    isBroken = await client.query('rollback').then(
      () => false,
      () => true,
    )
    throw asUnavailable(error)
  } finally {
    client.release(isBroken)
  }
}

/** The five-letter SQLSTATE of a database error; null for other errors. Never match names or messages: they differ between servers. */
export function sqlStateOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null
}

export const uniqueViolation = '23505'
export const foreignKeyViolation = '23503'

const unavailableStates = new Set(['57P01', '57P02', '57P03', '08006', '08001', '08003', '25006', '53300', '57014'])
const unavailableSystemCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'])

/** A database that is away becomes a 503 the caller may repeat; anything else stays what it is. */
export function asUnavailable(error: unknown): unknown {
  const state = sqlStateOf(error)
  const system = (error as { code?: string } | null)?.code
  const message = error instanceof Error ? error.message : ''
  if (
    (state && unavailableStates.has(state)) ||
    (system && unavailableSystemCodes.has(system)) ||
    message.includes('Connection terminated') ||
    message.includes('connection error and is not queryable') ||
    message.includes('timeout exceeded when trying to connect')
  )
    return new LinliError('database_unavailable', { cause: error })
  return error
}

/**
 * A view of the pool for Kysely that names each parameterised statement, so that the server parses and plans it
 * once a connection (measured: 2,527 unnamed against about 4,700 named transactions a second).
 */
function namingPool(pool: pg.Pool) {
  const names = new Map<string, string>()
  const nameOf = (text: string) => {
    let name = names.get(text)
    if (name === undefined) {
      name = sha256(text).toString('base64url').slice(0, 22)
      // Texts that vary without end would fill the server's memory; those run unnamed.
      if (names.size < 500) names.set(text, name)
      else return undefined
    }
    return name
  }
  return {
    async connect() {
      const client = await pool.connect()
      return {
        query(text: string, values: readonly unknown[]) {
          const name = values.length > 0 && !text.endsWith(unnamed) ? nameOf(text) : undefined
          return client.query({ text, values: [...values], ...(name && { name }) })
        },
        release: () => client.release(),
      }
    },
    end: () => pool.end(),
  } as unknown as pg.Pool
}
