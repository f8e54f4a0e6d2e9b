import type { Reader } from '../../platform/db.ts'
import { entryOf } from './proof.ts'
import { findBreak } from './timeline.ts'

/** What the chain of one matter proves. */
interface ChainProof {
  number: string
  reportedAt: Date
  entries: number
  /** The first entry that does not fit, or the last when the matter names another head; null when the chain holds. */
  brokenAt: number | null
  /** The matter stands as its last entry left it. */
  isAlike: boolean
}

/** Recomputes the chains of these matters, and holds each matter against its last entry. In the order of their ids. */
export async function proveChains(db: Reader, matterIds: readonly string[]): Promise<ChainProof[]> {
  if (matterIds.length === 0) return []
  const matters = await db
    .selectFrom('matters')
    .select(['id', 'number', 'reported_at', 'state', 'version', 'chain_head', 'holder_area_id', 'holder_organisation_id'])
    .where('id', 'in', matterIds)
    .orderBy('id')
    .execute()
  const rows = await db
    .selectFrom('timeline_entries')
    .selectAll()
    .where('matter_id', 'in', matterIds)
    .orderBy('matter_id')
    .orderBy('seq')
    .execute()
  const byMatter = Map.groupBy(rows, (row) => row.matter_id)
  return matters.map((matter) => {
    const chain = (byMatter.get(matter.id) ?? []).map(entryOf)
    const last = chain.at(-1)
    const { areaId, organisationId } = last?.holder ?? { areaId: null, organisationId: null }
    return {
      number: matter.number,
      reportedAt: matter.reported_at,
      entries: chain.length,
      brokenAt: findBreak(chain) ?? (last?.hash.equals(matter.chain_head) ? null : (last?.seq ?? 0)),
      isAlike:
        last?.toState === matter.state &&
        chain.length === matter.version &&
        areaId === matter.holder_area_id &&
        organisationId === matter.holder_organisation_id,
    }
  })
}
