import gcoord from 'gcoord'
import { borderDistanceInPool, boundsInPool, OUTSIDE, poolRings, sideInPool } from './ring-pool.ts'

/** Longitude and latitude in degrees, in that order, as in GeoJSON (RFC 7946). */
export type Position = [number, number]

/** West, south, east, north in degrees. */
export type Bounds = [number, number, number, number]

/** The boundary of an area, always WGS-84 inside Linli (domain.md §4). */
export type AreaGeometry = { type: 'Polygon'; coordinates: Position[][] } | { type: 'MultiPolygon'; coordinates: Position[][][] }

/** Coordinate systems that are taken at the edge, by the name that a file or a request gives. */
export const coordinateSystems = ['wgs84', 'gcj02', 'cgcs2000'] as const
export type CoordinateSystem = (typeof coordinateSystems)[number]

/** West, south, east and north of a boundary in degrees; null when it has no position at all. */
export function boundsOf(geometry: AreaGeometry): Bounds | null {
  return boundsInPool(poolRings([geometry]), 0)
}

/**
 * Brings a point or a boundary, in degrees, to WGS-84. The input is left as it was.
 *
 * - `gcj02`, the shifted system of Chinese maps and phones, is undone to about 0.1 m by iteration;
 *   outside China nothing is shifted, so nothing is undone.
 * - `cgcs2000`, the national survey system, is taken as equal to WGS-84. The two differ by the
 *   drift of the plates since 2000: less than a metre, below what a phone can measure.
 */
export function toWgs84(point: Position, system: CoordinateSystem): Position
export function toWgs84(geometry: AreaGeometry, system: CoordinateSystem): AreaGeometry
export function toWgs84(place: Position | AreaGeometry, system: CoordinateSystem): Position | AreaGeometry {
  if (Array.isArray(place)) return convert(place, system)
  return mapPositions(place, (position) => convert(position, system))
}

/** The same boundary with every position replaced; the shape of rings and parts stays. */
export function mapPositions(geometry: AreaGeometry, replace: (position: Position) => Position): AreaGeometry {
  const polygon = (rings: Position[][]) => rings.map((ring) => ring.map(replace))
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: polygon(geometry.coordinates) }
    : { type: 'MultiPolygon', coordinates: geometry.coordinates.map(polygon) }
}

/** Every polygon of a boundary, each as its outer ring followed by its holes. */
export function polygonsOf(geometry: AreaGeometry): Position[][][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
}

/** Whether a point is inside a boundary or exactly on it. A hole is outside, its border is not. */
export function isInside(point: Position, geometry: AreaGeometry): boolean {
  return sideInPool(poolRings([geometry]), 0, point[0], point[1]) !== OUTSIDE
}

/**
 * Metres from a point to an area: 0 inside and on the border, Infinity when the boundary has no
 * position. Measured on a plane that is true around the point; 0.1 % off at 100 km.
 */
export function distanceMetres(point: Position, geometry: AreaGeometry): number {
  const pool = poolRings([geometry])
  if (sideInPool(pool, 0, point[0], point[1]) !== OUTSIDE) return 0
  return borderDistanceInPool(pool, 0, point[0], point[1])
}

function convert(position: Position, system: CoordinateSystem): Position {
  const [longitude, latitude] = position
  if (system !== 'gcj02') return [longitude, latitude]
  return gcoord.transform([longitude, latitude], gcoord.GCJ02, gcoord.WGS84)
}
