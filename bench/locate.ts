import { readFileSync } from 'node:fs'
import Coordinate from 'jsts/org/locationtech/jts/geom/Coordinate.js'
import InteriorPointArea from 'jsts/org/locationtech/jts/algorithm/InteriorPointArea.js'
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js'
import RayCrossingCounter from 'jsts/org/locationtech/jts/algorithm/RayCrossingCounter.js'
import { type AreaGeometry, type Bounds, boundsOf, polygonsOf, type Position } from '../apps/server/src/modules/areas/geometry.ts'
import { buildLocator, type LocatableArea, type Locator } from '../apps/server/src/modules/areas/locate.ts'
import { type BenchResult, goal, machine } from './bench-result.ts'
import { seededRandom, syntheticGrids } from './synthetic-grids.ts'

const POINTS = 2_000_000
const ROUNDS = 5
const CHECKED_RANDOM_POINTS = 100_000
const CHECKED_CORNERS = 20_000

/**
 * Measures point → grid on one core and checks the answers against a slow check that shares no code
 * with the locator. The grids are those of a GeoJSON file, or 17,011 made-up ones.
 *
 * - `load_ms`: building the locator
 * - `points_per_second`: random points over the bounding box, median of five rounds; the first round
 *   also prepares what later rounds use, so it is shown apart as `first_round_points_per_second`
 * - `wrong`: answers that differ from the slow check over a point inside every grid, random points,
 *   and corners of boundaries, which several grids share
 */
export async function benchLocate(options: { grids?: string }): Promise<BenchResult> {
  const random = seededRandom(20260101)
  const areas = options.grids === undefined ? syntheticGrids(random) : readGrids(options.grids)
  const { locator, loadMs } = load(areas)
  const bounds = boundsOfAll(areas)
  const rates = measureRates(locator, randomPoints(bounds, POINTS, random))
  const inGrids = areas.map(interiorPoint)
  const checked = [...inGrids, ...pairs(randomPoints(bounds, CHECKED_RANDOM_POINTS, random)), ...corners(areas, random)]
  const wrong = countWrong(areas, locator, checked)
  const figures = {
    grids: areas.length,
    load_ms: Math.round(loadMs),
    points_per_second: Math.round(median(rates)),
    first_round_points_per_second: Math.round(rates[0]!),
    checked: checked.length,
    wrong,
  }
  return {
    name: 'locate',
    figures,
    goals: {
      load_ms: goal(figures.load_ms, { at_most: 2000 }),
      points_per_second: goal(figures.points_per_second, { at_least: 500_000 }),
      wrong: goal(wrong, { at_most: 0 }),
    },
    machine: machine(),
  }
}

function readGrids(file: string): LocatableArea[] {
  const collection = JSON.parse(readFileSync(file, 'utf8')) as {
    features: { properties: { code: string }; geometry: AreaGeometry }[]
  }
  return collection.features.map(({ properties, geometry }) => ({ id: properties.code, code: properties.code, geometry }))
}

function load(areas: LocatableArea[]): { locator: Locator; loadMs: number } {
  const start = performance.now()
  const locator = buildLocator(areas)
  return { locator, loadMs: performance.now() - start }
}

function boundsOfAll(areas: LocatableArea[]): Bounds {
  const each = areas.map(({ geometry }) => boundsOf(geometry)!)
  const edge = (at: 0 | 1 | 2 | 3, pick: (a: number, b: number) => number) => each.map((bounds) => bounds[at]).reduce((a, b) => pick(a, b))
  return [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)]
}

/** Longitude and latitude in turn. */
function randomPoints([west, south, east, north]: Bounds, count: number, random: () => number): Float64Array {
  const points = new Float64Array(count * 2)
  for (let at = 0; at < points.length; at += 2) {
    points[at] = west + random() * (east - west)
    points[at + 1] = south + random() * (north - south)
  }
  return points
}

function measureRates(locator: Locator, points: Float64Array): number[] {
  return Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    let metres = 0
    for (let at = 0; at < points.length; at += 2) metres += locator.locate(points[at]!, points[at + 1]!)!.distanceMetres
    // Using the sum keeps the compiler from leaving the work out.
    if (Number.isNaN(metres)) throw new Error('a distance is not a number')
    return (points.length / 2 / (performance.now() - start)) * 1000
  })
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function interiorPoint({ geometry }: LocatableArea): Position {
  const { x, y } = new InteriorPointArea(new GeoJSONReader().read(geometry)).getInteriorPoint()
  return [x, y]
}

function pairs(points: Float64Array): Position[] {
  return Array.from({ length: points.length / 2 }, (_, at) => [points[at * 2]!, points[at * 2 + 1]!])
}

function corners(areas: LocatableArea[], random: () => number): Position[] {
  const pick = <Item>(items: Item[]) => items[Math.floor(random() * items.length)]!
  return Array.from({ length: CHECKED_CORNERS }, () => pick(pick(polygonsOf(pick(areas).geometry)[0]!)))
}

