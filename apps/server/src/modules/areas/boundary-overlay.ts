import InteriorPointArea from 'jsts/org/locationtech/jts/algorithm/InteriorPointArea.js'
import type Geometry from 'jsts/org/locationtech/jts/geom/Geometry.js'
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js'
import GeoJSONWriter from 'jsts/org/locationtech/jts/io/GeoJSONWriter.js'
import OverlayOp from 'jsts/org/locationtech/jts/operation/overlay/OverlayOp.js'
import SnapIfNeededOverlayOp from 'jsts/org/locationtech/jts/operation/overlay/snap/SnapIfNeededOverlayOp.js'
import Polygonizer from 'jsts/org/locationtech/jts/operation/polygonize/Polygonizer.js'
import { type AreaGeometry, boundsOf, isInside, mapPositions, polygonsOf, type Position } from './geometry.ts'
import { perimeterMetres, roundingMetres, squareMetres } from './polygon-overlaps.ts'

const reader = new GeoJSONReader()
const writer = new GeoJSONWriter()

/** What two boundaries share; null when it is no more than rounding can explain. */
export function shared(a: AreaGeometry, b: AreaGeometry): AreaGeometry | null {
  return overlay(a, b, OverlayOp.INTERSECTION)
}

/** What is left of `a` without `b`; null when nothing is. */
export function without(a: AreaGeometry, b: AreaGeometry): AreaGeometry | null {
  return overlay(a, b, OverlayOp.DIFFERENCE)
}

/** Both as one. */
export function joined(a: AreaGeometry, b: AreaGeometry): AreaGeometry {
  return overlay(a, b, OverlayOp.UNION) ?? a
}

/** The polygons a line cuts a boundary into, from west to east; one when it does not cut. */
export function cutByLine(geometry: AreaGeometry, line: readonly Position[]): AreaGeometry[] {
  const borders = reader.read(geometry).getBoundary()
  const noded = SnapIfNeededOverlayOp.overlayOp(borders, reader.read({ type: 'LineString', coordinates: line }), OverlayOp.UNION)
  const polygonizer = new Polygonizer()
  polygonizer.add(noded)
  return polygonizer
    .getPolygons()
    .toArray()
    .map((polygon) => written(polygon))
    .filter((polygon) => polygon !== null)
    .filter((polygon) => isInside(placeWithin(polygon), geometry))
    .toSorted((a, b) => placeWithin(a)[0] - placeWithin(b)[0])
}

/** Each polygon as a boundary of its own. */
export function piecesOf(geometry: AreaGeometry): AreaGeometry[] {
  return polygonsOf(geometry).map((coordinates) => ({ type: 'Polygon', coordinates }))
}

/** A place inside, in the largest polygon, to 6 decimals. */
export function placeWithin(geometry: AreaGeometry): Position {
  const [largest] = piecesOf(geometry).toSorted((a, b) => squareMetres(b) - squareMetres(a))
  const place = new InteriorPointArea(reader.read(largest ?? geometry)).getInteriorPoint()
  return [Number(place.x.toFixed(6)), Number(place.y.toFixed(6))]
}

/** How large something is that should not be there, and a place in it, for words and map. */
export function placeOf(geometry: AreaGeometry | null | undefined): { squareMetres: number; longitude: number; latitude: number } {
  if (!geometry) return { squareMetres: 0, longitude: 0, latitude: 0 }
  const [longitude, latitude] = placeWithin(geometry)
  return { squareMetres: Math.max(Math.round(squareMetres(geometry)), 1), longitude, latitude }
}

/** How many metres of border two boundaries that do not overlap have in common. */
export function sharedBorderMetres(a: AreaGeometry, b: AreaGeometry): number {
  return (metresAround(a) + metresAround(b) - metresAround(joined(a, b))) / 2
}

/** The polygons of a boundary that are wider than so many metres; null when none is. */
export function widerThan(geometry: AreaGeometry, metres: number): AreaGeometry | null {
  const kept = piecesOf(geometry).filter((piece) => squareMetres(piece) > (metres * metresAround(piece)) / 2)
  return kept.reduce<AreaGeometry | null>((all, piece) => (all ? joined(all, piece) : piece), null)
}

/** To 7 decimals, 1 cm, as boundaries are kept. */
export function rounded(geometry: AreaGeometry): AreaGeometry {
  return mapPositions(geometry, ([x, y]) => [Number(x.toFixed(7)), Number(y.toFixed(7))])
}

function overlay(a: AreaGeometry, b: AreaGeometry, operation: number): AreaGeometry | null {
  return written(SnapIfNeededOverlayOp.overlayOp(reader.read(a), reader.read(b), operation))
}

/** The polygons of a result that are more than rounding; lines and points where two only touch fall away. */
function written(result: Geometry): AreaGeometry | null {
  const given = writer.write(result) as { type: string; coordinates: unknown; geometries?: { type: string; coordinates: unknown }[] }
  const polygons = (given.geometries ?? [given])
    .flatMap((one) => (one.type === 'Polygon' || one.type === 'MultiPolygon' ? polygonsOf(one as AreaGeometry) : []))
    .filter((coordinates) => isMoreThanRounding({ type: 'Polygon', coordinates }))
  const [only] = polygons
  if (!only) return null
  return polygons.length === 1 ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: polygons }
}

function isMoreThanRounding(polygon: AreaGeometry): boolean {
  return squareMetres(polygon) > (roundingMetres * metresAround(polygon)) / 2
}

function metresAround(geometry: AreaGeometry): number {
  const bounds = boundsOf(geometry)
  return bounds === null ? 0 : perimeterMetres(geometry, bounds)
}
