import type { Point } from '@linli/contract'
import type { Reader } from '../../platform/db.ts'
import type { AreaTree, TreeArea } from './area-tree.ts'
import { findBoundaries } from './areas.queries.ts'
import { outlineOf } from './outlines.ts'

/** A point inside an area, where it is widest; null when no boundary is drawn. */
export type MiddleOfArea = (tree: AreaTree, area: TreeArea) => Promise<Point | null>

/** Detail does not matter for the middle of a place. */
const zoom = 12

/** Middles of areas, each worked out once until anything in the tree changes. */
export function keepMiddles(db: Reader): MiddleOfArea {
  const kept = new WeakMap<AreaTree, Map<string, Promise<Point | null>>>()
  return (tree, area) => {
    const middles = kept.get(tree) ?? new Map<string, Promise<Point | null>>()
    kept.set(tree, middles)
    const before = middles.get(area.id)
    if (before) return before
    const middle = readMiddle(db, area)
    middle.catch(() => middles.delete(area.id))
    middles.set(area.id, middle)
    return middle
  }
}

async function readMiddle(db: Reader, area: TreeArea): Promise<Point | null> {
  if (!area.hasBoundary) return null
  const boundary = (await findBoundaries(db, [area.id])).get(area.id)
  return boundary ? outlineOf(boundary.geometry, zoom).middle : null
}
