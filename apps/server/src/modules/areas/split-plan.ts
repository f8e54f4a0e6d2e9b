import type { AreaGeometry, Position } from './geometry.ts'
import { cutByLine, rounded, shared, without } from './boundary-overlay.ts'
import { drawingFault, type DrawingFault } from './import-findings.ts'
import { faultOfParts, isGeometry } from './parts.ts'
import { polygonFault } from './polygon-faults.ts'

export interface Cut {
  type: 'LineString' | 'Polygon'
  coordinates: unknown[]
}

const mostParts = 20

/**
 * The parts of an area by a line through it, by a shape that is cut out, or as they are given; with what speaks against them. Without
 * any of these, two parts without a boundary, for an area that has none.
 */
export function planParts(
  whole: AreaGeometry | null,
  given: { cut?: Cut | undefined; parts?: readonly AreaGeometry[] | undefined },
): { parts: (AreaGeometry | null)[]; fault: DrawingFault | null } {
  if (given.parts) return checked(given.parts, whole)
  if (whole === null) return { parts: [null, null], fault: null }
  if (!given.cut) return { parts: [], fault: drawingFault('cut_misses', { longitude: 0, latitude: 0 }) }
  return given.cut.type === 'Polygon'
    ? byShape(whole, { type: 'Polygon', coordinates: given.cut.coordinates as Position[][] })
    : byLine(whole, given.cut.coordinates)
}

function byShape(whole: AreaGeometry, shape: AreaGeometry) {
  const fault = isGeometry(shape) ? polygonFault(shape) : drawingFault('polygon_invalid', nowhere)
  if (fault) return { parts: [], fault: fault as DrawingFault }
  const within = shared(whole, shape)
  const rest = without(whole, shape)
  if (!within || !rest) return { parts: [], fault: misses(shape.coordinates.flat().flat()) }
  return checked([within, rest].map(rounded), whole)
}

function byLine(whole: AreaGeometry, line: readonly unknown[]) {
  const positions = line.filter(isPosition)
  if (positions.length !== line.length || positions.length < 2) return { parts: [], fault: misses(line.flat()) }
  const parts = cutByLine(whole, positions)
  if (parts.length < 2) return { parts: [], fault: misses(positions[0] ?? []) }
  if (parts.length > mostParts) return { parts: [], fault: drawingFault('too_many_parts', { count: parts.length }) }
  return checked(parts.map(rounded), whole)
}

function checked(parts: readonly AreaGeometry[], whole: AreaGeometry | null) {
  const fault = faultOfParts(parts, whole)
  return { parts: fault ? [] : [...parts], fault }
}

const nowhere = { message: 'Invalid Coordinate', messageZh: '坐标无效', longitude: 0, latitude: 0 }

function misses([longitude, latitude]: readonly unknown[]): DrawingFault {
  const degrees = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? Number(value.toFixed(6)) : 0)
  return drawingFault('cut_misses', { longitude: degrees(longitude), latitude: degrees(latitude) })
}

function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && value.length >= 2 && value.every((part) => typeof part === 'number' && Math.abs(part) <= 180)
}
