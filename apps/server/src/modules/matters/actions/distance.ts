import type { GivenPoint } from '@linli/contract'
import { distanceBetween, toWgs84Point } from '../../areas/index.ts'

/** Metres between where somebody stood and the matter's place; null when either is unknown. */
export function distanceFromPlace(
  matter: { longitude: number | null; latitude: number | null },
  stood: GivenPoint | undefined,
): number | null {
  if (!stood || matter.longitude === null || matter.latitude === null) return null
  return Math.round(distanceBetween(toWgs84Point(stood), { longitude: matter.longitude, latitude: matter.latitude }))
}
