import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrateCity } from '../apps/server/src/platform/city-schema.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../apps/server/src/platform/postgres/embedded.ts'
import { makeTemporaryFolder } from '../apps/server/src/platform/postgres/temporary-folder.ts'
import { loadSecrets, personalDataKeys, type PersonalDataKeys } from '../apps/server/src/platform/secrets.ts'
import { benchCity } from './bench-server.ts'
import { countFigures } from './counted-figures.ts'
import { fillCity, madeAs, type Use } from './desk-list-city.ts'

const project = join(import.meta.dirname, '..')
/** Clocks begin to come due a month after a city was made; then it is made anew. */
const keptForDays = 25

export interface KeptCity {
  folder: string
  postgres: EmbeddedPostgres
  keys: PersonalDataKeys
  /** Seconds it took to make; null when it was kept from a run before. */
  prepareSeconds: number | null
  /** Seconds the product took to count all its figures, when it was made. */
  countSeconds: number
  close(): Promise<void>
}

/** The city of the bench, made in a folder that is thrown away, or kept in one for the next run of the same size. */
export async function openCity(options: { matters: number; folder: string | undefined; use: Use }): Promise<KeptCity> {
  const folder = options.folder ?? makeTemporaryFolder('bench')
  const markFile = join(folder, 'bench-city.json')
  const kept = options.folder === undefined ? null : readMark(markFile)
  const isFit =
    kept !== null &&
    kept.madeAs === madeAs &&
    kept.use === options.use &&
    kept.matters === options.matters &&
    ageInDays(kept.madeAt) < keptForDays
  if (existsSync(join(folder, 'postgres')) && !isFit)
    throw new Error(`${folder} holds another city: empty it, or name another folder for ${options.matters} matters.`)
  mkdirSync(folder, { recursive: true })
  if (!kept) chmodSync(folder, 0o711)
  const secrets = loadSecrets(folder)
  // As a server of a city would have it; the default of 128 MB is smaller than the indexes of a million matters.
  const settings = { shared_buffers: '2GB', max_wal_size: '8GB', fsync: 'off' }
  const postgres = await startEmbeddedPostgres({ dataFolder: folder, password: secrets.databasePassword, settings })
  const keys = personalDataKeys(secrets.masterKey, benchCity)
  const close = async () => {
    await postgres.stop()
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
  }
  try {
    await migrateCity({ connection: postgres.address, city: benchCity, migrationsFolder: join(project, 'db/migrations') })
    if (isFit) {
      // A migration since then may have left them to be counted anew.
      const recounted = await countFigures(postgres.address, tell)
      const countSeconds = recounted ?? kept.countSeconds
      if (recounted !== null) writeFileSync(markFile, JSON.stringify({ ...kept, countSeconds }))
      return { folder, postgres, keys, prepareSeconds: null, countSeconds, close }
    }
    const began = performance.now()
    const now = new Date()
    await fillCity({ connection: postgres.address, city: benchCity, keys, matters: options.matters, use: options.use, now, tell })
    const prepareSeconds = (performance.now() - began) / 1000
    tell(`${options.matters} matters made in ${Math.round(prepareSeconds)} s`)
    const countSeconds = options.use === 'figures' ? ((await countFigures(postgres.address, tell, 'all')) ?? 0) : 0
    const mark: Mark = { madeAs, use: options.use, matters: options.matters, madeAt: now.toISOString(), countSeconds }
    writeFileSync(markFile, JSON.stringify(mark))
    return { folder, postgres, keys, prepareSeconds, countSeconds, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** How far it is; the figures come at the end. */
export function tell(sentence: string): void {
  console.error(`  … ${sentence}`)
}

interface Mark {
  madeAs: string
  use: Use
  matters: number
  madeAt: string
  countSeconds: number
}

function readMark(file: string): Mark | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Mark) : null
}

function ageInDays(at: string): number {
  return (Date.now() - Date.parse(at)) / 86_400_000
}
