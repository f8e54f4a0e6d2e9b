import type { CardLevel, Light } from '@linli/contract'
import { type Expression, type ExpressionBuilder, type SqlBool } from 'kysely'
import type { Database } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'

export type MatterExpression = ExpressionBuilder<Database, 'matters'>
export type Condition = Expression<SqlBool>

/** What somebody looks for among the matters they may see. */
export interface MatterNarrowing {
  areaPath?: string | undefined
  categoryCode?: string | undefined
  number?: string | undefined
  kind?: string | undefined
  state?: string | undefined
  light?: Light | undefined
  cardLevel?: CardLevel | undefined
  box?: MapBox | undefined
}

/** A rectangle of the map in degrees; `west` is beyond `east` where it crosses the meridian of 180 degrees. */
export interface MapBox {
  west: number
  south: number
  east: number
  north: number
}

/** The condition of everything that is looked for; true for every matter when nothing is. */
export function narrowed(where: MatterExpression, filter: MatterNarrowing, now: Date): Condition {
  const conditions: Condition[] = []
  if (filter.areaPath !== undefined) conditions.push(below(where, filter.areaPath))
  if (filter.categoryCode) conditions.push(where('category_code', '=', filter.categoryCode))
  if (filter.kind) conditions.push(where('kind', '=', filter.kind))
  if (filter.number) conditions.push(where('number', '=', filter.number))
  if (filter.state) conditions.push(where('state', '=', filter.state))
  if (filter.light) conditions.push(lit(where, filter.light, now))
  if (filter.cardLevel) conditions.push(where('card_level', '=', filter.cardLevel))
  if (filter.box) conditions.push(inBox(where, filter.box))
  return where.and(conditions)
}

/** A subtree is one range of the path's index; '/' is the sign after '.'. */
export function below(where: MatterExpression, path: string): Condition {
  return where.and([where('area_path', '>=', path), where('area_path', '<', `${path.slice(0, -1)}/`)])
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

/** The SQL of `lightOf`. */
function lit(where: MatterExpression, light: Light, now: Date): Condition {
  if (light === 'none') return where('due_at', 'is', null)
  if (light === 'red') return where('due_at', '<', now)
  const isYellow = where.and([where('yellow_at', 'is not', null), where('yellow_at', '<=', now)])
  return where.and([where('due_at', '>=', now), light === 'yellow' ? isYellow : where.not(isYellow)])
}

function inBox(where: MatterExpression, { west, south, east, north }: MapBox): Condition {
  const longitude =
    west <= east
      ? where.and([where('longitude', '>=', west), where('longitude', '<=', east)])
      : where.or([where('longitude', '>=', west), where('longitude', '<=', east)])
  return where.and([where('latitude', '>=', south), where('latitude', '<=', north), longitude])
}
