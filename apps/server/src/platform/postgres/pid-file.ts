import { existsSync, readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** What `postmaster.pid` in a database folder says. */
export interface PidFile {
  pid: number
  port: number
  socketFolder: string
}

/** Null when there is no such file or it is torn. */
export function readPidFile(databaseFolder: string): PidFile | null {
  const file = join(databaseFolder, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, port: Number(lines[3] ?? 0), socketFolder: lines[4]?.trim() ?? '' }
}

/**
 * Whether this process is a PostgreSQL server that is alive. A number that now belongs to another program, or
 * to a dead process that nobody has collected yet (a zombie), is not.
 */
export function isLivingPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  if (process.platform === 'win32') return true
  if (existsSync('/proc/self/stat')) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
      const state = stat.slice(stat.lastIndexOf(')') + 2)[0]
      return name.startsWith('postgres') && state !== 'Z' && state !== 'X'
    } catch {
      return false
    }
  }
  try {
    const listed = execFileSync('ps', ['-o', 'stat=,comm=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return listed.includes('postgres') && !listed.startsWith('Z')
  } catch {
    return false
  }
}
