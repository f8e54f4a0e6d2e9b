import { Logger as GraphileLogger, type Runner, run } from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
import { jobsSchemaOf, roleOfCity } from './city-schema.ts'
import type { Transaction } from './db.ts'
import type { Logger } from './log.ts'

/** The work that can be left to a job, each with what it needs. Modules add theirs by declaration merging. */
// oxlint-disable-next-line typescript/no-empty-interface
export interface Jobs {}

export type JobHandlers = { [Name in keyof Jobs]: (payload: Jobs[Name]) => Promise<void> }

/** Leaves a job that starts if and only if the transaction commits. It may run twice after a crash, so its effect must not mind. */
export async function addJob<Name extends keyof Jobs>(tx: Transaction, city: string, name: Name, payload: Jobs[Name]): Promise<void> {
  await sql`select ${sql.id(jobsSchemaOf(city), 'add_job')}(${name}, ${JSON.stringify(payload)}::json)`.execute(tx)
}

export interface WorkerOptions {
  connection: pg.PoolConfig
  city: string
  handlers: JobHandlers
  log: Logger
  /** Regular work: cron line and handler name, e.g. `0 3 * * * forget_old`. */
  crontab: string
}

/** Starts working off jobs. `stop` waits for those running; what it cannot finish is taken up by the next worker. */
export async function startWorker(options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const pool = new pg.Pool({
    ...options.connection,
    max: 4,
    application_name: `linli ${options.city} worker`,
    options: `-c search_path=${options.city},public -c role=${roleOfCity(options.city)}`,
  })
  pool.on('error', (error) => options.log.warn({ err: error }, 'the worker lost a database connection'))
  pool.on('connect', (client) => client.on('error', () => {}))
  let runner = await startRunner(options, pool)
  const stopping = new AbortController()
  // The library's workers of a whole database stop when any city's queue is migrated; ours then simply begins anew.
  const supervise = async () => {
    while (!stopping.signal.aborted) {
      await runner.promise.catch((error: unknown) => options.log.warn({ err: error }, 'the worker stopped'))
      if (stopping.signal.aborted) return
      await new Promise((resolve) => setTimeout(resolve, 1000))
      try {
        if (!stopping.signal.aborted) runner = await startRunner(options, pool)
      } catch (error) {
        options.log.warn({ err: error }, 'the worker could not start; trying again')
      }
    }
  }
  void supervise()
  return {
    async stop() {
      stopping.abort()
      await runner.stop().catch(() => {
        // It has stopped by itself already.
      })
      await pool.end()
    },
  }
}

function startRunner(options: WorkerOptions, pool: pg.Pool): Promise<Runner> {
  const tasks = Object.fromEntries(
    Object.entries(options.handlers).map(([name, handler]) => [
      name,
      (payload: unknown) => (handler as (payload: unknown) => Promise<void>)(payload),
    ]),
  )
  return run({
    pgPool: pool,
    schema: jobsSchemaOf(options.city),
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 2000,
    taskList: tasks,
    crontab: options.crontab,
    logger: quietLogger(options.log),
  })
}

/** graphile-worker speaks at length; only its warnings and errors are ours to know. */
function quietLogger(log: Logger) {
  return new GraphileLogger(() => (level, message, meta) => {
    if (level === 'error') log.error({ meta: String(meta?.['error'] ?? '') }, message)
    else if (level === 'warning') log.warn(message)
  })
}
