import { buildRaster, cellValueAt, NOBODY } from './cell-raster.ts'
import type { AreaGeometry, Bounds } from './geometry.ts'
import { NearestAreas } from './nearest-area.ts'
import { boundsInPool, OUTSIDE, poolRings, sideInPool, type RingPool } from './ring-pool.ts'

export interface LocatableArea {
  id: string
  code: string
  /** WGS-84. */
  geometry: AreaGeometry
}

export interface Located {
  areaId: string
  /** `nearest` when the point is outside every boundary: the desk sees that it was not certain. */
  how: 'inside' | 'nearest'
  /** 0 when inside; else metres to the border of the area. */
  distanceMetres: number
}

export interface Locator {
  /**
   * The area that a WGS-84 point falls in (domain.md §4). On a border, and where boundaries overlap,
   * the lower code wins; outside every boundary the nearest area is given and marked, the lower code
   * among those equally near to the millimetre. Null only when there is no area at all.
   *
   * @throws {RangeError} when a coordinate is not a finite number
   */
  locate(longitude: number, latitude: number): Located | null
}

/**
 * Reads the boundaries once and answers from memory from then on; build a new locator when a
 * boundary changes. Codes are compared character by character, so 370202 comes before 370202001.
 * Areas whose boundary has no position are never found.
 *
 * 17,011 grids take about 20 MB and 0.3 s; a lookup takes about a microsecond.
 */
export function buildLocator(areas: Iterable<LocatableArea>): Locator {
  const ordered = [...areas].filter(hasPosition).sort(byCode)
  if (ordered.length === 0) return { locate: () => null }
  const ids = ordered.map((area) => area.id)
  const pool = poolRings(ordered.map((area) => area.geometry))
  const bounds = boundsOfAll(pool)
  const raster = buildRaster(pool, bounds)
  const nearestAreas = new NearestAreas(pool, bounds)

  function locate(longitude: number, latitude: number): Located {
    if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) {
      throw new RangeError(`not a place: ${longitude}, ${latitude}`)
    }
    const cell = cellValueAt(raster, longitude, latitude)
    if (cell >= 0) return { areaId: ids[cell]!, how: 'inside', distanceMetres: 0 }
    if (cell !== NOBODY) {
      const list = -2 - cell
      const end = list + raster.lists[list]!
      for (let at = list + 1; at <= end; at++) {
        const area = raster.lists[at]!
        if (sideInPool(pool, area, longitude, latitude) !== OUTSIDE) {
          return { areaId: ids[area]!, how: 'inside', distanceMetres: 0 }
        }
      }
    }
    const { area, distanceMetres } = nearestAreas.find(longitude, latitude)
    return { areaId: ids[area]!, how: 'nearest', distanceMetres }
  }

  return { locate }
}

function hasPosition({ geometry }: LocatableArea): boolean {
  return geometry.coordinates.flat(geometry.type === 'Polygon' ? 1 : 2).length > 0
}

function byCode(a: LocatableArea, b: LocatableArea): number {
  if (a.code !== b.code) return a.code < b.code ? -1 : 1
  return a.id < b.id ? -1 : 1
}

function boundsOfAll(pool: RingPool): Bounds {
  const all: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (let area = 0; area < pool.areaRings.length - 1; area++) {
    const [west, south, east, north] = boundsInPool(pool, area)!
    all[0] = Math.min(all[0], west)
    all[1] = Math.min(all[1], south)
    all[2] = Math.max(all[2], east)
    all[3] = Math.max(all[3], north)
  }
  return all
}
