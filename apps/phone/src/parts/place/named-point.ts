import type { GivenPoint, RouteOutput, Routes } from '@linli/contract'
import { api } from '../../app/api.ts'
import { areaNames } from './area-names.ts'

export type Located = RouteOutput<Routes['locatePoint']>

/** A place as a form keeps it: in WGS-84, with the name of the grid it lies in for the person to check. */
export interface NamedPoint {
  place: GivenPoint
  /** Empty when it cannot be told, which is no reason to stop. */
  placeName: string
}

/** What the server makes of a place; null while it cannot be asked. */
export function locate({ longitude, latitude, coordinateSystem }: GivenPoint): Promise<Located | null> {
  return api.locatePoint({ query: { longitude, latitude, coordinateSystem } }).catch(() => null)
}

/**
 * A place with its name, brought to WGS-84 by the server, which has the one conversion there is. Without an answer it stays in the system it
 * was given in: the report says which, and the server converts it then.
 */
export async function namedPoint(given: GivenPoint): Promise<NamedPoint> {
  const located = await locate(given)
  if (!located) return { place: given, placeName: '' }
  return { place: { ...located.point, coordinateSystem: 'wgs84' }, placeName: nameOf(located) }
}

/** Where a place lies, in words. */
export function nameOf({ ancestors, name }: Located): string {
  return areaNames(ancestors, name)
}
