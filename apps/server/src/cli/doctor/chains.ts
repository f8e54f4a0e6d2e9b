import { entryOf, findBreak } from '../../modules/matters/index.ts'
import { type Check, finding, note, pagesOfMatters } from './check.ts'

/** Recomputes every matter's chain, and holds the matter against its last entry. */
export const chains: Check = async ({ db }) => {
  const broken = finding('broken chains')
  const differing = finding('matters unlike their last entry')
  for await (const ids of pagesOfMatters(db)) {
    const matters = await db.read
      .selectFrom('matters')
      .select(['id', 'number', 'state', 'version', 'chain_head', 'holder_area_id', 'holder_organisation_id'])
      .where('id', 'in', ids)
      .execute()
    const rows = await db.read
      .selectFrom('timeline_entries')
      .selectAll()
      .where('matter_id', 'in', ids)
      .orderBy('matter_id')
      .orderBy('seq')
      .execute()
    const byMatter = Map.groupBy(rows, (row) => row.matter_id)
    for (const matter of matters) {
      const chain = (byMatter.get(matter.id) ?? []).map(entryOf)
      const last = chain.at(-1)
      broken.checked += 1
      differing.checked += 1
      if (findBreak(chain) !== null || !last?.hash.equals(matter.chain_head)) note(broken, matter.number)
      const { areaId, organisationId } = last?.holder ?? { areaId: null, organisationId: null }
      const isAlike =
        last?.toState === matter.state &&
        chain.length === matter.version &&
        areaId === matter.holder_area_id &&
        organisationId === matter.holder_organisation_id
      if (!isAlike) note(differing, matter.number)
    }
  }
  return [broken, differing]
}
