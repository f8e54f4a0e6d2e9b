import type { Bounds } from './geometry.ts'
import { edgesNearestIn, edgesOfPool, type OwnedEdges } from './nearest-edges.ts'
import { metresPerDegree, squaredDistanceToEdge, type RingPool } from './ring-pool.ts'

export interface NearestArea {
  area: number
  distanceMetres: number
}

/** Areas whose distances differ by no more than this many metres count as equally near. */
const SAME_DISTANCE = 0.001

/** Children to a side of a block. */
const SIDE = 4
/** Cutting blocks down to 8 edges gave three times the blocks and, by cache misses, less speed. */
const FEW_EDGES = 12
/** For a city of 150 km, blocks of this depth are about 100 m wide. */
const DEEPEST = 6

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
  private squaredDistances: Float64Array

  /** Bounds of all areas in degrees; points up to as far again around them are found fast as well. */
  constructor(pool: RingPool, [west, south, east, north]: Bounds) {
    const width = east - west
    const height = north - south
    const edges = edgesOfPool(pool)
    this.squaredDistances = new Float64Array(edges.owners.length)
    this.root = {
      west: west - width,
      south: south - height,
      width: width * 3,
      height: height * 3,
      depth: 0,
      edges,
      children: [],
    }
  }

  /** Longitude and latitude in degrees of a point outside every area. */
  find(x: number, y: number): NearestArea {
    const { ends, owners } = this.blockAround(x, y).edges
    const squaredDistances = this.squaredDistances
    const [scaleX, scaleY] = metresPerDegree(y)
    let shortest = Infinity
    for (let edge = 0; edge < owners.length; edge++) {
      const at = edge * 4
      const squared = squaredDistanceToEdge(
        (ends[at]! - x) * scaleX,
        (ends[at + 1]! - y) * scaleY,
        (ends[at + 2]! - x) * scaleX,
        (ends[at + 3]! - y) * scaleY,
      )
      squaredDistances[edge] = squared
      if (squared < shortest) shortest = squared
    }
    const limit = (Math.sqrt(shortest) + SAME_DISTANCE) ** 2
    let area = Infinity
    let squaredDistance = Infinity
    for (let edge = 0; edge < owners.length; edge++) {
      if (squaredDistances[edge]! > limit || owners[edge]! > area) continue
      if (owners[edge]! < area) squaredDistance = Infinity
      area = owners[edge]!
      squaredDistance = Math.min(squaredDistance, squaredDistances[edge]!)
    }
    return { area, distanceMetres: Math.sqrt(squaredDistance) }
  }

  /** The smallest block around a point that is worth having. */
  private blockAround(x: number, y: number): Block {
    let block = this.root
    const { west, south, width, height } = block
    if (x < west || x > west + width || y < south || y > south + height) return block
    while (block.children !== null) {
      const column = placeInBlock((x - block.west) / block.width)
      const row = placeInBlock((y - block.south) / block.height)
      const child = block.children[row * SIDE + column]
      block = child ?? addChild(block, column, row)
    }
    return block
  }
}

interface Block {
  /** All four in degrees. */
  west: number
  south: number
  width: number
  height: number
  depth: number
  /** Those that can be nearest to a point of the block. */
  edges: OwnedEdges
  /** Made as points come, row by row from the south-west; null when there is nothing to gain. */
  children: (Block | undefined)[] | null
}

function addChild(parent: Block, column: number, row: number): Block {
  const width = parent.width / SIDE
  const height = parent.height / SIDE
  const west = parent.west + column * width
  const south = parent.south + row * height
  const depth = parent.depth + 1
  const edges = edgesNearestIn(parent.edges, [west, south, west + width, south + height])
  const isSmallEnough = edges.owners.length <= FEW_EDGES || depth === DEEPEST
  const children = isSmallEnough ? null : []
  const child: Block = { west, south, width, height, depth, edges, children }
  parent.children![row * SIDE + column] = child
  return child
}

function placeInBlock(share: number): number {
  return Math.min(Math.floor(share * SIDE), SIDE - 1)
}
