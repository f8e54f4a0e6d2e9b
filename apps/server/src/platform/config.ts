import { resolve } from 'node:path'

export interface Config {
  /** The city this process serves; also the name of its schema. */
  city: string
  port: number
  host: string
  /** Folder of the embedded database and of files. */
  dataFolder: string
  /** Null: the embedded database is used. */
  databaseUrl: string | null
  production: boolean
  logLevel: string
  /** What this process plays; by default all of it. */
  roles: ReadonlySet<'api' | 'worker' | 'migrate'>
}

/**
 * Reads the settings from the environment: PORT, HOST, LINLI_DATA, LINLI_CITY, DATABASE_URL, LINLI_LOG, LINLI_ROLES.
 *
 * Throws with a sentence for people when one of them makes no sense.
 */
export function readConfig(environment: NodeJS.ProcessEnv, projectFolder: string): Config {
  const city = environment['LINLI_CITY'] ?? 'demo'
  requireCityName(city)
  const port = Number(environment['PORT'] ?? 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`PORT must be a number from 0 to 65535, not "${environment['PORT']}".`)
  return {
    city,
    port,
    host: environment['HOST'] ?? '127.0.0.1',
    dataFolder: resolve(projectFolder, environment['LINLI_DATA'] ?? '.linli'),
    databaseUrl: environment['DATABASE_URL'] || null,
    production: environment['NODE_ENV'] === 'production',
    logLevel: environment['LINLI_LOG'] ?? 'info',
    roles: readRoles(environment['LINLI_ROLES']),
  }
}

/** A city's name is also a schema name: lower-case letters, digits and `_`, 2–30 of them, not one PostgreSQL keeps for itself. */
export function requireCityName(name: string): void {
  if (
    !/^[a-z][a-z0-9_]{1,29}$/.test(name) ||
    name.startsWith('pg_') ||
    ['public', 'information_schema'].includes(name) ||
    name.endsWith('_jobs')
  )
    throw new Error(
      `"${name}" cannot name a city: use 2 to 30 lower-case letters, digits and _, beginning with a letter, not ending in _jobs.`,
    )
}

function readRoles(given: string | undefined): Config['roles'] {
  const known = ['api', 'worker', 'migrate'] as const
  if (!given) return new Set(known)
  const asked = given.split(',').map((word) => word.trim())
  const unknown = asked.filter((word) => !known.some((role) => role === word))
  if (unknown.length > 0) throw new Error(`LINLI_ROLES knows api, worker and migrate, not "${unknown.join(', ')}".`)
  return new Set(known.filter((role) => asked.includes(role)))
}
