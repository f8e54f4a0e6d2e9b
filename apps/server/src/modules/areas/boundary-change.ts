import { createHash } from 'node:crypto'
import type { TreeArea } from './area-tree.ts'
import { joined, piecesOf, placeOf, rounded, shared, sharedBorderMetres, without } from './boundary-overlay.ts'
import { type AreaGeometry, boundsOf } from './geometry.ts'
import { drawingFault, type DrawingFault } from './import-findings.ts'
import { isGeometry } from './parts.ts'
import { polygonFault } from './polygon-faults.ts'
import { roundingMetres, perimeterMetres, squareMetres } from './polygon-overlaps.ts'

/** An area with the boundary in force. */
export interface Drawn {
  area: TreeArea
  geometry: AreaGeometry
}

/** Everything a new boundary is held against; only what is drawn. */
export interface Surroundings {
  area: TreeArea
  /** Null when none has been drawn yet. */
  before: AreaGeometry | null
  /** Areas of the same parent and level. */
  siblings: readonly Drawn[]
  parent: Drawn | null
  /** Of the area and of its siblings. */
  children: readonly Drawn[]
}

export interface BoundaryPlan {
  faults: DrawingFault[]
  /** The area first, then the neighbours that follow; empty when the boundary cannot be read at all. */
  changes: { area: TreeArea; before: AreaGeometry | null; geometry: AreaGeometry }[]
  /** SHA-256 of the changes: whoever saves names what they saw. */
  digest: string
}

/** Less than this share of a neighbour left is no neighbour any more. */
const leastLeft = 0.05

/**
 * What a boundary drawn by hand would change, and what speaks against it, each fault with its place. What was wrong before and
 * gets no worse is not held against it. `follow`: neighbours give up what the new boundary takes, and each piece it gives up goes to
 * the neighbour with the longest common border.
 */
export function planBoundary(given: AreaGeometry, neighbours: 'keep' | 'follow', around: Surroundings): BoundaryPlan {
  if (!isGeometry(given)) return unreadable(drawingFault('polygon_invalid', nowhere))
  const invalid = polygonFault(given)
  if (invalid) return unreadable({ ...invalid, code: invalid.code as DrawingFault['code'] })
  const geometry = rounded(given)
  const near = around.siblings.filter(
    (sibling) => meets(sibling.geometry, geometry) || (around.before && meets(sibling.geometry, around.before)),
  )
  const followed =
    neighbours === 'follow' ? follow(geometry, around.before, near) : { changes: [], left: gapsOf(geometry, around.before, near) }
  const changes = [{ area: around.area, before: around.before, geometry }, ...followed.changes]
  const faults = [
    ...(neighbours === 'keep' ? overlaps(geometry, around.before, near) : swallowed(geometry, near)),
    ...leavesParent(geometry, around),
    ...changes.flatMap((change) => childrenOutside(change, around.children)),
    ...followed.left.map((gap) => drawingFault('leaves_gap', placeOf(gap))),
  ]
  return { faults, changes, digest: digestOf(changes) }
}

/** Whether a plan may be written. */
export function isRefused(plan: { faults: readonly DrawingFault[] }): boolean {
  return plan.faults.some((fault) => fault.severity === 'refuse')
}

const nowhere = { message: 'Invalid Coordinate', messageZh: '坐标无效', longitude: 0, latitude: 0 }

function unreadable(fault: DrawingFault): BoundaryPlan {
  return { faults: [fault], changes: [], digest: '' }
}

function overlaps(geometry: AreaGeometry, before: AreaGeometry | null, near: readonly Drawn[]): DrawingFault[] {
  return near.flatMap((sibling) => {
    const now = shared(geometry, sibling.geometry)
    const known = before && shared(before, sibling.geometry)
    return isWorse(now, known) ? [drawingFault('overlaps_sibling', { other: sibling.area.name, ...placeOf(now) })] : []
  })
}

function swallowed(geometry: AreaGeometry, near: readonly Drawn[]): DrawingFault[] {
  return near.flatMap((sibling) => {
    const left = without(sibling.geometry, geometry)
    return left === null || squareMetres(left) < leastLeft * squareMetres(sibling.geometry)
      ? [drawingFault('swallows_sibling', { other: sibling.area.name, ...placeOf(sibling.geometry) })]
      : []
  })
}

function leavesParent(geometry: AreaGeometry, { parent, before }: Surroundings): DrawingFault[] {
  if (!parent) return []
  const outside = without(geometry, parent.geometry)
  const known = before && without(before, parent.geometry)
  return isWorse(outside, known) ? [drawingFault('leaves_parent', { other: parent.area.name, ...placeOf(outside) })] : []
}

function childrenOutside(change: BoundaryPlan['changes'][number], children: readonly Drawn[]): DrawingFault[] {
  return children
    .filter((child) => child.area.parentId === change.area.id)
    .flatMap((child) => {
      const outside = without(child.geometry, change.geometry)
      const known = change.before && without(child.geometry, change.before)
      return isWorse(outside, known) ? [drawingFault('child_outside', { other: child.area.name, ...placeOf(outside) })] : []
    })
}

/** The pieces given up that no neighbour has. */
function gapsOf(geometry: AreaGeometry, before: AreaGeometry | null, near: readonly Drawn[]): AreaGeometry[] {
  let gap = before && without(before, geometry)
  for (const sibling of near) gap = gap && without(gap, sibling.geometry)
  return gap ? piecesOf(gap) : []
}

function follow(geometry: AreaGeometry, before: AreaGeometry | null, near: readonly Drawn[]) {
  const after = new Map(
    near.map((sibling) => [sibling, meets(sibling.geometry, geometry) ? without(sibling.geometry, geometry) : sibling.geometry]),
  )
  const left: AreaGeometry[] = []
  for (const piece of gapsOf(geometry, before, near)) {
    let heir: { sibling: Drawn; geometry: AreaGeometry; metres: number } | null = null
    for (const [sibling, now] of after) {
      const metres = now ? sharedBorderMetres(now, piece) : 0
      if (now && metres > 1 && metres > (heir?.metres ?? 0)) heir = { sibling, geometry: now, metres }
    }
    if (heir) after.set(heir.sibling, joined(heir.geometry, piece))
    else left.push(piece)
  }
  const changes = [...after].flatMap(([{ area, geometry: old }, now]) => {
    const next = now && rounded(now)
    return next && JSON.stringify(next) !== JSON.stringify(old) && differs(old, next) ? [{ area, before: old, geometry: next }] : []
  })
  return { changes, left }
}

/** Whether one has more than rounding that the other has not. */
function differs(a: AreaGeometry, b: AreaGeometry): boolean {
  return without(a, b) !== null || without(b, a) !== null
}

/** Whether a part that is wrong is more than rounding beyond what was wrong already. */
function isWorse(now: AreaGeometry | null, known: AreaGeometry | null): now is AreaGeometry {
  if (now === null) return false
  const bounds = boundsOf(now)
  const tolerance = bounds ? roundingMetres * perimeterMetres(now, bounds) : 0
  return squareMetres(now) > (known ? squareMetres(known) : 0) + tolerance
}

function meets(a: AreaGeometry, b: AreaGeometry): boolean {
  const [one, other] = [boundsOf(a), boundsOf(b)]
  return one !== null && other !== null && one[0] <= other[2] && other[0] <= one[2] && one[1] <= other[3] && other[1] <= one[3]
}

function digestOf(changes: BoundaryPlan['changes']): string {
  const said = changes.map(({ area, geometry }) => [area.id, area.version, geometry])
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}
