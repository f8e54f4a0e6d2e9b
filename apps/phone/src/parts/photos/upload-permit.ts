import { readStored, writeStored } from '@linli/ui'

const keptUnder = 'linli.uploads'
/** A permit nearly over is not begun with. */
const marginMs = 300_000

interface Permit {
  token: string
  validUntil: string
}

/** The permit of this phone; null when there is none. */
export function permitToken(): string | null {
  return read()?.token ?? null
}

/** What shows that uploads without an account are this phone's: sent with every request once there is one. */
export function uploadToken(): Record<string, string> {
  const permit = read()
  return permit ? { 'upload-token': permit.token } : {}
}

/** Makes sure that uploads may be begun; `ask` gets a new permit. */
export async function ensurePermit(ask: () => Promise<Permit>): Promise<void> {
  const permit = read()
  if (permit && Date.parse(permit.validUntil) - marginMs > Date.now()) return
  writeStored(keptUnder, JSON.stringify(await ask()))
}

/** Forgets the permit: the next person at this phone has nothing to do with what the last one uploaded. */
export function forgetPermit(): void {
  writeStored(keptUnder, null)
}

function read(): Permit | null {
  const stored = readStored(keptUnder)
  if (!stored) return null
  try {
    return JSON.parse(stored) as Permit
  } catch {
    return null
  }
}
