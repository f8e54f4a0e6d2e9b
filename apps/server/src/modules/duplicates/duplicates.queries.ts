import type { EventState, Point } from '@linli/contract'
import { type Db, runStatement } from '../../platform/db.ts'
import { boxAround, cellsOf } from './cells.ts'

/** A matter that may be the same. */
export interface Candidate {
  id: string
  number: string
  state: EventState
  text: string
  address: string | null
  categoryCode: string | null
  anonymous: boolean
  point: Point | null
  reportedAt: Date
  areaPath: string
  organisationIds: string[]
  reporterAccountId: string | null
  followerIds: string[]
  deskAreaId: string
  private: boolean
}

/** So many of the open and so many of the closed are looked at; more lie within reach only where something has gone very wrong. */
const most = 300

/** Open events within a square around the point, and those closed since. Two ranges of one index. */
export async function findNear(db: Db, near: { point: Point; reachM: number; closedSince: Date }): Promise<Candidate[]> {
  const box = boxAround(near.point, near.reachM)
  const rows = await runStatement<Row>(db, {
    name: 'find_near_duplicates',
    text: findNearText,
    values: [cellsOf(box), box.south, box.north, box.west, box.east, near.closedSince, most],
  })
  return rows.map(candidateOf)
}

/** Open events of these areas, and those closed since, as far as they were reported after `reportedSince`. */
export async function findInAreas(
  db: Db,
  within: { areaPaths: readonly string[]; closedSince: Date; reportedSince: Date },
): Promise<Candidate[]> {
  const rows = await runStatement<Row>(db, {
    name: 'find_duplicates_in_areas',
    text: findInAreasText,
    values: [within.areaPaths, within.closedSince, within.reportedSince, most],
  })
  return rows.map(candidateOf)
}

const columns = `id, number, state, text, address, category_code, anonymous, longitude, latitude, reported_at, area_path, organisation_ids, reporter_account_id, follower_ids, desk_area_id, private`
/** Refused and withdrawn ones cannot be joined; of merged ones the main matter is found. */
const joinable = `kind = 'event' and not private and state not in ('refused', 'withdrawn', 'merged')`
/** Word for word the expression of the index matters_by_cell. */
const inCells = `(floor(latitude * 200)::bigint * 100000 + floor(longitude * 200)::bigint) = any ($1::bigint[]) and latitude is not null
  and latitude between $2::double precision and $3::double precision and longitude between $4::double precision and $5::double precision`

export const findNearText = `
(select ${columns} from matters where ${joinable} and ${inCells} and closed_at is null order by reported_at desc limit $7::integer)
union all
(select ${columns} from matters where ${joinable} and ${inCells} and closed_at >= $6::timestamptz order by reported_at desc limit $7::integer)`

export const findInAreasText = `
(select ${columns} from matters where ${joinable} and area_path = any ($1::text[]) and closed_at is null order by reported_at desc limit $4::integer)
union all
(select ${columns} from matters where ${joinable} and area_path = any ($1::text[]) and closed_at >= $2::timestamptz
  and reported_at >= $3::timestamptz order by reported_at desc limit $4::integer)`

interface Row {
  id: string
  number: string
  state: string
  text: string
  address: string | null
  category_code: string | null
  anonymous: boolean
  longitude: number | null
  latitude: number | null
  reported_at: Date
  area_path: string
  organisation_ids: string[]
  reporter_account_id: string | null
  follower_ids: string[]
  desk_area_id: string
  private: boolean
}

function candidateOf(row: Row): Candidate {
  return {
    id: row.id,
    number: row.number,
    state: row.state as EventState,
    text: row.text,
    address: row.address,
    categoryCode: row.category_code,
    anonymous: row.anonymous,
    point: row.longitude === null || row.latitude === null ? null : { longitude: row.longitude, latitude: row.latitude },
    reportedAt: row.reported_at,
    areaPath: row.area_path,
    organisationIds: row.organisation_ids,
    reporterAccountId: row.reporter_account_id,
    followerIds: row.follower_ids,
    deskAreaId: row.desk_area_id,
    private: row.private,
  }
}
