import type { GivenPoint, Point } from '@linli/contract'
import { type Position, toWgs84 } from './geometry.ts'

/** A place as somebody gave it, brought to WGS-84. */
export function toWgs84Point(given: GivenPoint): Point {
  const [longitude, latitude] = toWgs84([given.longitude, given.latitude] satisfies Position, given.coordinateSystem)
  return { longitude, latitude }
}

const earthRadiusM = 6_371_008.8

/** Metres between two points on the sphere (haversine), 0.5 % from the ellipsoid at most. */
export function distanceBetween(a: Point, b: Point): number {
  const radians = Math.PI / 180
  const halfLatitude = Math.sin(((b.latitude - a.latitude) * radians) / 2)
  const halfLongitude = Math.sin(((b.longitude - a.longitude) * radians) / 2)
  const h = halfLatitude ** 2 + Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * halfLongitude ** 2
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(h)))
}
