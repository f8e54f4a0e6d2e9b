import { resolve } from 'node:path'
import type { S3Settings } from './file-store/s3-store.ts'
import { type ChannelSettings, readChannelSettings } from './channel-settings.ts'

export interface Config {
  /** The city this process serves; also the name of its schema. */
  city: string
  port: number
  host: string
  /** Folder of the embedded database and of files. */
  dataFolder: string
  /** Null: the embedded database is used. */
  databaseUrl: string | null
  /** Null: files are kept in the data folder. */
  s3: S3Settings | null
  production: boolean
  logLevel: string
  /** What this process plays; by default all of it. */
  roles: ReadonlySet<'api' | 'worker' | 'migrate'>
  /** How messages leave the server. */
  channels: ChannelSettings
}

/**
 * Reads the settings from the environment: PORT, HOST, LINLI_DATA, LINLI_CITY, DATABASE_URL, LINLI_LOG, LINLI_ROLES, LINLI_S3_*, and those of the channels.
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
    s3: readS3(environment),
    production: environment['NODE_ENV'] === 'production',
    logLevel: environment['LINLI_LOG'] ?? 'info',
    roles: readRoles(environment['LINLI_ROLES']),
    channels: readChannelSettings(environment),
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

const s3Names = ['ENDPOINT', 'BUCKET', 'REGION', 'ACCESS_KEY_ID', 'SECRET_ACCESS_KEY'] as const

/** All of them or none: half a setting would put files where nobody looks for them. */
function readS3(environment: NodeJS.ProcessEnv): S3Settings | null {
  const given = s3Names.map((name) => environment[`LINLI_S3_${name}`] ?? '')
  if (given.every((value) => value === '')) return null
  const missing = s3Names.filter((_, index) => given[index] === '').map((name) => `LINLI_S3_${name}`)
  if (missing.length > 0) throw new Error(`To keep files in S3, set ${missing.join(', ')} as well.`)
  const [endpoint = '', bucket = '', region = '', accessKeyId = '', secretAccessKey = ''] = given
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint))
    throw new Error(`LINLI_S3_ENDPOINT must be an address that begins with http:// or https://, not "${endpoint}".`)
  return { endpoint: endpoint.replace(/\/+$/, ''), bucket, region, accessKeyId, secretAccessKey }
}

function readRoles(given: string | undefined): Config['roles'] {
  const known = ['api', 'worker', 'migrate'] as const
  if (!given) return new Set(known)
  const asked = given.split(',').map((word) => word.trim())
  const unknown = asked.filter((word) => !known.some((role) => role === word))
  if (unknown.length > 0) throw new Error(`LINLI_ROLES knows api, worker and migrate, not "${unknown.join(', ')}".`)
  return new Set(known.filter((role) => asked.includes(role)))
}
