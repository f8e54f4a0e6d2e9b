import { createHash } from 'node:crypto'
import type { AreaOutline } from '@linli/contract'
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js'
import GeoJSONWriter from 'jsts/org/locationtech/jts/io/GeoJSONWriter.js'
import InteriorPointArea from 'jsts/org/locationtech/jts/algorithm/InteriorPointArea.js'
import TopologyPreservingSimplifier from 'jsts/org/locationtech/jts/simplify/TopologyPreservingSimplifier.js'
import type { Reader } from '../../platform/db.ts'
import type { AreaTree, TreeArea } from './area-tree.ts'
import { findBoundaries } from './areas.queries.ts'
import { type AreaGeometry, mapPositions } from './geometry.ts'

export interface AskedOutlines {
  area: TreeArea
  /** Every area of this level below the area, and the area itself if it is of the level; null for its children. */
  level: string | null
  zoom: number
}

interface Outlines {
  items: AreaOutline[]
  sources: string[]
  left: number
}

/** More outlines than a screen tells apart, and about 3 MB. */
const mostOutlines = 5000
/** A whole city at a few zooms and levels; the oldest question is forgotten first. */
const mostKept = 24

/**
 * Outlines for maps, each with the name its answer has in HTTP (an ETag): a hash of what it says, so that it is the
 * same from every process. A question asked before is answered from memory until anything in the tree changes.
 */
export function keepOutlines(db: Reader): (tree: AreaTree, asked: AskedOutlines) => Promise<{ tag: string; answer: Outlines }> {
  const kept = new WeakMap<AreaTree, Map<string, Promise<{ tag: string; answer: Outlines }>>>()
  return (tree, asked) => {
    const answers = kept.get(tree) ?? new Map<string, Promise<{ tag: string; answer: Outlines }>>()
    kept.set(tree, answers)
    const key = `${asked.area.id} ${asked.level ?? ''} ${asked.zoom}`
    const before = answers.get(key)
    if (before) return before
    const answer = drawOutlines(db, tree, asked).then((drawn) => ({ tag: tagOf(drawn), answer: drawn }))
    answer.catch(() => answers.delete(key))
    answers.set(key, answer)
    for (const oldest of answers.keys()) if (answers.size > mostKept) answers.delete(oldest)
    return answer
  }
}

function tagOf(drawn: Outlines): string {
  return `"${createHash('sha256').update(JSON.stringify(drawn)).digest('hex').slice(0, 32)}"`
}

async function drawOutlines(db: Reader, tree: AreaTree, { area, level, zoom }: AskedOutlines): Promise<Outlines> {
  const asked =
    level === null ? tree.childrenOf(area.id) : tree.all().filter((one) => one.level === level && one.path.startsWith(area.path))
  const drawn = asked.filter((one) => one.hasBoundary)
  const shown = drawn.slice(0, mostOutlines)
  const boundaries =
    shown.length > 0
      ? await findBoundaries(
          db,
          shown.map((one) => one.id),
        )
      : new Map()
  const items: AreaOutline[] = []
  const sources = new Set<string>()
  for (const one of shown) {
    const boundary = boundaries.get(one.id)
    if (!boundary) continue
    sources.add(boundary.source)
    items.push({
      areaId: one.id,
      code: one.code,
      name: one.name,
      level: one.level,
      parentId: one.parentId,
      ...outlineOf(boundary.geometry, zoom),
    })
  }
  return { items, sources: [...sources].sort(), left: drawn.length - shown.length }
}

/**
 * A boundary for a map: what is smaller than half a pixel at the zoom is left out. Neighbours are simplified each by
 * itself, so their common border may part by less than a pixel, and by no more.
 */
export function outlineOf(geometry: AreaGeometry, zoom: number): Pick<AreaOutline, 'geometry' | 'middle'> {
  const whole = new GeoJSONReader().read(geometry)
  const { x, y } = new InteriorPointArea(whole).getInteriorPoint()
  const simple = new GeoJSONWriter().write(TopologyPreservingSimplifier.simplify(whole, degreesPerPixel(zoom) / 2)) as AreaGeometry
  return {
    middle: { longitude: rounded(x), latitude: rounded(y) },
    geometry: mapPositions(simple, ([lng, lat]) => [rounded(lng), rounded(lat)]),
  }
}

/** Of the widest side, at the equator: a tile of 512 pixels is the whole world at zoom 0. */
function degreesPerPixel(zoom: number): number {
  return 360 / (512 * 2 ** zoom)
}

/** To about 0.1 m. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
