import { type RawBuilder, sql } from 'kysely'
import { LinliError } from '../../../platform/problem.ts'

/** A rectangle of the map in degrees; `west` is beyond `east` where it crosses the meridian of 180 degrees. */
export interface MapBox {
  west: number
  south: number
  east: number
  north: number
}

/** The box of a query; undefined when none of its sides is given. Throws `validation_failed` for part of a box and for one upside down. */
export function boxOf(query: Partial<MapBox>): MapBox | undefined {
  const { west, south, east, north } = query
  if (west === undefined && south === undefined && east === undefined && north === undefined) return undefined
  if (west === undefined || south === undefined || east === undefined || north === undefined)
    throw new LinliError('validation_failed', { fields: [{ pointer: '', message: 'west, south, east and north go together' }] })
  return requireBox({ west, south, east, north })
}

/** The same box. Throws `validation_failed` when it is upside down. */
export function requireBox({ west, south, east, north }: MapBox): MapBox {
  if (south > north) throw new LinliError('validation_failed', { fields: [{ pointer: '/south', message: 'is north of north' }] })
  return { west, south, east, north }
}

/** What lies in the box. */
export function inBox({ west, south, east, north }: MapBox): RawBuilder<unknown> {
  const along =
    west <= east
      ? sql`matters.longitude >= ${west} and matters.longitude <= ${east}`
      : sql`(matters.longitude >= ${west} or matters.longitude <= ${east})`
  return sql`matters.latitude is not null and matters.latitude >= ${south} and matters.latitude <= ${north} and ${along}`
}
