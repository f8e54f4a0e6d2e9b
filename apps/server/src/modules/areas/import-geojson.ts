import { coordinateSystems, mapPositions, toWgs84, type AreaGeometry, type CoordinateSystem, type Position } from './geometry.ts'
import { finding, type Finding } from './import-findings.ts'
import { decodeText, sizeProblem, spoiltCode, textOf, wholeFile } from './import-source.ts'
import type { SourceRow } from './import-source.ts'

/**
 * Reads areas from a GeoJSON FeatureCollection; coordinates are brought to WGS-84. The properties
 * are code, name, level and parent; `adcode` and `parent.adcode`, as DataV writes them, are taken
 * too, and the feature's id when it looks like a division code. Problems of the file come back as
 * findings, never as an error.
 */
export function readGeoJsonRows(content: string | Uint8Array, crs: string): SourceRow[] {
  const tooLarge = sizeProblem(content)
  if (tooLarge) return wholeFile(tooLarge)
  if (!isCoordinateSystem(crs)) return wholeFile(finding('unknown_crs', { crs }))
  let collection: unknown
  try {
    collection = JSON.parse(decodeText(content) ?? '')
  } catch (cause) {
    return wholeFile(finding('not_json', { reason: (cause as Error).message }))
  }
  if (!isObject(collection) || !Array.isArray(collection['features'])) {
    return wholeFile(finding('not_json', { reason: 'no FeatureCollection' }))
  }
  // ECharts' old map files pack coordinates into strings that only it can read.
  if (collection['UTF8Encoding'] === true) {
    return wholeFile(finding('unknown_crs', { crs: 'UTF8Encoding' }))
  }
  const projected = projectedCrs(collection['crs'])
  if (projected !== null) return wholeFile(finding('unknown_crs', { crs: projected }))
  const features: unknown[] = collection['features']
  if (features.length === 0) return wholeFile(finding('empty_file'))
  const tooMany = sizeProblem(content, features.length)
  if (tooMany) return wholeFile(tooMany)
  return features.map((feature, index) => readFeature(feature, index + 1, crs))
}

function isCoordinateSystem(crs: string): crs is CoordinateSystem {
  return (coordinateSystems as readonly string[]).includes(crs)
}

/**
 * The name of a projected system that the file itself declares, else null. A declared WGS-84 is not
 * held against GCJ-02: that has no number of its own, so map tools write 4326 over it.
 */
function projectedCrs(member: unknown): string | null {
  const properties = isObject(member) ? member['properties'] : null
  const name = isObject(properties) ? textOf(properties['name']) : null
  if (name === null || /CRS84$|[:/](4326|4490|4979)$/i.test(name)) return null
  return name
}

function readFeature(feature: unknown, line: number, crs: CoordinateSystem): SourceRow {
  if (!isObject(feature) || feature['type'] !== 'Feature') {
    return { ...wholeFile(finding('bad_row', { reason: 'not a Feature' }))[0]!, line }
  }
  const properties = isObject(feature['properties']) ? feature['properties'] : {}
  const parent = properties['parent']
  const code = textOf(properties['code']) ?? textOf(properties['adcode']) ?? divisionId(feature)
  const findings = spoiltCode(code)
  return {
    line,
    code,
    name: textOf(properties['name']) ?? '',
    level: textOf(properties['level']),
    parent: textOf(isObject(parent) ? parent['adcode'] : parent),
    geometry: readGeometry(feature['geometry'], crs, findings),
    findings,
  }
}

/** Other exporters number features or put the id of an object there, so only long digits count. */
function divisionId(feature: Record<string, unknown>): string | null {
  const id = feature['id']
  return typeof id === 'string' && /^\d{6,}$/.test(id) ? id : null
}

function readGeometry(geometry: unknown, crs: CoordinateSystem, findings: Finding[]): AreaGeometry | null {
  if (geometry === null || geometry === undefined) return null
  const type = isObject(geometry) ? geometry['type'] : null
  const coordinates = isObject(geometry) ? geometry['coordinates'] : null
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    findings.push(finding('bad_row', { reason: `a boundary cannot be a ${String(type)}` }))
    return null
  }
  const depth = type === 'Polygon' ? 2 : 3
  if (!isNested(coordinates, depth)) {
    findings.push(finding('bad_row', { reason: 'coordinates that are not numbers' }))
    return null
  }
  const plain = { type, coordinates } as AreaGeometry
  return mapPositions(plain, (position) => rounded(toWgs84(position, crs)))
}

/** Lists within lists to the given depth, and in the innermost at least two finite numbers. */
function isNested(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return false
  if (depth > 0) return value.every((part) => isNested(part, depth - 1))
  return Number.isFinite(value[0]) && Number.isFinite(value[1])
}

/**
 * A centimetre is finer than any survey of a grid; without it the same border converted twice could
 * differ in its last digits.
 */
function rounded([longitude, latitude]: Position): Position {
  return [Math.round(longitude * 1e7) / 1e7, Math.round(latitude * 1e7) / 1e7]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
