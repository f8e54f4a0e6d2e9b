import pg from 'pg'
import type { Config } from '../config.ts'
import type { Secrets } from '../secrets.ts'
import { startEmbeddedPostgres } from './embedded.ts'

/** How to reach the database as its owner, and how to stop it if it is ours. */
export interface OpenConnection {
  connection: pg.PoolConfig
  stop(): Promise<void>
}

/** The database of DATABASE_URL once it answers, or else the embedded one. */
export async function openConnection(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  secrets: Secrets,
  tell: (sentence: string) => void,
): Promise<OpenConnection> {
  if (config.databaseUrl === null) {
    const postgres = await startEmbeddedPostgres({ dataFolder: config.dataFolder, password: secrets.databasePassword, tell })
    return { connection: postgres.address, stop: () => postgres.stop() }
  }
  const connection = { connectionString: config.databaseUrl }
  await waitFor(connection, tell)
  return { connection, stop: async () => {} }
}

const oldestVersion = 150_000

/** Waits as long as it takes for a database that is not there yet; a wrong password or an old server is an error at once. */
async function waitFor(connection: pg.PoolConfig, tell: (sentence: string) => void): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5000 })
    client.on('error', () => {})
    try {
      await client.connect()
      const { rows } = await client.query<{ version: number }>(`select current_setting('server_version_num')::integer as version`)
      await client.end()
      if ((rows[0]?.version ?? 0) < oldestVersion) throw new TypeError('The database of DATABASE_URL is older than PostgreSQL 15.')
      return
    } catch (error) {
      const code = (error as { code?: string }).code ?? ''
      if (error instanceof TypeError || ['28P01', '28000', '3D000', '42501'].includes(code)) throw error
      if (attempt % 10 === 0) tell(`Waiting for the database of DATABASE_URL (${code || (error as Error).message}) …`)
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }
}
