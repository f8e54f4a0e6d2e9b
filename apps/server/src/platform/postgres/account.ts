import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The account PostgreSQL runs as. PostgreSQL refuses to run as root, so root lends it an unprivileged one. */
export interface PostgresAccount {
  /** Null: run as whoever runs the server. */
  uid: number | null
  gid: number | null
}

/** Picks `postgres` if the machine has it, else `nobody`, when the server runs as root. Throws a sentence for people if there is neither. */
export function choosePostgresAccount(): PostgresAccount {
  if (process.getuid?.() !== 0) return { uid: null, gid: null }
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // no such account: try the next
    }
  }
  throw new Error(
    'The database cannot run as root and there is no account named postgres or nobody. Start Linli as an ordinary user, or set DATABASE_URL.',
  )
}

/** Whether the account can walk down to this folder (or to where it will be made). Root's home, for one, is often closed. */
export function canReach(account: PostgresAccount, folder: string): boolean {
  if (account.uid === null) return true
  let current = folder
  while (!existsSync(current)) current = dirname(current)
  while (true) {
    const { mode, uid, gid } = statSync(current)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    const parent = dirname(current)
    if (parent === current) return true
    current = parent
  }
}

/** Whether this program can be found and run here. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
