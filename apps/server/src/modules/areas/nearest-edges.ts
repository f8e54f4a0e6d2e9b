import type { Bounds, Position } from './geometry.ts'
import { metresPerDegree, squaredDistanceToEdge, type RingPool } from './ring-pool.ts'

/**
 * Edges of boundaries, five numbers each: longitude and latitude of one end, then of the other, in
 * degrees, and the area. One array, because a lookup waits for memory more than it computes.
 */
export type OwnedEdges = Float64Array
export const EDGE_SIZE = 5

/**
 * Metres by which an edge must lose before it is ruled out: above the arithmetic's rounding, and
 * above the millimetre within which areas count as equally near.
 */
const MARGIN = 0.01

/** Above this the closer choice costs more than it saves: the boxes inside will choose again. */
const MANY_EDGES = 10_000

/** Every edge of every area of a pool. */
export function edgesOfPool(pool: RingPool): OwnedEdges {
  const { positions, ringStarts, areaRings } = pool
  const edgeCount = positions.length / 2 - (ringStarts.length - 1)
  const edges = new Float64Array(edgeCount * EDGE_SIZE)
  let next = 0
  for (let area = 0; area < areaRings.length - 1; area++) {
    for (let ring = areaRings[area]!; ring < areaRings[area + 1]!; ring++) {
      for (let end = ringStarts[ring]! + 2; end < ringStarts[ring + 1]!; end += 2) {
        for (let part = 0; part < 4; part++) edges[next + part] = positions[end - 2 + part]!
        edges[next + 4] = area
        next += EDGE_SIZE
      }
    }
  }
  return edges
}

/** Those edges that can be nearest to some point of a box, by the distance true at that point. */
export function edgesNearestIn(edges: OwnedEdges, box: Bounds): OwnedEdges {
  const possible = withinReach(edges, box)
  return possible.length > MANY_EDGES * EDGE_SIZE ? possible : withoutBeaten(possible, box)
}

/**
 * A first, cheap choice. Let r be half the diagonal of the box, d the distance from its middle to
 * the nearest edge and k the stretch of the box. The nearest edge of a point of the box is then no
 * further from the middle than k²(d + r) + r.
 */
function withinReach(edges: OwnedEdges, [west, south, east, north]: Bounds): OwnedEdges {
  const middle: Position = [(west + east) / 2, (south + north) / 2]
  const scale = metresPerDegree(middle[1])
  const halfDiagonal = metresBetween([west, south], [east, north], scale) / 2
  const distances = new Float64Array(edges.length / EDGE_SIZE)
  let shortest = Infinity
  for (let edge = 0; edge < distances.length; edge++) {
    const distance = distanceToEdge(edges, edge, middle, scale)
    distances[edge] = distance
    if (distance < shortest) shortest = distance
  }
  const limit = stretchOf(south, north) ** 2 * (shortest + halfDiagonal) + halfDiagonal + MARGIN
  const chosen: number[] = []
  for (let edge = 0; edge < distances.length; edge++) {
    if (distances[edge]! <= limit) chosen.push(edge)
  }
  return pick(edges, chosen)
}

/**
 * The rest of the choice. A place on an edge near the box is a witness against every edge that is
 * further away from all four corners. The points that are nearer to one place than to another, by a
 * given factor and margin, form a convex set (the inside of a Cartesian oval), and so do those nearer
 * than to a whole edge, as the common part of many such sets: what holds at the corners holds in the
 * box. The factor is there because of the stretch of the box.
 */
function withoutBeaten(edges: OwnedEdges, [west, south, east, north]: Bounds): OwnedEdges {
  const middle: Position = [(west + east) / 2, (south + north) / 2]
  const scale = metresPerDegree(middle[1])
  const factor = stretchOf(south, north) ** 2
  const corners: Position[] = [
    [west, south],
    [west, north],
    [east, south],
    [east, north],
  ]
  const limitsByWitness = [middle, ...corners].map((point) => {
    const witness = nearestPlace(edges, point, scale)
    return corners.map((corner) => metresBetween(corner, witness, scale) * factor + MARGIN)
  })
  const distances = [0, 0, 0, 0]
  const chosen: number[] = []
  for (let edge = 0; edge < edges.length / EDGE_SIZE; edge++) {
    for (let corner = 0; corner < 4; corner++) {
      distances[corner] = distanceToEdge(edges, edge, corners[corner]!, scale)
    }
    if (!isBeaten(distances, limitsByWitness)) chosen.push(edge)
  }
  return pick(edges, chosen)
}

/** Whether one witness is nearer to every corner than an edge at these distances. */
function isBeaten(distances: number[], limitsByWitness: number[][]): boolean {
  for (const limits of limitsByWitness) {
    let corner = 0
    while (corner < 4 && limits[corner]! < distances[corner]!) corner++
    if (corner === 4) return true
  }
  return false
}

function pick(edges: OwnedEdges, chosen: number[]): OwnedEdges {
  const picked = new Float64Array(chosen.length * EDGE_SIZE)
  let next = 0
  for (const edge of chosen) {
    const at = edge * EDGE_SIZE
    for (let part = 0; part < EDGE_SIZE; part++) picked[next++] = edges[at + part]!
  }
  return picked
}

/** The place on any of the edges that is nearest to a point. */
function nearestPlace(edges: OwnedEdges, point: Position, scale: Position): Position {
  let nearest = 0
  let shortest = Infinity
  for (let edge = 0; edge < edges.length / EDGE_SIZE; edge++) {
    const distance = distanceToEdge(edges, edge, point, scale)
    if (distance >= shortest) continue
    shortest = distance
    nearest = edge
  }
  const [ax = 0, ay = 0, bx = 0, by = 0] = edges.subarray(nearest * EDGE_SIZE)
  const dx = (bx - ax) * scale[0]
  const dy = (by - ay) * scale[1]
  const along = (point[0] - ax) * scale[0] * dx + (point[1] - ay) * scale[1] * dy
  const squaredLength = dx * dx + dy * dy
  const share = squaredLength === 0 ? 0 : Math.min(Math.max(along / squaredLength, 0), 1)
  return [ax + share * (bx - ax), ay + share * (by - ay)]
}

function distanceToEdge(edges: OwnedEdges, edge: number, point: Position, scale: Position): number {
  const at = edge * EDGE_SIZE
  const x = point[0]
  const y = point[1]
  const scaleX = scale[0]
  const scaleY = scale[1]
  return Math.sqrt(
    squaredDistanceToEdge(
      (edges[at]! - x) * scaleX,
      (edges[at + 1]! - y) * scaleY,
      (edges[at + 2]! - x) * scaleX,
      (edges[at + 3]! - y) * scaleY,
    ),
  )
}

function metresBetween(a: Position, b: Position, scale: Position): number {
  return Math.hypot((a[0] - b[0]) * scale[0], (a[1] - b[1]) * scale[1])
}

/** How many times longer a degree of longitude is in the middle of a box than at its edges, or the
 * other way round: at least 1. */
function stretchOf(south: number, north: number): number {
  const [inTheMiddle] = metresPerDegree((south + north) / 2)
  const ratios = [south, north].map((latitude) => metresPerDegree(latitude)[0] / inTheMiddle)
  return Math.max(...ratios.map((ratio) => Math.max(ratio, 1 / ratio)))
}
