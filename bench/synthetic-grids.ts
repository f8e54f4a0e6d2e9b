import type { LocatableArea } from '../apps/server/src/modules/areas/locate.ts'
import type { Position } from '../apps/server/src/modules/areas/geometry.ts'

/** West, south, east, north of Qingdao in degrees. */
const EXTENT = [119.5, 35.58, 121.0, 37.16] as const
const GRIDS = 17_011
/** Cells to a side of the lattice; a little over half of them are land, as in the real extent. */
const SIDE = 172
const ENCLAVES = 40

/**
 * 17,011 made-up grids that tile a coastal land without gaps: cells of a bent lattice whose wavy edges
 * are the same positions, to 6 decimals, on both sides; nine positions each on average. Some cells have
 * a hole that belongs to the cell next to it, which makes that one a MultiPolygon. Always the same.
 */
export function syntheticGrids(random: () => number): LocatableArea[] {
  const corners = makeCorners(random)
  const across = makeEdges(SIDE + 1, SIDE, (row, column) => [corners[row]![column]!, corners[row]![column + 1]!], random)
  const upwards = makeEdges(SIDE, SIDE + 1, (row, column) => [corners[row]![column]!, corners[row + 1]![column]!], random)
  const land = landCells()
  const polygons = new Map<string, Position[][][]>()
  for (const [row, column] of land) {
    // Each edge leaves out its last position, which is the first of the next edge.
    const ring = [
      ...across[row]![column]!.slice(0, -1),
      ...upwards[row]![column + 1]!.slice(0, -1),
      ...across[row + 1]![column]!.toReversed().slice(0, -1),
      ...upwards[row]![column]!.toReversed().slice(0, -1),
    ]
    polygons.set(codeOf(row, column), [[[...ring, ring[0]!]]])
  }
  addEnclaves(land, corners, polygons)
  return [...polygons].map(([code, parts]) => ({
    id: code,
    code,
    geometry: parts.length === 1 ? { type: 'Polygon', coordinates: parts[0]! } : { type: 'MultiPolygon', coordinates: parts },
  }))
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function codeOf(row: number, column: number): string {
  return `3702${String(row).padStart(4, '0')}${String(column).padStart(4, '0')}`
}

function makeCorners(random: () => number): Position[][] {
  const shift = () => (random() - 0.5) * 0.4
  return Array.from({ length: SIDE + 1 }, (_, row) =>
    Array.from({ length: SIDE + 1 }, (_, column) => place(column + shift(), row + shift())),
  )
}

/** A position on the lattice, to the 6 decimals with which boundaries are published. */
function place(column: number, row: number): Position {
  const [west, south, east, north] = EXTENT
  const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6
  return [rounded(west + ((east - west) * column) / SIDE), rounded(south + ((north - south) * row) / SIDE)]
}

/** Edges between corners with none to two bends, far less than would let two edges cross. */
function makeEdges(
  rows: number,
  columns: number,
  endsOf: (row: number, column: number) => [Position, Position],
  random: () => number,
): Position[][][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const [start, end] = endsOf(row, column)
      const bends = Math.floor(random() * 3)
      const between = Array.from({ length: bends }, (_, bend): Position => {
        const share = (bend + 1) / (bends + 1)
        const along = (axis: 0 | 1) => start[axis] + share * (end[axis] - start[axis]) + (random() - 0.5) * 0.0008
        return [Math.round(along(0) * 1e6) / 1e6, Math.round(along(1) * 1e6) / 1e6]
      })
      return [start, ...between, end]
    }),
  )
}

/** The cells furthest from the sea, which lies to the south-east behind a coast with bays. */
function landCells(): [row: number, column: number][] {
  const cells: { row: number; column: number; height: number }[] = []
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const height = row - column + 18 * Math.sin((row + column) / 14) + 7 * Math.sin((row + column) / 3)
      cells.push({ row, column, height })
    }
  }
  const land = cells.sort((a, b) => b.height - a.height || a.row - b.row || a.column - b.column).slice(0, GRIDS)
  return land.sort((a, b) => a.row - b.row || a.column - b.column).map(({ row, column }) => [row, column])
}

/** Cuts a square out of the middle of some cells and gives it to the next cell. */
function addEnclaves(land: [row: number, column: number][], corners: Position[][], polygons: Map<string, Position[][][]>): void {
  const step = Math.floor(land.length / ENCLAVES)
  for (let at = 0; at + 1 < land.length; at += step) {
    const [row, column] = land[at]!
    const [nextRow, nextColumn] = land[at + 1]!
    const middle = [0, 1].map((axis) => {
      const around = [corners[row]![column]!, corners[row]![column + 1]!, corners[row + 1]![column]!, corners[row + 1]![column + 1]!]
      return around.reduce((sum, corner) => sum + corner[axis as 0 | 1], 0) / 4
    })
    const corner = (dx: number, dy: number): Position => [
      Math.round((middle[0]! + dx) * 1e6) / 1e6,
      Math.round((middle[1]! + dy) * 1e6) / 1e6,
    ]
    const square = [
      corner(-0.0006, -0.0006),
      corner(0.0006, -0.0006),
      corner(0.0006, 0.0006),
      corner(-0.0006, 0.0006),
      corner(-0.0006, -0.0006),
    ]
    polygons.get(codeOf(row, column))![0]!.push(square.toReversed())
    polygons.get(codeOf(nextRow, nextColumn))!.push([square])
  }
}
