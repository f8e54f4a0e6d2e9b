import type { AreaTree, TreeArea } from '../areas/index.ts'

/**
 * The paths of the smallest area an address names and of the areas just below it when those are the lowest. Empty when it
 * names none. Matters are kept at the area they fell in, so these are the ones that lie in it.
 */
export function areasNamedIn(tree: AreaTree, address: string): string[] {
  let named: TreeArea | null = null
  for (const area of tree.all()) {
    const name = area.name.replace(/(居民委员会|村民委员会|社区|街道|镇|村|市|区)+$/, '')
    if (name.length >= 2 && address.includes(name) && (named === null || area.path.length > named.path.length)) named = area
  }
  if (named === null) return []
  const below = tree.childrenOf(named.id)
  return [named.path, ...(below.every((area) => area.childCount === 0) ? below.map((area) => area.path) : [])]
}
