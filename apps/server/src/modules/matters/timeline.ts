import { canonicalJson, sha256 } from '../../platform/canonical.ts'
import type { Hat } from './change.ts'
import type { Holder } from './matter.ts'

/** What happened once, as it stands in the timeline for good. */
export interface Entry {
  matterId: string
  seq: number
  at: Date
  accountId: string | null
  hat: Hat
  action: string
  fromState: string | null
  toState: string
  holder: Holder
  visibility: string
  content: Record<string, unknown>
}

export interface SealedEntry extends Entry {
  contentDigest: Buffer
  previousHash: Buffer
  hash: Buffer
}

/** Before the first entry. */
export const chainStart = Buffer.alloc(32)

/**
 * Links an entry to the one before (domain.md §2 rule 2). The hash covers a digest of the content instead of the
 * content, so that personal words can be erased later and the chain still be proven.
 */
export function seal(entry: Entry, previousHash: Buffer): SealedEntry {
  const contentDigest = sha256(canonicalJson(entry.content))
  return { ...entry, contentDigest, previousHash, hash: hashOf(entry, contentDigest, previousHash) }
}

function hashOf(entry: Entry, contentDigest: Buffer, previousHash: Buffer): Buffer {
  return sha256(
    JSON.stringify([
      entry.matterId,
      entry.seq,
      entry.at.getTime(),
      entry.accountId,
      entry.hat.role,
      entry.hat.areaId,
      entry.hat.organisationId,
      entry.action,
      entry.fromState,
      entry.toState,
      entry.holder.areaId,
      entry.holder.organisationId,
      entry.visibility,
      contentDigest.toString('hex'),
      previousHash.toString('hex'),
    ]),
  )
}

/** The first entry that does not fit: wrong number, previous hash, content or own hash. Null when the chain holds. */
export function findBreak(entries: readonly SealedEntry[]): number | null {
  let previousHash: Buffer = chainStart
  for (const [index, entry] of entries.entries()) {
    const fits =
      entry.seq === index + 1 &&
      entry.previousHash.equals(previousHash) &&
      entry.contentDigest.equals(sha256(canonicalJson(entry.content))) &&
      entry.hash.equals(hashOf(entry, entry.contentDigest, previousHash))
    if (!fits) return entry.seq
    previousHash = entry.hash
  }
  return null
}
