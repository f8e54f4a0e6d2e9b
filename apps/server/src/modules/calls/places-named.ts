import type { PlaceSuggestion } from '@linli/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { AreaTree } from '../areas/index.ts'

const mostAreas = 4
const mostAddresses = 8
/** So many of the desk's newest reports are searched: an address nobody reported for years is typed anew. */
const lookedAt = 3000

/** Places that fit the words somebody hears on the telephone: areas of the desk and beyond, and addresses reported to the desk before. */
export async function placesNamed(
  { db, areas }: { db: Reader; areas: AreaTree },
  deskPaths: readonly string[],
  search: string,
): Promise<PlaceSuggestion[]> {
  if (search === '') return []
  const addresses = await addressesLike(db, areas, deskPaths, search)
  return [...addresses, ...areasLike(areas, deskPaths, search)]
}

function areasLike(areas: AreaTree, deskPaths: readonly string[], search: string): PlaceSuggestion[] {
  const isOwn = (path: string) => deskPaths.some((desk) => path.startsWith(desk))
  return areas
    .all()
    .filter((area) => area.name.includes(search))
    .sort((a, b) => Number(isOwn(b.path)) - Number(isOwn(a.path)) || a.name.length - b.name.length)
    .slice(0, mostAreas)
    .map((area) => ({
      kind: 'area',
      label: area.name,
      areaName: areas.ancestorsOf(area.id).at(-1)?.name ?? '',
      point: null,
    }))
}

async function addressesLike(db: Reader, areas: AreaTree, deskPaths: readonly string[], search: string): Promise<PlaceSuggestion[]> {
  if (deskPaths.length === 0) return []
  const ranges = deskPaths.map((path) => sql<boolean>`(area_path >= ${path} and area_path < ${`${path.slice(0, -1)}/`})`)
  const { rows } = await sql<{ address: string; area_id: string; longitude: number | null; latitude: number | null }>`
    select address, (array_agg(area_id order by reported_at desc))[1] as area_id,
      (array_agg(longitude order by reported_at desc) filter (where longitude is not null))[1] as longitude,
      (array_agg(latitude order by reported_at desc) filter (where latitude is not null))[1] as latitude
    from (
      select address, area_id, longitude, latitude, reported_at from matters
      where (${sql.join(ranges, sql` or `)}) and kind = 'event' and not private and not anonymous and address is not null
      order by reported_at desc limit ${sql.lit(lookedAt)}
    ) newest
    where strpos(lower(address), lower(${search})) > 0
    group by address
    order by count(*) desc, max(reported_at) desc
    limit ${sql.lit(mostAddresses)}`.execute(db)
  return rows.map((row) => ({
    kind: 'address',
    label: row.address,
    areaName: areas.get(row.area_id)?.name ?? '',
    point: row.longitude === null || row.latitude === null ? null : { longitude: row.longitude, latitude: row.latitude },
  }))
}
