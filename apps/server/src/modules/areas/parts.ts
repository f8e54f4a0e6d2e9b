import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js'
import GeoJSONWriter from 'jsts/org/locationtech/jts/io/GeoJSONWriter.js'
import OverlayOp from 'jsts/org/locationtech/jts/operation/overlay/OverlayOp.js'
import SnapIfNeededOverlayOp from 'jsts/org/locationtech/jts/operation/overlay/snap/SnapIfNeededOverlayOp.js'
import type { AreaGeometry } from './geometry.ts'
import { placeOf, shared, without } from './boundary-overlay.ts'
import { drawingFault, type DrawingFault } from './import-findings.ts'
import { polygonFault } from './polygon-faults.ts'
import { findOverlaps, shareOutside, squareMetres } from './polygon-overlaps.ts'

/** Parts may leave this share of the whole uncovered: the shore, a river, a drawing not quite closed. */
const mostUncovered = 0.02

/** Why these boundaries cannot be the parts of an area, and where; null when they can. `whole` null: the area had none. */
export function faultOfParts(parts: readonly AreaGeometry[], whole: AreaGeometry | null): DrawingFault | null {
  for (const part of parts) {
    if (!isGeometry(part))
      return drawingFault('polygon_invalid', { message: 'Invalid Coordinate', messageZh: '坐标无效', longitude: 0, latitude: 0 })
    const fault = polygonFault(part)
    if (fault) return { ...fault, code: fault.code as DrawingFault['code'] }
  }
  const [overlap] = findOverlaps(parts.map((geometry, index) => ({ code: String(index), geometry, isNew: true })))
  if (overlap) {
    const [part, other] = [parts[Number(overlap.code)], parts[Number(overlap.otherCode)]]
    return drawingFault('overlaps_sibling', { other: Number(overlap.otherCode) + 1, ...placeOf(part && other && shared(part, other)) })
  }
  if (whole === null || parts.length === 0) return null
  const beyond = parts.find((part) => (shareOutside(part, whole) ?? 1) > mostUncovered)
  if (beyond) return drawingFault('outside_parent', placeOf(without(beyond, whole)))
  const covered = parts.reduce((sum, part) => sum + squareMetres(part), 0) / squareMetres(whole)
  if (covered >= 1 - mostUncovered) return null
  let gap: AreaGeometry | null = whole
  for (const part of parts) gap = gap && without(gap, part)
  return drawingFault('parts_leave_gap', placeOf(gap))
}

/** Whether positions stand where GeoJSON has them; the contract leaves them unchecked. */
export function isGeometry(given: AreaGeometry): boolean {
  const isPosition = (value: unknown) => Array.isArray(value) && value.length >= 2 && value.every((part) => Number.isFinite(part))
  const isRing = (value: unknown) => Array.isArray(value) && value.every(isPosition)
  const isPolygon = (value: unknown) => Array.isArray(value) && value.every(isRing)
  return given.type === 'Polygon' ? isPolygon(given.coordinates) : Array.isArray(given.coordinates) && given.coordinates.every(isPolygon)
}

/** One boundary around several; null when there is none. */
export function unionOf(geometries: readonly AreaGeometry[]): AreaGeometry | null {
  const reader = new GeoJSONReader()
  let union: Geometry | null = null
  for (const geometry of geometries) {
    const next = reader.read(geometry)
    union = union === null ? next : SnapIfNeededOverlayOp.overlayOp(union, next, OverlayOp.UNION)
  }
  return union === null ? null : (new GeoJSONWriter().write(union) as AreaGeometry)
}
