import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new folder for a throw-away database. Others may pass through it, so that root's database account can reach what is in it. */
export function makeTemporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `linli-${name}-`))
  chmodSync(folder, 0o711)
  return folder
}
