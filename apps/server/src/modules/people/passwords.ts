import { hash, verify } from '@node-rs/argon2'

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** An argon2id hash in PHC format. Takes some tens of milliseconds on another thread. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

let decoy: Promise<string> | null = null

/** Checks a password. Without a stored hash (no such account) it takes as long and is false, so that time tells nothing. */
export async function isRightPassword(password: string, stored: string | null): Promise<boolean> {
  decoy ??= hashPassword('a password nobody has')
  const right = await verify(stored ?? (await decoy), password)
  return right && stored !== null
}

const tooCommon = ['123456789012', 'password1234', 'qwertyuiop12', 'administrator', '111111111111', 'adminadmin12', 'a123456789012']

/** Length decides, with the plainest ones refused (ASVS 5.0 §6.2: at least 12, no rules on kinds of signs). */
export function isAcceptablePassword(password: string, loginName: string): boolean {
  const lower = password.toLowerCase()
  return password.length >= 12 && !tooCommon.includes(lower) && !lower.includes(loginName.toLowerCase()) && new Set(password).size >= 5
}
