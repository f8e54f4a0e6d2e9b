import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { StoredObject } from './file-store.ts'

/** Writes a source into a new file of the folder, hashing as it goes. The file is on the disk when it resolves and gone when it throws. */
export async function spool(folder: string, source: AsyncIterable<Uint8Array>): Promise<StoredObject & { path: string }> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, randomUUID())
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of source) {
      hash.update(chunk)
      // One `write` may take less than all of it.
      for (let done = 0; done < chunk.length;) done += (await file.write(chunk, done)).bytesWritten
      bytes += chunk.length
    }
    await file.sync()
  } catch (error) {
    await file.close()
    await rm(path, { force: true })
    throw error
  }
  await file.close()
  return { path, bytes, sha256: hash.digest() }
}

/** Removes spooled files that nobody has touched since then, left by a process that died. Returns how many. */
export async function removeSpooled(folder: string, before: Date): Promise<number> {
  let removed = 0
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (!found || found.mtime >= before) continue
    await rm(path, { force: true })
    removed += 1
  }
  return removed
}

/** Gives a spooled file its name. After it both the bytes and the name survive a power cut. */
export async function keepAs(spooled: string, target: string): Promise<void> {
  const folder = dirname(target)
  const firstMade = await mkdir(folder, { recursive: true })
  await rename(spooled, target)
  await syncFolder(folder)
  if (firstMade === undefined) return
  // New folders are names too: each up to the one that was there before.
  for (let made = folder; ; made = dirname(made)) {
    await syncFolder(dirname(made))
    if (made === firstMade || dirname(made) === made) return
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows knows no such thing, and refuses to open a folder.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
