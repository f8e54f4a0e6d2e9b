import type { DrawnArea } from '@linli/contract'
import type { Box } from '@linli/ui/map'

/** Longitude and latitude in degrees. */
export type Place = [number, number]

/** A boundary as the contract has it. */
export type Boundary = DrawnArea['geometry']

/** Every ring of a boundary, outer ones and holes, each closed. */
export function ringsOf(boundary: Boundary | null): Place[][] {
  if (!boundary) return []
  return boundary.type === 'Polygon' ? (boundary.coordinates as Place[][]) : (boundary.coordinates as Place[][][]).flat()
}

/** The same boundary with other rings, in the order of `ringsOf`; a first ring makes a boundary where there was none. */
export function withRings(boundary: Boundary | null, rings: readonly Place[][]): Boundary | null {
  if (rings.length === 0) return null
  if (!boundary || boundary.type === 'Polygon') return { type: 'Polygon', coordinates: [...rings] }
  let next = 0
  const polygons = (boundary.coordinates as Place[][][]).map((polygon) => polygon.map((ring) => rings[next++] ?? ring))
  return { type: 'MultiPolygon', coordinates: polygons }
}

/** West, south, east and north of several boundaries; null when there is nothing. */
export function boxAround(boundaries: readonly (Boundary | null)[]): Box | null {
  const places = boundaries.flatMap((boundary) => ringsOf(boundary)).flat()
  if (places.length === 0) return null
  const box: Box = [180, 90, -180, -90]
  for (const [x, y] of places) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

/** Square kilometres on the sphere; holes count as they wind. */
export function squareKilometres(boundary: Boundary | null): number {
  if (!boundary) return 0
  const polygons = boundary.type === 'Polygon' ? [boundary.coordinates as Place[][]] : (boundary.coordinates as Place[][][])
  return polygons.reduce(
    (sum, [outer = [], ...holes]) => sum + ringArea(outer) - holes.reduce((inner, hole) => inner + ringArea(hole), 0),
    0,
  )
}

const earthRadiusKm = 6371.0088

function ringArea(ring: readonly Place[]): number {
  const radians = Math.PI / 180
  let sum = 0
  for (const [index, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y]
    sum += (nextX - x) * radians * (2 + Math.sin(y * radians) + Math.sin(nextY * radians))
  }
  return Math.abs((sum * earthRadiusKm ** 2) / 2)
}

/** To 7 decimals, as boundaries are kept. */
export function roundedPlace([x, y]: readonly number[]): Place {
  return [Number((x ?? 0).toFixed(7)), Number((y ?? 0).toFixed(7))]
}

/** A line through the middle of a box, from side to side, for whoever does not draw by mouse. */
export function lineThrough([west, south, east, north]: Box, way: 'north_south' | 'west_east'): Place[] {
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  const [dx, dy] = [(east - west) / 20, (north - south) / 20]
  const line: Place[] =
    way === 'north_south'
      ? [
          [x, north + dy],
          [x, south - dy],
        ]
      : [
          [west - dx, y],
          [east + dx, y],
        ]
  return line.map(roundedPlace)
}
