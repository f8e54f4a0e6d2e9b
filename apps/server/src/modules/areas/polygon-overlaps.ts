import Flatbush from 'flatbush'
import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js'
import OverlayOp from 'jsts/org/locationtech/jts/operation/overlay/OverlayOp.js'
import SnapIfNeededOverlayOp from 'jsts/org/locationtech/jts/operation/overlay/snap/SnapIfNeededOverlayOp.js'
import { boundsOf, polygonsOf, type AreaGeometry, type Bounds } from './geometry.ts'
import { metresPerDegree } from './ring-pool.ts'

/** An area with a valid boundary. */
export interface Shape {
  code: string
  geometry: AreaGeometry
  /** Two boundaries that were both there before are not compared again. */
  isNew: boolean
}

export interface Overlap {
  code: string
  otherCode: string
  /** Null when the library could not work it out. */
  squareMetres: number | null
}

/**
 * Boundaries are published with 6 decimals, which is 0.11 m. Two neighbours that draw the same border
 * with different points can therefore overlap by 0.11 m along it, and never by more through rounding
 * alone. Wider overlaps are real.
 */
export const roundingMetres = 0.11

const reader = new GeoJSONReader()

/** Every pair of the shapes, which are siblings, that overlap by more than rounding can explain. */
export function findOverlaps(siblings: readonly Shape[]): Overlap[] {
  if (siblings.length < 2 || !siblings.some((shape) => shape.isNew)) return []
  const measured = siblings.map(measure)
  const index = new Flatbush(measured.length)
  for (const { bounds } of measured) index.add(...bounds)
  index.finish()
  const overlaps: Overlap[] = []
  for (const [place, shape] of measured.entries()) {
    for (const otherPlace of index.search(...shape.bounds)) {
      const other = measured[otherPlace]!
      if (otherPlace <= place || !(shape.isNew || other.isNew)) continue
      const tolerance = roundingMetres * Math.min(shape.perimeter, other.perimeter)
      const shared = sharedSquareDegrees(shape, other)
      const squareMetres = shared && shared * squareMetresPerDegree(shape.bounds)
      if (squareMetres !== null && squareMetres <= tolerance) continue
      overlaps.push({ code: shape.code, otherCode: other.code, squareMetres })
    }
  }
  return overlaps
}

/**
 * The share of an area, above 0 and up to 1, that lies outside its parent; 0 when it is no more than
 * rounding can explain, null when the library could not work it out.
 */
export function shareOutside(child: AreaGeometry, parent: AreaGeometry): number | null {
  const shape = measure({ code: '', geometry: child, isNew: true })
  const inside = sharedSquareDegrees(shape, measure({ code: '', geometry: parent, isNew: false }))
  if (inside === null) return null
  const whole = shape.polygon.getArea()
  const outsideMetres = (whole - inside) * squareMetresPerDegree(shape.bounds)
  return outsideMetres <= roundingMetres * shape.perimeter ? 0 : (whole - inside) / whole
}

/** The size of an area in square metres: 0.1 % off for a shape 100 km across. */
export function squareMetres(geometry: AreaGeometry): number {
  const bounds = boundsOf(geometry)
  return bounds === null ? 0 : reader.read(geometry).getArea() * squareMetresPerDegree(bounds)
}

interface MeasuredShape extends Shape {
  bounds: Bounds
  perimeter: number
  polygon: Geometry
}

function measure(shape: Shape): MeasuredShape {
  const bounds = boundsOf(shape.geometry)!
  const polygon = reader.read(shape.geometry)
  return { ...shape, bounds, polygon, perimeter: perimeterMetres(shape.geometry, bounds) }
}

/** What two shapes share, in square degrees; null when the library gives up. */
function sharedSquareDegrees(a: MeasuredShape, b: MeasuredShape): number | null {
  const isApartX = a.bounds[0] >= b.bounds[2] || b.bounds[0] >= a.bounds[2]
  const isApartY = a.bounds[1] >= b.bounds[3] || b.bounds[1] >= a.bounds[3]
  if (isApartX || isApartY) return 0
  try {
    // It first overlays as it is and snaps nearly equal points together only when that fails.
    return SnapIfNeededOverlayOp.overlayOp(a.polygon, b.polygon, OverlayOp.INTERSECTION).getArea()
  } catch {
    return null
  }
}

function squareMetresPerDegree([, south, , north]: Bounds): number {
  const [scaleX, scaleY] = metresPerDegree((south + north) / 2)
  return scaleX * scaleY
}

/** The length of all rings in metres. */
export function perimeterMetres(geometry: AreaGeometry, [, south, , north]: Bounds): number {
  const [scaleX, scaleY] = metresPerDegree((south + north) / 2)
  let metres = 0
  for (const ring of polygonsOf(geometry).flat()) {
    for (let at = 1; at < ring.length; at++) {
      const [ax, ay] = ring[at - 1]!
      const [bx, by] = ring[at]!
      metres += Math.hypot((bx - ax) * scaleX, (by - ay) * scaleY)
    }
  }
  return metres
}
