import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

export interface PlacedMatter {
  id: string
  categoryCode: string
  areaId: string
  longitude: number
  latitude: number
  reportedAt: Date
}

/** Events with a point and a category that were reported in this time; none of them private. Costs what was reported in it. */
export async function findPlaced(db: Reader, { from, to }: { from: Date; to: Date }): Promise<PlacedMatter[]> {
  const { rows } = await sql<PlacedRow>`
    select id, category_code, area_id, longitude, latitude, reported_at from matters
    where reported_at >= ${from} and reported_at < ${to}
      and kind = 'event' and not private and latitude is not null and category_code is not null`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    categoryCode: row.category_code,
    areaId: row.area_id,
    longitude: row.longitude,
    latitude: row.latitude,
    reportedAt: row.reported_at,
  }))
}

interface PlacedRow {
  id: string
  category_code: string
  area_id: string
  longitude: number
  latitude: number
  reported_at: Date
}

/** What was reported lately, with something of the same category before it at about the same place. */
export interface Return extends PlacedMatter {
  earlier: { id: string; longitude: number; latitude: number; reportedAt: Date; closedAt: Date | null }[]
}

/**
 * Of what was reported in this time, what was there before within two years: in the cells of half a kilometre around it (the index of
 * migration 0006), nearer than a thousandth of a degree. How near is near is the rule's business. Costs what was reported in it, and its neighbours.
 */
export async function findReturns(db: Reader, { from, to }: { from: Date; to: Date }): Promise<Return[]> {
  const recent = await findPlaced(db, { from, to })
  if (recent.length === 0) return []
  const asked = JSON.stringify(
    recent.map(({ id, categoryCode, longitude, latitude, reportedAt }) => ({
      id,
      category_code: categoryCode,
      longitude,
      latitude,
      reported_at: reportedAt.toISOString(),
      cells: cellsAround(longitude, latitude),
    })),
  )
  const { rows } = await sql<EarlierRow>`
    select r.id as of_id, m.id, m.longitude, m.latitude, m.reported_at, m.closed_at
    from jsonb_to_recordset(${asked}::jsonb)
      as r (id uuid, category_code text, longitude double precision, latitude double precision, reported_at timestamptz, cells bigint[])
    cross join lateral unnest(r.cells) as cell
    join matters m on (floor(m.latitude * 200)::bigint * 100000 + floor(m.longitude * 200)::bigint) = cell
      and m.kind = 'event' and m.latitude is not null
    where m.category_code = r.category_code and not m.private and m.reported_at < r.reported_at
      and m.closed_at < r.reported_at and m.closed_at > r.reported_at - interval '2 years' and m.state not in ('withdrawn', 'refused', 'merged')
      and abs(m.latitude - r.latitude) < 0.001 and abs(m.longitude - r.longitude) < 0.001`.execute(db)
  const earlier = Map.groupBy(rows, (row) => row.of_id)
  return recent.map((each) => ({
    ...each,
    earlier: (earlier.get(each.id) ?? []).map((row) => ({
      id: row.id,
      longitude: row.longitude,
      latitude: row.latitude,
      reportedAt: row.reported_at,
      closedAt: row.closed_at,
    })),
  }))
}

interface EarlierRow {
  of_id: string
  id: string
  longitude: number
  latitude: number
  reported_at: Date
  closed_at: Date | null
}

/** Cells a degree; the same as in the index of migration 0006. */
const perDegree = 200
const reachDegrees = 0.001

function cellsAround(longitude: number, latitude: number): number[] {
  const cells = new Set<number>()
  for (const up of [-reachDegrees, reachDegrees])
    for (const across of [-reachDegrees, reachDegrees])
      cells.add(Math.floor((latitude + up) * perDegree) * 100_000 + Math.floor((longitude + across) * perDegree))
  return [...cells]
}
