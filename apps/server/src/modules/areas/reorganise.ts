import { LinliError } from '../../platform/problem.ts'
import type { Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import type { TreeArea } from './area-tree.ts'
import { endBoundary, insertArea, movePosts, recordChange, recordSuccession, setBoundary, updateArea } from './areas.store.ts'
import { carryChildren, findChildren } from './children-move.ts'
import type { AreaGeometry } from './geometry.ts'
import type { MoveOpenMatters } from './matter-moves.ts'

/** Who reorganises, why and when. */
export interface Reorganisation {
  reason: string
  accountId: string | null
  at: Date
}

export interface Part {
  code: string
  name: string
  geometry?: AreaGeometry | undefined
  /** The children that go on below it. */
  childIds?: readonly string[] | undefined
}

/**
 * Splits an area: it ends, its parts begin, its posts go to the first part, its open matters to the part they lie in, and its
 * children go on below the part they are said to belong to. Old figures keep the old area. Returns the ids of the parts. Throws
 * `children_unplaced` when not every child belongs to exactly one part.
 */
export async function splitArea(
  tx: Transaction,
  area: TreeArea,
  parts: readonly Part[],
  moveOpenMatters: MoveOpenMatters,
  by: Reorganisation & { version: number },
): Promise<string[]> {
  if (area.parentId === null || !maySplit(area)) throw new LinliError('wrong_level')
  if (area.hasBoundary && parts.some((part) => !part.geometry)) throw new LinliError('import_refused')
  await requireChildrenPlaced(tx, area.id, parts)
  await endArea(tx, area, by.version, by, 'split', { parts: parts.map((part) => part.code) })
  const successors: { areaId: string; path: string; geometry: AreaGeometry | null }[] = []
  for (const part of parts) {
    const id = randomIds.next(by.at)
    const path = await beginArea(
      tx,
      { id, ...part, level: area.level, parentId: area.parentId, areaClass: area.areaClass, geometry: part.geometry ?? null },
      by,
      'created_by_split',
      { from: area.code },
    )
    await recordSuccession(tx, area.id, id, by.at)
    successors.push({ areaId: id, path, geometry: part.geometry ?? null })
  }
  const [first] = successors
  if (first) await movePosts(tx, area.id, first.areaId, by.at)
  await moveOpenMatters(tx, { fromAreaIds: [area.id], to: successors, elsewhere: 'first', reason: by.reason }, by.accountId, by.at)
  for (const [index, { areaId }] of successors.entries())
    await carryChildren(tx, { areaId: area.id, onlyIds: parts[index]?.childIds ?? [] }, areaId, moveOpenMatters, by)
  return successors.map((successor) => successor.areaId)
}

async function requireChildrenPlaced(tx: Transaction, areaId: string, parts: readonly Part[]): Promise<void> {
  const children = await findChildren(tx, areaId)
  const placed = parts.flatMap((part) => part.childIds ?? [])
  const isPlaced = placed.length === children.length && children.every((child) => placed.includes(child.id))
  if (!isPlaced) throw new LinliError('children_unplaced')
}

/** Merges areas of one parent into a new one, with their posts, open matters and children. Returns its id. */
export async function mergeAreas(
  tx: Transaction,
  areas: readonly TreeArea[],
  into: { code: string; name: string },
  geometry: AreaGeometry | null,
  moveOpenMatters: MoveOpenMatters,
  by: Reorganisation,
): Promise<string> {
  const [first] = areas
  if (!first || first.parentId === null || !mayMerge(areas)) throw new LinliError('wrong_level')
  for (const area of areas) await endArea(tx, area, area.version, by, 'merged', { into: into.code })
  const id = randomIds.next(by.at)
  const path = await beginArea(
    tx,
    { id, ...into, level: first.level, parentId: first.parentId, areaClass: first.areaClass, geometry },
    by,
    'created_by_merge',
    { from: areas.map((area) => area.code) },
  )
  for (const area of areas) {
    await recordSuccession(tx, area.id, id, by.at)
    await movePosts(tx, area.id, id, by.at)
  }
  const move = {
    fromAreaIds: areas.map((area) => area.id),
    to: [{ areaId: id, path, geometry }],
    elsewhere: 'first' as const,
    reason: by.reason,
  }
  await moveOpenMatters(tx, move, by.accountId, by.at)
  for (const area of areas) await carryChildren(tx, { areaId: area.id }, id, moveOpenMatters, by)
  return id
}

/** Whether an area may be split: any below the top. */
export function maySplit(area: TreeArea): boolean {
  return area.parentId !== null
}

/** Whether areas may become one: children of one parent, of one level. */
export function mayMerge(areas: readonly TreeArea[]): boolean {
  const [first] = areas
  return areas.every((area) => area.parentId !== null && area.parentId === first?.parentId && area.level === first.level)
}

async function endArea(
  tx: Transaction,
  area: TreeArea,
  version: number,
  by: Reorganisation,
  change: 'split' | 'merged',
  after: Record<string, unknown>,
): Promise<void> {
  await updateArea(tx, area.id, version, { valid_to: by.at })
  await endBoundary(tx, area.id, by.at)
  await recordChange(
    tx,
    { areaId: area.id, change, reason: by.reason, before: { code: area.code, name: area.name }, after, accountId: by.accountId },
    by.at,
  )
}

async function beginArea(
  tx: Transaction,
  area: { id: string; code: string; name: string; level: string; parentId: string; areaClass: string; geometry: AreaGeometry | null },
  by: Reorganisation,
  change: 'created_by_split' | 'created_by_merge',
  before: Record<string, unknown>,
): Promise<string> {
  const path = await insertArea(tx, area, by.at)
  if (area.geometry) await setBoundary(tx, area.id, { geometry: area.geometry, source: by.reason, givenIn: 'wgs84' }, by.at)
  await recordChange(
    tx,
    { areaId: area.id, change, reason: by.reason, before, after: { code: area.code, name: area.name }, accountId: by.accountId },
    by.at,
  )
  return path
}
