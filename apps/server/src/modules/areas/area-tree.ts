import { type Reader } from '../../platform/db.ts'
import type { AreaGeometry } from './geometry.ts'
import { buildLocator, type Locator } from './locate.ts'

export interface TreeArea {
  id: string
  code: string
  name: string
  level: string
  parentId: string | null
  path: string
  areaClass: 'core' | 'town' | 'village'
  validFrom: Date
  validTo: Date | null
  hasBoundary: boolean
  childCount: number
  childrenMade: number
  version: number
}

export interface LevelRow {
  code: string
  rank: number
  nameZh: string
  nameEn: string
  hasDesk: boolean
}

/** The area tree of a city as it is now, whole in memory; ended areas are kept for the names of old matters. */
export interface AreaTree {
  levels: readonly LevelRow[]
  get(areaId: string): TreeArea | undefined
  byCode(code: string): TreeArea | undefined
  /** Areas in use, in order of their path. */
  all(): readonly TreeArea[]
  /** Of the area at this path and all below it that ever were; old matters stand in areas that have ended. */
  pathsBelow(path: string): readonly string[]
  /** From the top down to the parent. */
  ancestorsOf(areaId: string): TreeArea[]
  childrenOf(areaId: string | null): readonly TreeArea[]
  /** The same with those that have ended. */
  everChildrenOf(areaId: string): readonly TreeArea[]
  /** The area itself or its nearest ancestor that has a desk; null in a tree without desks. */
  deskOf(areaId: string): TreeArea | null
  /** The grid of a point (WGS-84 degrees); null when no area of the lowest level has a boundary. */
  locate(longitude: number, latitude: number): { area: TreeArea; how: 'inside' | 'nearest'; distanceM: number } | null
}

/** Reads the tree and the boundaries of the areas without children, which are where matters fall. */
export async function readAreaTree(db: Reader): Promise<AreaTree> {
  const [levels, rows, boundaries] = await Promise.all([
    db.selectFrom('levels').selectAll().orderBy('rank').execute(),
    db.selectFrom('areas').selectAll().orderBy('path').execute(),
    db.selectFrom('area_boundaries').select(['area_id', 'geometry']).where('valid_to', 'is', null).execute(),
  ])
  const geometries = new Map(boundaries.map((row) => [row.area_id, row.geometry as AreaGeometry]))
  const childCounts = new Map<string, number>()
  for (const row of rows)
    if (row.parent_id !== null && row.valid_to === null) childCounts.set(row.parent_id, (childCounts.get(row.parent_id) ?? 0) + 1)
  const areas = rows.map((row): TreeArea => ({
    id: row.id,
    code: row.code,
    name: row.name,
    level: row.level,
    parentId: row.parent_id,
    path: row.path,
    areaClass: row.area_class as TreeArea['areaClass'],
    validFrom: row.valid_from,
    validTo: row.valid_to,
    hasBoundary: geometries.has(row.id),
    childCount: childCounts.get(row.id) ?? 0,
    childrenMade: row.children_made,
    version: row.version,
  }))
  return buildTree(
    levels.map((level) => ({ code: level.code, rank: level.rank, nameZh: level.name_zh, nameEn: level.name_en, hasDesk: level.has_desk })),
    areas,
    geometries,
  )
}

/** Changes with every change of the tree, because each leaves a record and none is ever taken away, and with the names of the levels. */
export async function readAreaStamp(db: Reader): Promise<string> {
  const [changes, levels] = await Promise.all([
    db
      .selectFrom('area_changes')
      .select((of) => of.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
    db.selectFrom('levels').select(['name_zh', 'name_en']).orderBy('rank').execute(),
  ])
  return JSON.stringify([changes.count, levels])
}

/** The tree from rows at hand; `geometries` by area id. */
export function buildTree(
  levels: readonly LevelRow[],
  areas: readonly TreeArea[],
  geometries: ReadonlyMap<string, AreaGeometry>,
): AreaTree {
  const byId = new Map(areas.map((area) => [area.id, area]))
  const inUse = areas.filter((area) => area.validTo === null)
  const byCode = new Map(inUse.map((area) => [area.code, area]))
  const children = Map.groupBy(inUse, (area) => area.parentId)
  const everChildren = Map.groupBy(areas, (area) => area.parentId)
  const desks = new Set(levels.filter((level) => level.hasDesk).map((level) => level.code))
  let locator: Locator | null = null
  const locatorNow = () => (locator ??= buildLocator(lowest(inUse, geometries)))

  const tree: AreaTree = {
    levels,
    get: (areaId) => byId.get(areaId),
    byCode: (code) => byCode.get(code),
    all: () => inUse,
    pathsBelow: (path) => areas.flatMap((area) => (area.path.startsWith(path) ? [area.path] : [])),
    childrenOf: (areaId) => children.get(areaId) ?? [],
    everChildrenOf: (areaId) => everChildren.get(areaId) ?? [],
    ancestorsOf(areaId) {
      const found: TreeArea[] = []
      let parentId = byId.get(areaId)?.parentId ?? null
      while (parentId !== null) {
        const parent = byId.get(parentId)
        if (!parent) break
        found.unshift(parent)
        parentId = parent.parentId
      }
      return found
    },
    deskOf(areaId) {
      let area = byId.get(areaId)
      while (area && !desks.has(area.level)) area = area.parentId === null ? undefined : byId.get(area.parentId)
      return area ?? null
    },
    locate(longitude, latitude) {
      const found = locatorNow().locate(longitude, latitude)
      const area = found && byId.get(found.areaId)
      return area ? { area, how: found.how, distanceM: found.distanceMetres } : null
    },
  }
  return tree
}

/** Where a point is looked for: areas with a boundary that have no child with one, so that a community without drawn grids still receives. */
function lowest(areas: readonly TreeArea[], geometries: ReadonlyMap<string, AreaGeometry>) {
  const hasDrawnChild = new Set(areas.filter((area) => geometries.has(area.id)).map((area) => area.parentId))
  return areas.flatMap((area) => {
    const geometry = geometries.get(area.id)
    return geometry && !hasDrawnChild.has(area.id) ? [{ id: area.id, code: area.code, geometry }] : []
  })
}

/** The lowest area that holds all places: the tree may begin with a province and a city of which this is one district. */
export function pathOfCity(tree: AreaTree): string {
  let [only, ...others] = tree.childrenOf(null)
  // Several at the top, or none: no area is above all.
  if (!only || others.length > 0) return ''
  while (true) {
    const below = tree.childrenOf(only.id)
    const [first] = below
    if (!first || below.length > 1) return only.path
    only = first
  }
}
