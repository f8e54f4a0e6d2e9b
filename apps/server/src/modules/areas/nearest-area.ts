import type { Bounds } from './geometry.ts'
import { EDGE_SIZE, edgesNearestIn, edgesOfPool, type OwnedEdges } from './nearest-edges.ts'
import { metresPerDegree, squaredDistanceToEdge, type RingPool } from './ring-pool.ts'

export interface NearestArea {
  area: number
  distanceMetres: number
}

/** Areas whose distances differ by no more than this many metres count as equally near. */
const SAME_DISTANCE = 0.001

/** A block has 8 × 8 children, so three bits of a row and of a column choose one. */
const CHILD_BITS = 3
const CHILDREN = 1 << (2 * CHILD_BITS)
/** Blocks with fewer edges were no faster: there are more of them, and a lookup mostly waits for memory. */
const FEW_EDGES = 16
/** For a city of 150 km, blocks of this depth are about 100 m wide. */
const DEEPEST = 4
const FINEST_ROWS = 1 << (CHILD_BITS * DEEPEST)

/**
 * Finds the nearest area for points outside all of them, by code when several are equally near to
 * the millimetre (an area's place in the pool is its order by code).
 *
 * Measuring the areas that a spatial index over them names gives about 300,000 points per second at
 * sea: coastal boundaries are long, and many are nearly as far from the point. So the plane is cut
 * into blocks; the first point that falls in a block works out, from those of the block around it,
 * which edges can be nearest to any point of it, and later points only compare those few.
 */
export class NearestAreas {
  private readonly root: Block
  private readonly bounds: Bounds
  private readonly squaredDistances: Float64Array

  /** Bounds of all areas in degrees; points up to as far again around them are found fast as well. */
  constructor(pool: RingPool, [west, south, east, north]: Bounds) {
    const width = east - west
    const height = north - south
    const edges = edgesOfPool(pool)
    this.bounds = [west - width, south - height, east + width, north + height]
    this.squaredDistances = new Float64Array(edges.length / EDGE_SIZE)
    this.root = { edges, children: Array.from({ length: CHILDREN }) }
  }

  /** Longitude and latitude in degrees of a point outside every area. */
  find(x: number, y: number): NearestArea {
    const edges = this.edgesAround(x, y)
    const edgeCount = edges.length / EDGE_SIZE
    const squaredDistances = this.squaredDistances
    const [scaleX, scaleY] = metresPerDegree(y)
    let shortest = Infinity
    for (let edge = 0; edge < edgeCount; edge++) {
      const at = edge * EDGE_SIZE
      const squared = squaredDistanceToEdge(
        (edges[at]! - x) * scaleX,
        (edges[at + 1]! - y) * scaleY,
        (edges[at + 2]! - x) * scaleX,
        (edges[at + 3]! - y) * scaleY,
      )
      squaredDistances[edge] = squared
      if (squared < shortest) shortest = squared
    }
    const limit = (Math.sqrt(shortest) + SAME_DISTANCE) ** 2
    let area = Infinity
    let squaredDistance = Infinity
    for (let edge = 0; edge < edgeCount; edge++) {
      const squared = squaredDistances[edge]!
      if (squared > limit) continue
      const owner = edges[edge * EDGE_SIZE + 4]!
      if (owner < area) {
        area = owner
        squaredDistance = squared
      } else if (owner === area && squared < squaredDistance) {
        squaredDistance = squared
      }
    }
    return { area, distanceMetres: Math.sqrt(squaredDistance) }
  }

  /** The edges of the smallest block around a point that is worth having. */
  private edgesAround(x: number, y: number): OwnedEdges {
    const [west, south, east, north] = this.bounds
    if (x < west || x > east || y < south || y > north) return this.root.edges
    // Blocks hold no coordinates, for the same reason: rows and columns say where they are.
    const column = Math.min(Math.floor(((x - west) / (east - west)) * FINEST_ROWS), FINEST_ROWS - 1)
    const row = Math.min(Math.floor(((y - south) / (north - south)) * FINEST_ROWS), FINEST_ROWS - 1)
    const mask = (1 << CHILD_BITS) - 1
    let block = this.root
    for (let shift = CHILD_BITS * (DEEPEST - 1); block.children !== null; shift -= CHILD_BITS) {
      const place = (((row >> shift) & mask) << CHILD_BITS) | ((column >> shift) & mask)
      block = block.children[place] ??= this.makeChild(block, column, row, shift)
    }
    return block.edges
  }

  private makeChild(parent: Block, column: number, row: number, shift: number): Block {
    const [west, south, east, north] = this.bounds
    const width = ((east - west) / FINEST_ROWS) * (1 << shift)
    const height = ((north - south) / FINEST_ROWS) * (1 << shift)
    const blockWest = west + (column >> shift) * width
    const blockSouth = south + (row >> shift) * height
    const edges = edgesNearestIn(parent.edges, [blockWest, blockSouth, blockWest + width, blockSouth + height])
    const isSmallEnough = edges.length <= FEW_EDGES * EDGE_SIZE || shift === 0
    return { edges, children: isSmallEnough ? null : Array.from({ length: CHILDREN }) }
  }
}

interface Block {
  /** Those that can be nearest to a point of the block. */
  edges: OwnedEdges
  /** Made as points come, row by row from the south-west; null when there is nothing to gain. */
  children: (Block | undefined)[] | null
}
