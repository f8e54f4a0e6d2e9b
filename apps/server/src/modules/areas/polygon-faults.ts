import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js'
import IsValidOp from 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js'
import { boundsOf, polygonsOf, type AreaGeometry, type Bounds, type Position } from './geometry.ts'
import { finding, type Finding } from './import-findings.ts'

/** West, south, east, north of the country with its seas, widened to whole degrees. */
const CHINA: Bounds = [73, 3, 136, 54]

/** What the validity check says, in Chinese. */
const messagesZh: Record<string, string> = {
  'Topology Validation Error': '图形拓扑错误',
  'Repeated Point': '重复点',
  'Hole lies outside shell': '内环在外环之外',
  'Holes are nested': '内环相互嵌套',
  'Interior is disconnected': '内部不连通',
  'Self-intersection': '边界自相交',
  'Ring Self-intersection': '边界自接触',
  'Nested shells': '外环相互嵌套',
  'Duplicate Rings': '环重复',
  'Too few distinct points in geometry component': '点数太少',
  'Invalid Coordinate': '坐标无效',
  'Ring is not closed': '边界未闭合',
}

const reader = new GeoJSONReader()

/**
 * What is wrong with a boundary that should be WGS-84: not in China, longitude and latitude swapped,
 * or not a valid polygon by the OGC's rules (with the place of the first fault). Null when it is fine.
 * Rings that touch or cross themselves are not repaired: which side was meant is the surveyor's to say.
 */
export function polygonFault(geometry: AreaGeometry): Finding | null {
  const bounds = boundsOf(geometry)
  if (bounds === null) return invalid('Too few distinct points in geometry component', [0, 0])
  return rangeFault(bounds) ?? ringFault(geometry) ?? validityFault(geometry)
}

function rangeFault([west, south, east, north]: Bounds): Finding | null {
  if (isWithinChina([west, south, east, north])) return null
  const isSwapped = isWithinChina([south, west, north, east])
  return finding(isSwapped ? 'coordinates_swapped' : 'polygon_outside_china_range', {
    longitude: west,
    latitude: south,
  })
}

function isWithinChina([west, south, east, north]: Bounds): boolean {
  return west >= CHINA[0] && south >= CHINA[1] && east <= CHINA[2] && north <= CHINA[3]
}

/** What the library refuses to read at all. */
function ringFault(geometry: AreaGeometry): Finding | null {
  for (const ring of polygonsOf(geometry).flat()) {
    const first = ring[0]
    const last = ring.at(-1)
    if (first === undefined || last === undefined || ring.length < 4) {
      return invalid('Too few distinct points in geometry component', first ?? [0, 0])
    }
    if (first[0] !== last[0] || first[1] !== last[1]) return invalid('Ring is not closed', first)
  }
  return null
}

function validityFault(geometry: AreaGeometry): Finding | null {
  const problem = new IsValidOp(reader.read(geometry)).getValidationError()
  if (!problem) return null
  const place = problem.getCoordinate()
  return invalid(problem.getMessage(), place ? [place.x, place.y] : [0, 0])
}

function invalid(message: string, [longitude, latitude]: Position): Finding {
  const messageZh = messagesZh[message] ?? message
  return finding('polygon_invalid', {
    message,
    messageZh,
    longitude: Number(longitude.toFixed(6)),
    latitude: Number(latitude.toFixed(6)),
  })
}
