import type { Point } from '@linli/contract'

/** Cells a degree; the same as in the index of migration 0006. */
const perDegree = 200
const metresPerDegree = 111_195

/** A rectangle of degrees around a point that holds everything within `reachM` metres. */
export interface Box {
  south: number
  north: number
  west: number
  east: number
}

export function boxAround(point: Point, reachM: number): Box {
  const up = reachM / metresPerDegree
  // Towards the poles a degree of longitude shrinks to nothing; no city lies there.
  const across = up / Math.max(0.01, Math.cos((point.latitude * Math.PI) / 180))
  return { south: point.latitude - up, north: point.latitude + up, west: point.longitude - across, east: point.longitude + across }
}

/** The numbers of all cells the box touches. */
export function cellsOf(box: Box): number[] {
  const cells: number[] = []
  for (let row = Math.floor(box.south * perDegree); row <= Math.floor(box.north * perDegree); row++)
    for (let column = Math.floor(box.west * perDegree); column <= Math.floor(box.east * perDegree); column++)
      cells.push(row * 100_000 + column)
  return cells
}
