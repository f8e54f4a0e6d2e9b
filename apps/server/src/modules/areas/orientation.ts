/**
 * Which side of the directed line from a to b a point is on: positive on the left, negative on the
 * right, 0 exactly on the line. The sign is always right for the given numbers, because the rule
 * "on a border the lower code wins" (domain.md §4) has no room for "nearly on the border".
 *
 * Units do not matter as long as all six are the same; all six must be finite.
 */
export function orientation(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  const left = (ax - x) * (by - y)
  const right = (ay - y) * (bx - x)
  const determinant = left - right
  // Shewchuk's bound: beyond it the rounding of six operations cannot have changed the sign.
  const bound = 3.3306690738754716e-16 * (Math.abs(left) + Math.abs(right))
  if (determinant > bound || -determinant > bound) return determinant
  return exactOrientation(ax, ay, bx, by, x, y)
}

/** The same in whole numbers: some microseconds instead of nanoseconds, and hardly ever needed. */
function exactOrientation(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  const originX = scaledInteger(x)
  const originY = scaledInteger(y)
  const determinant =
    (scaledInteger(ax) - originX) * (scaledInteger(by) - originY) - (scaledInteger(ay) - originY) * (scaledInteger(bx) - originX)
  if (determinant === 0n) return 0
  return determinant > 0n ? 1 : -1
}

const bitsOfDouble = new DataView(new ArrayBuffer(8))

/** A double times 2^1074, which is a whole number for every finite double (IEEE 754). */
function scaledInteger(value: number): bigint {
  bitsOfDouble.setFloat64(0, value)
  const bits = bitsOfDouble.getBigUint64(0)
  const exponent = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const magnitude = exponent === 0 ? fraction : (fraction | 0x10000000000000n) << BigInt(exponent - 1)
  return value < 0 ? -magnitude : magnitude
}
