import { placeWithin } from './boundary-overlay.ts'
import type { AreaGeometry, Position } from './geometry.ts'

/**
 * Codes for new areas below a parent: its code and the next numbers after every one ever used there, as wide as those. A number
 * is not used again, so that old figures and new ones are never taken for one area.
 */
export function proposeCodes(parentCode: string, everUsed: readonly string[], count: number): string[] {
  const numbers = everUsed.flatMap((code) => {
    const number = code.startsWith(parentCode) ? code.slice(parentCode.length) : ''
    return /^\d{1,9}$/.test(number) ? [number] : []
  })
  const width = Math.max(...(numbers.length > 0 ? numbers.map((number) => number.length) : [3]))
  const last = Math.max(0, ...numbers.map(Number))
  return Array.from({ length: count }, (_, index) => `${parentCode}${String(last + 1 + index).padStart(width, '0')}`)
}

/**
 * Names for the parts of an area: where its name holds its number ("第5网格" of code …005), the parts' own numbers; otherwise its
 * name with the side each lies on, or counted.
 */
export function proposeNames(
  area: { code: string; name: string },
  parts: readonly { code: string; geometry: AreaGeometry | null }[],
): string[] {
  const own = /\d+$/.exec(area.name.replace(/\D+$/, ''))?.[0]
  const isNumbered = own !== undefined && area.code.endsWith(own.padStart(3, '0'))
  if (isNumbered) {
    const at = area.name.lastIndexOf(own)
    return parts.map(({ code }) => area.name.slice(0, at) + Number(code.slice(-3)) + area.name.slice(at + own.length))
  }
  const sides = sidesOf(parts.map(({ geometry }) => geometry && placeWithin(geometry)))
  return parts.map((_, index) => `${area.name}（${sides?.[index] ?? index + 1}）`)
}

function sidesOf(places: readonly (Position | null)[]): string[] | null {
  const [one, other] = places
  if (!one || !other || places.length !== 2) return null
  const east = one[0] - other[0]
  const north = one[1] - other[1]
  if (Math.abs(east) > Math.abs(north)) return east > 0 ? ['东', '西'] : ['西', '东']
  return north > 0 ? ['北', '南'] : ['南', '北']
}