function countWrong(areas: LocatableArea[], locator: Locator, points: Position[]): number {
  const slow = new SlowLocator(areas)
  let wrong = 0
  for (const [longitude, latitude] of points) {
    const expected = slow.locate(longitude, latitude)
    const found = locator.locate(longitude, latitude)
    const agrees =
      found !== null &&
      found.how === expected.how &&
      found.areaId === expected.areaId &&
      Math.abs(found.distanceMetres - expected.distanceMetres) < 0.001
    if (!agrees) wrong++
  }
  return wrong
}

interface SlowArea {
  id: string
  rings: Coordinate[][]
}

/** Goes through every grid in order of code, with the crossing counter of JSTS, whose arithmetic is double-double. */
class SlowLocator {
  private readonly areas: SlowArea[]
  /** Bounds of each area, one after another. */
  private readonly boxes: Float64Array
  private readonly firstCorners: Float64Array

  constructor(areas: LocatableArea[]) {
    const ordered = areas.toSorted((a, b) => (a.code < b.code ? -1 : 1))
    this.boxes = Float64Array.from(ordered.flatMap(({ geometry }) => boundsOf(geometry)!))
    this.firstCorners = Float64Array.from(ordered.flatMap(({ geometry }) => polygonsOf(geometry)[0]![0]![0]!))
    this.areas = ordered.map(({ id, geometry }) => ({
      id,
      rings: polygonsOf(geometry).flatMap((polygon) => polygon.map((ring) => ring.map(([x, y]) => new Coordinate(x, y)))),
    }))
  }

  locate(x: number, y: number): { areaId: string; how: string; distanceMetres: number } {
    const point = new Coordinate(x, y)
    const { areas, boxes } = this
    for (let area = 0; area < areas.length; area++) {
      const box = area * 4
      if (x < boxes[box]! || y < boxes[box + 1]! || x > boxes[box + 2]! || y > boxes[box + 3]!) continue
      if (contains(areas[area]!.rings, point)) return { areaId: areas[area]!.id, how: 'inside', distanceMetres: 0 }
    }
    return this.nearest(x, y)
  }

  private nearest(x: number, y: number) {
    const { areas, boxes, firstCorners } = this
    const scaleY = (6_371_008.8 * Math.PI) / 180
    const scaleX = scaleY * Math.cos((y * Math.PI) / 180)
    // A corner of one area in sixteen bounds the distance well enough to leave out what is far away.
    let reach = Infinity
    for (let at = 0; at < firstCorners.length; at += 32) {
      const metres = Math.hypot((firstCorners[at]! - x) * scaleX, (firstCorners[at + 1]! - y) * scaleY)
      if (metres + 1 < reach) reach = metres + 1
    }
    let reachX = reach / scaleX
    let reachY = reach / scaleY
    const near: { id: string; metres: number }[] = []
    for (let area = 0; area < areas.length; area++) {
      const box = area * 4
      if (boxes[box]! - x > reachX || x - boxes[box + 2]! > reachX) continue
      if (boxes[box + 1]! - y > reachY || y - boxes[box + 3]! > reachY) continue
      const { id, rings } = areas[area]!
      const metres = Math.min(...rings.map((ring) => ringDistance(ring, x, y, scaleX, scaleY)))
      near.push({ id, metres })
      reachX = Math.min(reachX, (metres + 1) / scaleX)
      reachY = Math.min(reachY, (metres + 1) / scaleY)
    }
    const shortest = Math.min(...near.map(({ metres }) => metres))
    const first = near.find(({ metres }) => metres <= shortest + 0.001)!
    return { areaId: first.id, how: 'nearest', distanceMetres: first.metres }
  }
}

function contains(rings: Coordinate[][], point: Coordinate): boolean {
  const answers = rings.map((ring) => RayCrossingCounter.locatePointInRing(point, ring))
  return answers.includes(1) || answers.filter((answer) => answer === 0).length % 2 === 1
}

/** By the place on each edge that is nearest, found by its share of the edge. */
function ringDistance(ring: Coordinate[], x: number, y: number, scaleX: number, scaleY: number): number {
  let shortest = Infinity
  for (let at = 1; at < ring.length; at++) {
    const a = ring[at - 1]!
    const b = ring[at]!
    const [edgeX, edgeY] = [(b.x - a.x) * scaleX, (b.y - a.y) * scaleY]
    const [toX, toY] = [(x - a.x) * scaleX, (y - a.y) * scaleY]
    const length = edgeX ** 2 + edgeY ** 2
    const share = length === 0 ? 0 : Math.min(Math.max((toX * edgeX + toY * edgeY) / length, 0), 1)
    shortest = Math.min(shortest, Math.hypot(toX - share * edgeX, toY - share * edgeY))
  }
  return shortest
}
