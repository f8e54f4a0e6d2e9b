import { type NamedPlace, type NearbyCell, type Point, routes } from '@linli/contract'
import type { Cached } from '../../platform/cached.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import type { Pace } from '../../platform/pace.ts'
import type { Actor } from '../access/index.ts'
import { type AreaTree, distanceBetween, type MiddleOfArea, toWgs84Point } from '../areas/index.ts'
import { cellsTold, commonest, type ToldCell } from './cells-told.ts'
import { cellsPerDegree, countCells, findGivenAddresses } from './nearby.queries.ts'
import { type PublicAddress, publicAddresses } from './public-addresses.ts'

export interface NearbyTools {
  db: Db
  clock: Clock
  areas: Pick<Cached<AreaTree>, 'get'>
  middleOf: MiddleOfArea
  pace: Pace
}

const dayMs = 86_400_000
/** Closed ones are told as long as they may be joined (domain.md §4). */
const closedDays = 30
const reachM = 3000
const metresPerDegree = 111_195
const mostAreas = 6
const mostAddresses = 4
/** What people call places changes slowly, and reading it costs a scan. */
const addressesLastMs = 600_000

/** What anyone may know of a place: what it is called, and how much is reported around it. Persons and single matters are never told. */
export function nearbyRoutes(serve: Serve<Actor>, tools: NearbyTools): void {
  const addresses = keptAddresses(tools)

  serve(routes.searchPlaces, async ({ query, caller }) => {
    tools.pace.take(caller.owner)
    const wanted = query.search.trim().toLowerCase()
    return { items: wanted === '' ? [] : await placesNamed(tools, await addresses(), wanted) }
  })

  serve(routes.countNearby, async ({ query, caller }) => {
    tools.pace.take(caller.owner)
    const point = toWgs84Point({ ...query, coordinateSystem: query.coordinateSystem ?? 'wgs84' })
    const since = new Date(tools.clock.now().getTime() - closedDays * dayMs)
    const counted = await countCells(tools.db, cellsAround(point), since)
    const tree = tools.areas.get()
    const cells = cellsTold(counted)
      .map((cell) => present(cell, point, tree))
      .sort((a, b) => a.distanceM - b.distanceM)
    const found = tree.locate(point.longitude, point.latitude)
    const [around] = found ? tree.ancestorsOf(found.area.id).slice(-2) : []
    return { days: closedDays, cells, areaId: around?.id ?? found?.area.id ?? null, point }
  })
}

async function placesNamed({ areas, middleOf }: NearbyTools, addresses: readonly PublicAddress[], wanted: string): Promise<NamedPlace[]> {
  const tree = areas.get()
  const named = tree
    .all()
    .filter((area) => area.name.toLowerCase().includes(wanted))
    .sort((a, b) => a.name.length - b.name.length || (a.path < b.path ? -1 : 1))
    .slice(0, mostAreas)
  const ofAreas = await Promise.all(
    named.map(async (area): Promise<NamedPlace> => ({
      kind: 'area',
      label: area.name,
      within: namesAbove(tree, area.id),
      point: await middleOf(tree, area),
    })),
  )
  const ofAddresses = addresses
    .filter(({ label }) => label.toLowerCase().includes(wanted))
    .slice(0, mostAddresses)
    .map(({ label, areaId, point }): NamedPlace => ({
      kind: 'address',
      label,
      within: [tree.get(areaId)?.name ?? '', ...namesAbove(tree, areaId)].filter(Boolean).slice(0, 2),
      point,
    }))
  return [...ofAddresses, ...ofAreas]
}

/** The two next above, the smaller first. */
function namesAbove(tree: AreaTree, areaId: string): string[] {
  return tree
    .ancestorsOf(areaId)
    .slice(-2)
    .toReversed()
    .map((area) => area.name)
}

function cellsAround(point: Point): { row: number; column: number }[] {
  const up = reachM / metresPerDegree
  const across = up / Math.max(0.01, Math.cos((point.latitude * Math.PI) / 180))
  // Whole squares of two by two, so that what is put together does not depend on where somebody asks from.
  const even = (degrees: number) => Math.floor((degrees * cellsPerDegree) / 2) * 2
  const cells: { row: number; column: number }[] = []
  for (let row = even(point.latitude - up); row <= even(point.latitude + up) + 1; row++)
    for (let column = even(point.longitude - across); column <= even(point.longitude + across) + 1; column++) cells.push({ row, column })
  return cells
}

function present(cell: ToldCell, from: Point, tree: AreaTree): NearbyCell {
  const degrees = (cells: number) => Math.round((cells / cellsPerDegree) * 1e6) / 1e6
  const box = [degrees(cell.column), degrees(cell.row), degrees(cell.column + cell.size), degrees(cell.row + cell.size)]
  const middle = { longitude: degrees(cell.column + cell.size / 2), latitude: degrees(cell.row + cell.size / 2) }
  const found = tree.locate(middle.longitude, middle.latitude)
  // A grid says little to residents; the area above it is what they call the place.
  const named = found && (tree.ancestorsOf(found.area.id).at(-1) ?? found.area)
  return {
    box,
    count: cell.count,
    open: cell.open,
    categoryCodes: commonest(cell),
    areaName: named?.name ?? null,
    distanceM: Math.round(distanceBetween(from, middle)),
  }
}

function keptAddresses({ db, clock }: NearbyTools): () => Promise<readonly PublicAddress[]> {
  let kept: { until: number; found: Promise<readonly PublicAddress[]> } | null = null
  return () => {
    const now = clock.now().getTime()
    if (kept && now < kept.until) return kept.found
    const found = findGivenAddresses(db.read).then(publicAddresses)
    const asked = { until: now + addressesLastMs, found }
    kept = asked
    found.catch(() => {
      if (kept === asked) kept = null
    })
    return found
  }
}
