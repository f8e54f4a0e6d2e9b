import type { AreaGeometry, Bounds, Position } from './geometry.ts'
import { orientation } from './orientation.ts'

/**
 * The rings of many areas in flat arrays, so that a lookup walks memory in order and makes no
 * objects. An area is addressed by its place in the list the pool was made from.
 *
 * Outer rings and holes are not told apart: a point is inside when it is inside an odd number of
 * rings, which for a valid Polygon or MultiPolygon is the same thing.
 */
export interface RingPool {
  /** Longitude, latitude, longitude, … in degrees; every ring ends with its first position. */
  positions: Float64Array
  /** Where in `positions` each ring starts; one more entry at the end. */
  ringStarts: Int32Array
  /** Which ring each area starts with; one more entry at the end. */
  areaRings: Int32Array
}

export const OUTSIDE = -1
export const ON_BORDER = 0
export const INSIDE = 1

/** Mean Earth radius (IUGG), in metres, times one degree in radians. */
const METRES_PER_DEGREE = (6_371_008.8 * Math.PI) / 180
const RADIANS_PER_DEGREE = Math.PI / 180

/** Copies the rings of the given areas into one pool, closing those left open. */
export function poolRings(geometries: readonly AreaGeometry[]): RingPool {
  const areaRings = new Int32Array(geometries.length + 1)
  const ringStarts: number[] = [0]
  let length = 0
  for (const [area, geometry] of geometries.entries()) {
    for (const ring of ringsOf(geometry)) {
      length += 2 * (ring.length + (isClosed(ring) ? 0 : 1))
      ringStarts.push(length)
    }
    areaRings[area + 1] = ringStarts.length - 1
  }
  const positions = new Float64Array(length)
  let next = 0
  for (const geometry of geometries) {
    for (const ring of ringsOf(geometry)) {
      for (const [longitude, latitude] of isClosed(ring) ? ring : [...ring, ring[0]!]) {
        positions[next++] = longitude
        positions[next++] = latitude
      }
    }
  }
  return { positions, ringStarts: Int32Array.from(ringStarts), areaRings }
}

/** West, south, east and north of an area in degrees; null when it has no position. */
export function boundsInPool(pool: RingPool, area: number): Bounds | null {
  const { positions } = pool
  const start = pool.ringStarts[pool.areaRings[area]!]!
  const end = pool.ringStarts[pool.areaRings[area + 1]!]!
  if (start === end) return null
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = start; at < end; at += 2) {
    const longitude = positions[at]!
    const latitude = positions[at + 1]!
    if (longitude < bounds[0]) bounds[0] = longitude
    if (latitude < bounds[1]) bounds[1] = latitude
    if (longitude > bounds[2]) bounds[2] = longitude
    if (latitude > bounds[3]) bounds[3] = latitude
  }
  return bounds
}

/**
 * Whether a point is INSIDE an area, OUTSIDE it or exactly ON_BORDER, the border of a hole
 * included. Counts the edges to the east of the point; degrees.
 */
export function sideInPool(pool: RingPool, area: number, x: number, y: number): number {
  const { positions, ringStarts } = pool
  const lastRing = pool.areaRings[area + 1]!
  let inside = false
  for (let ring = pool.areaRings[area]!; ring < lastRing; ring++) {
    const start = ringStarts[ring]!
    const end = ringStarts[ring + 1]!
    let ax = positions[start]!
    let ay = positions[start + 1]!
    for (let at = start + 2; at < end; at += 2) {
      const bx = positions[at]!
      const by = positions[at + 1]!
      if (ay > y !== by > y) {
        if (ax > x && bx > x) {
          inside = !inside
        } else if (ax >= x || bx >= x) {
          const side = orientation(ax, ay, bx, by, x, y)
          if (side === 0) return ON_BORDER
          if (side > 0 === by > ay) inside = !inside
        }
      } else if (ay === y && isOnEdgeBelow(ax, bx, by, x, y)) {
        return ON_BORDER
      }
      ax = bx
      ay = by
    }
  }
  return inside ? INSIDE : OUTSIDE
}

/** For an edge that starts at the height of the point and does not rise: is the point on it? */
function isOnEdgeBelow(ax: number, bx: number, by: number, x: number, y: number): boolean {
  if (by !== y) return ax === x
  return ax <= x ? x <= bx || ax === x : bx <= x
}

/** Metres per degree of longitude and of latitude around a latitude. */
export function metresPerDegree(latitude: number): Position {
  return [METRES_PER_DEGREE * Math.cos(latitude * RADIANS_PER_DEGREE), METRES_PER_DEGREE]
}

/**
 * Metres from a point to the nearest border of an area, whichever side of it the point is on, on a
 * plane that is true around the point: 0.1 % off at 100 km. Infinity when the area has no position.
 */
export function borderDistanceInPool(pool: RingPool, area: number, x: number, y: number): number {
  const { positions, ringStarts } = pool
  const [scaleX, scaleY] = metresPerDegree(y)
  const lastRing = pool.areaRings[area + 1]!
  let nearest = Infinity
  for (let ring = pool.areaRings[area]!; ring < lastRing; ring++) {
    for (let end = ringStarts[ring]! + 2; end < ringStarts[ring + 1]!; end += 2) {
      const squared = squaredDistanceToEdge(
        (positions[end - 2]! - x) * scaleX,
        (positions[end - 1]! - y) * scaleY,
        (positions[end]! - x) * scaleX,
        (positions[end + 1]! - y) * scaleY,
      )
      if (squared < nearest) nearest = squared
    }
  }
  return Math.sqrt(nearest)
}

/** From the origin to the edge between a and b, squared. */
export function squaredDistanceToEdge(ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax
  const dy = by - ay
  const along = -(ax * dx + ay * dy)
  if (along <= 0) return ax * ax + ay * ay
  const squaredLength = dx * dx + dy * dy
  if (along >= squaredLength) return bx * bx + by * by
  const across = ax * dy - ay * dx
  return (across * across) / squaredLength
}

function* ringsOf(geometry: AreaGeometry): Generator<readonly Position[]> {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  for (const polygon of polygons) {
    for (const ring of polygon) {
      if (ring.length > 0) yield ring
    }
  }
}

function isClosed(ring: readonly Position[]): boolean {
  const first = ring[0]!
  const last = ring[ring.length - 1]!
  return ring.length > 1 && first[0] === last[0] && first[1] === last[1]
}
