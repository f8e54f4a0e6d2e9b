import type { AreaTree, TreeArea } from './area-tree.ts'

/** How many areas are below one, by level from the highest to the lowest. */
export function portraitCounts(tree: AreaTree, area: TreeArea): { level: string; count: number }[] {
  const counts = new Map<string, number>()
  let open = tree.childrenOf(area.id)
  while (open.length > 0) {
    for (const { level } of open) counts.set(level, (counts.get(level) ?? 0) + 1)
    open = open.flatMap((one) => (one.childCount > 0 ? tree.childrenOf(one.id) : []))
  }
  return tree.levels.flatMap(({ code }) => {
    const count = counts.get(code)
    return count ? [{ level: code, count }] : []
  })
}
