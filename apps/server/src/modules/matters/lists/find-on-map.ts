import type { Light, MapCluster } from '@linli/contract'
import { sql } from 'kysely'
import { type Db, queryAfresh } from '../../../platform/db.ts'
import type { Actor } from '../../access/index.ts'
import { sightOf } from '../matter.policy.ts'
import { armsOf, asCondition } from './arms.ts'
import { conditionsOf, type ListFilter } from './conditions.ts'
import type { MapBox } from './map-box.ts'
import type { ListWorld } from './views.ts'

export interface AskedMap extends ListFilter {
  box: MapBox
  /** Of a web map, with tiles of 512 pixels. */
  zoom: number
}

/** Pixels of a side of the cells that matters are gathered in: what stands closer could not be told apart. */
const cellPixels = 64
/** From here on only what stands at the same place is gathered. */
const nearZoom = 16.5
/** What the largest screen shows at that zoom. */
const nearExtentDegrees = 0.04
/** About a metre. */
const samePlaceDegrees = 0.00001
/** Cells along a side of the box at most, however far out of proportion zoom and box are. */
const mostCellsAlong = 48
const mostClusters = 2400

/**
 * The matters an actor may see in a rectangle, gathered in the cells of a grid that stays where it is when the map moves.
 * The counts of all clusters and `left` make up `total`. One statement, limited to what the actor may see like every list.
 */
export async function findOnMap(db: Db, actor: Actor, asked: AskedMap, world: ListWorld) {
  const arms = armsOf(sightOf(actor), { areaPath: asked.areaPath, view: asked.view, readings: null }, world)
  if (arms.length === 0) return { total: 0, clusters: [], left: 0 }
  const seen = sql.join(arms.map(asCondition), sql` or `)
  const cell = sql.lit(cellOf(asked))
  const rows = await queryAfresh<ClusterRow>(
    db,
    sql`with seen as (
      select matters.id, longitude, latitude, ${lightAt(world.now)} as light from matters
      where ${sql.join([sql`(${seen})`, ...conditionsOf(asked, actor, world.now)], sql` and `)}
    )
    select count(*)::integer as count, sum(count(*)) over ()::integer as total, avg(longitude) as longitude, avg(latitude) as latitude,
      array[min(longitude), min(latitude), max(longitude), max(latitude)] as box, min(id::text) as one,
      ${counted('green')} as green, ${counted('yellow')} as yellow, ${counted('red')} as red, ${counted('none')} as none
    from seen group by floor(longitude / ${cell}), floor(${northing} / ${cell})
    order by count desc, one limit ${sql.lit(mostClusters)}`,
  )
  const clusters = rows.map((row): MapCluster => ({
    longitude: row.longitude,
    latitude: row.latitude,
    count: row.count,
    lights: { green: row.green, yellow: row.yellow, red: row.red, none: row.none },
    box: row.box,
    matterId: row.count === 1 ? row.one : null,
  }))
  const total = rows[0]?.total ?? 0
  return { total, clusters, left: total - clusters.reduce((sum, { count }) => sum + count, 0) }
}

/** The side of a cell in degrees of longitude. */
function cellOf({ box, zoom }: Pick<AskedMap, 'box' | 'zoom'>): number {
  const width = box.west <= box.east ? box.east - box.west : box.east - box.west + 360
  const extent = Math.max(width, box.north - box.south)
  if (zoom >= nearZoom && extent <= nearExtentDegrees) return samePlaceDegrees
  return Math.max((cellPixels * 360) / (512 * 2 ** zoom), extent / mostCellsAlong)
}

/** How far north on a web map, in degrees of longitude, so that cells are square on the screen; without the poles, where it has no end. */
const northing = sql`degrees(ln(tan(pi() / 4 + radians(least(greatest(latitude, -85), 85)) / 2)))`

interface ClusterRow {
  count: number
  total: number
  longitude: number
  latitude: number
  box: number[]
  one: string
  green: number
  yellow: number
  red: number
  none: number
}

/** The SQL of `lightOf`. */
function lightAt(now: Date) {
  return sql<Light>`case when due_at is null then 'none' when due_at < ${now} then 'red' when yellow_at <= ${now} then 'yellow' else 'green' end`
}

function counted(light: Light) {
  return sql<number>`(count(*) filter (where light = ${sql.lit(light)}))::integer`
}
