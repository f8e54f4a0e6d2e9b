import { describe, expect, test } from 'vitest'
import { type AreaGeometry, boundsOf, distanceMetres, isInside, type Position, toWgs84 } from './geometry.ts'

const ring: Position[] = [
  [120, 36],
  [120.02, 36],
  [120.02, 36.02],
  [120, 36.02],
  [120, 36],
]
const hole: Position[] = [
  [120.005, 36.005],
  [120.005, 36.015],
  [120.015, 36.015],
  [120.015, 36.005],
  [120.005, 36.005],
]
const square: AreaGeometry = { type: 'Polygon', coordinates: [ring] }
const frame: AreaGeometry = { type: 'Polygon', coordinates: [ring, hole] }
const twoSquares: AreaGeometry = { type: 'MultiPolygon', coordinates: [[ring], [ring.map(([x, y]): Position => [x + 1, y + 1])]] }

describe('the bounds of a boundary', () => {
  test('cover every part of it', () => {
    expect(boundsOf(twoSquares)).toEqual([120, 36, 121.02, 37.02])
  })

  test('are null when it has no position', () => {
    expect(boundsOf({ type: 'MultiPolygon', coordinates: [] })).toBeNull()
  })
})

describe('a point', () => {
  test('is inside a square but not inside the hole of a frame', () => {
    expect(isInside([120.01, 36.01], square)).toBe(true)
    expect(isInside([120.01, 36.01], frame)).toBe(false)
  })

  test('on an edge, on a corner or on the edge of a hole is inside', () => {
    for (const point of [
      [120.01, 36],
      [120.02, 36.02],
      [120, 36.01],
      [120.005, 36.01],
      [120.005, 36.005],
    ] satisfies Position[]) {
      expect(isInside(point, frame)).toBe(true)
    }
  })

  test('beside an edge that is not straight up or across is told from one exactly on it', () => {
    const triangle: AreaGeometry = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [3, 1],
          [0, 1],
          [0, 0],
        ],
      ],
    }
    expect(isInside([1.5, 0.5], triangle)).toBe(true)
    expect(isInside([1.5, 0.5 - 2 ** -53], triangle)).toBe(false)
    expect(isInside([1.5, 0.5 + 2 ** -53], triangle)).toBe(true)
  })

  test('is inside either part of a boundary of two parts, and not between them', () => {
    expect(isInside([121.01, 37.01], twoSquares)).toBe(true)
    expect(isInside([120.5, 36.5], twoSquares)).toBe(false)
  })
})

describe('the distance to an area', () => {
  test('is 0 inside and on the border', () => {
    expect(distanceMetres([120.01, 36.01], square)).toBe(0)
    expect(distanceMetres([120, 36.01], square)).toBe(0)
  })

  test('is in metres, where a degree of longitude is shorter than one of latitude', () => {
    expect(distanceMetres([120.01, 36.03], square)).toBeCloseTo(1111.95, 1)
    expect(distanceMetres([120.03, 36.01], square)).toBeCloseTo(899.48, 1)
  })

  test('is measured to the edge of the hole from within it', () => {
    expect(distanceMetres([120.01, 36.006], frame)).toBeCloseTo(111.19, 1)
  })

  test('is infinite when there is no boundary to measure to', () => {
    expect(distanceMetres([120, 36], { type: 'MultiPolygon', coordinates: [] })).toBe(Infinity)
  })
})

describe('conversion to WGS-84', () => {
  test('moves a GCJ-02 point in Qingdao by about 450 m to the west and 100 m to the south', () => {
    const [longitude, latitude] = toWgs84([120.38, 36.07], 'gcj02')
    expect((120.38 - longitude) * 89_900).toBeGreaterThan(400)
    expect((120.38 - longitude) * 89_900).toBeLessThan(520)
    expect((36.07 - latitude) * 111_195).toBeGreaterThan(0)
    expect((36.07 - latitude) * 111_195).toBeLessThan(250)
  })

  test('keeps WGS-84 and CGCS2000 as they are', () => {
    expect(toWgs84([120.38, 36.07], 'wgs84')).toEqual([120.38, 36.07])
    expect(toWgs84([120.38, 36.07], 'cgcs2000')).toEqual([120.38, 36.07])
  })

  test('leaves GCJ-02 outside China alone, because nothing is shifted there', () => {
    expect(toWgs84([2.35, 48.86], 'gcj02')).toEqual([2.35, 48.86])
  })

  test('converts every position of a boundary and leaves the input as it was', () => {
    const converted = toWgs84(frame, 'gcj02')
    expect(converted.coordinates.map((each) => each.length)).toEqual([5, 5])
    expect(converted.coordinates[0]![0]).toEqual(toWgs84([120, 36], 'gcj02'))
    expect(ring[0]).toEqual([120, 36])
  })
})
