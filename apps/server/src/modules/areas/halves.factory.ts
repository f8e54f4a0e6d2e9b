import { type AreaGeometry, isInside, type Position } from './geometry.ts'

/** The parts of a polygon without holes west and east of a meridian. */
export function halvesAt(geometry: AreaGeometry, longitude: number): { west: AreaGeometry; east: AreaGeometry } {
  const ring = outerRing(geometry)
  return { west: polygon(clip(ring, (x) => longitude - x, longitude)), east: polygon(clip(ring, (x) => x - longitude, longitude)) }
}

/** A meridian with about as many corners on either side. */
export function middleOf(geometry: AreaGeometry): number {
  const longitudes = outerRing(geometry).map(([longitude]) => longitude)
  return Math.round(((Math.min(...longitudes) + Math.max(...longitudes)) / 2) * 1e7) / 1e7
}

/** A place well inside. */
export function placeIn(geometry: AreaGeometry): { longitude: number; latitude: number; coordinateSystem: 'wgs84' } {
  const ring = outerRing(geometry)
  for (const [index, corner] of ring.entries()) {
    for (const other of ring.slice(index + 2)) {
      const middle: Position = [(corner[0] + other[0]) / 2, (corner[1] + other[1]) / 2]
      const around = [
        [0, 0],
        [1e-6, 0],
        [-1e-6, 0],
        [0, 1e-6],
        [0, -1e-6],
      ] as const
      if (around.every(([dx, dy]) => isInside([middle[0] + dx, middle[1] + dy], geometry)))
        return { longitude: middle[0], latitude: middle[1], coordinateSystem: 'wgs84' }
    }
  }
  throw new Error('no place inside')
}

function outerRing(geometry: AreaGeometry): Position[] {
  const [ring] = geometry.type === 'Polygon' ? geometry.coordinates : (geometry.coordinates[0] ?? [])
  if (!ring) throw new Error('no ring')
  return ring
}

/** Sutherland and Hodgman: keeps what lies where `side` is not negative. */
function clip(ring: readonly Position[], side: (x: number) => number, longitude: number): Position[] {
  const kept: Position[] = []
  for (const [index, corner] of ring.slice(0, -1).entries()) {
    const next = ring[index + 1] ?? corner
    if (side(corner[0]) >= 0) kept.push(corner)
    if (side(corner[0]) * side(next[0]) < 0)
      kept.push([longitude, corner[1] + ((next[1] - corner[1]) * (longitude - corner[0])) / (next[0] - corner[0])])
  }
  const [first] = kept
  return first ? [...kept, first] : kept
}

const polygon = (ring: Position[]): AreaGeometry => ({ type: 'Polygon', coordinates: [ring] })
