import type { Locale, Point } from '@linli/contract'

const earthRadiusM = 6_371_009

/** Metres between two places in WGS-84, along the great circle. */
export function distanceM(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const north = Math.sin(radians(b.latitude - a.latitude) / 2)
  const east = Math.sin(radians(b.longitude - a.longitude) / 2)
  const share = north ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east ** 2
  return 2 * earthRadiusM * Math.asin(Math.sqrt(share))
}

/** A distance as people say it: 40 米, 350 米, 1.2 公里. A phone knows its place to some 10 m, so nothing finer is said. */
export function formatDistance(metres: number, language: Locale): string {
  const units = language === 'zh' ? { m: ' 米', km: ' 公里' } : { m: ' m', km: ' km' }
  if (metres < 995) return `${Math.max(10, Math.round(metres / 10) * 10)}${units.m}`
  return `${(metres / 1000).toFixed(metres < 9950 ? 1 : 0)}${units.km}`
}
