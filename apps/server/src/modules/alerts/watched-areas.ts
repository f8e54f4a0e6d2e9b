import type { AreaTree } from '../areas/index.ts'
import type { WatchedArea } from './city-surges.ts'

/** The areas that are watched are those with a desk: somebody is there to act, and figures are kept by day. */
export function watchedAreas(tree: AreaTree): WatchedArea[] {
  const withDesk = new Set(tree.levels.filter((level) => level.hasDesk).map((level) => level.code))
  return tree
    .all()
    .filter((area) => withDesk.has(area.level))
    .map(({ id }) => ({ id, parentId: tree.ancestorsOf(id).findLast((above) => withDesk.has(above.level))?.id ?? null }))
}

/** The smallest area with a desk that holds all of these places. */
export function commonArea(tree: AreaTree, areaIds: readonly string[]): string | null {
  const [first, ...others] = areaIds.map((id) => [...tree.ancestorsOf(id), ...[tree.get(id)].filter((area) => area !== undefined)])
  const shared = first?.findLast((area) => others.every((line) => line.some(({ id }) => id === area.id)))
  return shared ? (tree.deskOf(shared.id)?.id ?? null) : null
}
