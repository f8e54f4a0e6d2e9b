import type { Reader } from '../../platform/db.ts'
import { findTimeline } from './matter.queries.ts'
import { findBreak, type SealedEntry } from './timeline.ts'

type Row = Awaited<ReturnType<typeof findTimeline>>[number]

export interface Proof {
  entries: number
  unbroken: boolean
  /** The number of the first entry that does not fit. */
  brokenAt: number | null
  head: string
  versions: number[]
  /** Somebody held the matter after every entry, until it ended. */
  alwaysHeld: boolean
}

const unheldStates = ['closed', 'refused', 'withdrawn', 'merged', 'awaiting_reporter']

/** Recomputes the chain of a matter from what is stored, and checks that it ends where the matter says and that somebody always held it. */
export async function proveMatter(db: Reader, matterId: string, head: Buffer): Promise<Proof> {
  const entries = (await findTimeline(db, matterId)).map(entryOf)
  const broken = findBreak(entries)
  const last = entries.at(-1)
  const endsAtHead = last?.hash.equals(head) ?? false
  return {
    entries: entries.length,
    unbroken: broken === null && endsAtHead,
    brokenAt: broken ?? (endsAtHead ? null : (last?.seq ?? 0)),
    head: last?.hash.toString('hex') ?? '',
    versions: entries.map((entry) => entry.seq),
    alwaysHeld: entries.every(
      (entry) => unheldStates.includes(entry.toState) || entry.holder.areaId !== null || entry.holder.organisationId !== null,
    ),
  }
}

/** A stored entry as the chain sees it. */
export function entryOf(row: Row): SealedEntry {
  return {
    matterId: row.matter_id,
    seq: row.seq,
    at: row.at,
    accountId: row.account_id,
    hat: { role: row.actor_role, areaId: row.actor_area_id, organisationId: row.actor_organisation_id },
    action: row.action,
    fromState: row.from_state,
    toState: row.to_state,
    holder: { areaId: row.holder_area_id, organisationId: row.holder_organisation_id },
    visibility: row.visibility,
    content: row.content as Record<string, unknown>,
    contentDigest: row.content_digest,
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}
