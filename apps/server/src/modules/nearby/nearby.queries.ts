import type { Point } from '@linli/contract'
import { type Db, type Reader, runStatement } from '../../platform/db.ts'
import type { CountedCell } from './cells-told.ts'

/** Cells a degree; the same as in the index of migration 0006. */
export const cellsPerDegree = 200

/** Events that anyone may know of in these rows and columns of cells: open ones and those closed since. Counted, never listed. */
export async function countCells(db: Db, cells: readonly { row: number; column: number }[], closedSince: Date): Promise<CountedCell[]> {
  const rows = await runStatement<CellRow>(db, {
    name: 'count_nearby_cells',
    text: countCellsText,
    values: [cells.map(({ row, column }) => row * 100_000 + column), closedSince],
  })
  const found = new Map<string, CountedCell & { categories: Map<string, number> }>()
  for (const { row, column, count, open, category_code } of rows) {
    const key = `${row} ${column}`
    const cell = found.get(key) ?? { row, column, count: 0, open: 0, categories: new Map<string, number>() }
    found.set(key, cell)
    cell.count += count
    cell.open += open
    if (category_code !== null) cell.categories.set(category_code, (cell.categories.get(category_code) ?? 0) + count)
  }
  return [...found.values()]
}

interface CellRow {
  row: number
  column: number
  category_code: string | null
  count: number
  open: number
}

/** The condition on the cell is word for word the expression of the index matters_by_cell. */
export const countCellsText = `
select floor(latitude * 200)::integer as row, floor(longitude * 200)::integer as "column", category_code,
  count(*)::integer as count, (count(*) filter (where closed_at is null))::integer as open
from matters
where kind = 'event' and not private and state not in ('refused', 'withdrawn', 'merged')
  and (floor(latitude * 200)::bigint * 100000 + floor(longitude * 200)::bigint) = any ($1::bigint[]) and latitude is not null
  and (closed_at is null or closed_at >= $2::timestamptz)
group by 1, 2, 3`

/** What was given as an address, with how often and where. */
export interface GivenAddress {
  address: string
  areaId: string
  /** Tells two reporters apart and says nothing else. */
  by: string
  point: Point | null
}

/** So many of the newest reports are looked at: a place nobody reported for years is typed anew. */
const lookedAt = 50_000

/** The addresses of the newest public reports whose reporters did not ask to be anonymous. */
export async function findGivenAddresses(db: Reader): Promise<GivenAddress[]> {
  const rows = await db
    .selectFrom('matters')
    .select(['id', 'address', 'area_id', 'longitude', 'latitude', 'reporter_account_id', 'contact_hash'])
    .where('kind', '=', 'event')
    .where('private', '=', false)
    .where('anonymous', '=', false)
    .where('address', 'is not', null)
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(lookedAt)
    .execute()
  return rows.map((row) => ({
    address: row.address ?? '',
    areaId: row.area_id,
    by: row.reporter_account_id ?? row.contact_hash?.toString('hex') ?? row.id,
    point: row.longitude === null || row.latitude === null ? null : { longitude: row.longitude, latitude: row.latitude },
  }))
}
