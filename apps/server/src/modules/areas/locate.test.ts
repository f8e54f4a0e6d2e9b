import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AreaGeometry, distanceMetres, isInside, type Position } from './geometry.ts'
import { buildLocator, type LocatableArea } from './locate.ts'

function box(west: number, south: number, east: number, north: number): Position[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
}

function area(code: string, geometry: AreaGeometry): LocatableArea {
  return { id: `id-${code}`, code, geometry }
}

const polygon = (...rings: Position[][]): AreaGeometry => ({ type: 'Polygon', coordinates: rings })
const inside = (code: string) => ({ areaId: `id-${code}`, how: 'inside', distanceMetres: 0 })

describe('a point inside one boundary', () => {
  const locator = buildLocator([area('a', polygon(box(120, 36, 121, 37))), area('b', polygon(box(121, 36, 122, 37)))])

  test('is in that area', () => {
    expect(locator.locate(120.5, 36.5)).toEqual(inside('a'))
    expect(locator.locate(121.5, 36.5)).toEqual(inside('b'))
  })

  test('that is not a number is an error of the caller', () => {
    expect(() => locator.locate(Number.NaN, 36)).toThrow(RangeError)
    expect(() => locator.locate(120, Infinity)).toThrow(RangeError)
  })
})

describe('a point on a border', () => {
  const quarters = [
    area('4', polygon(box(120, 36, 121, 37))),
    area('3', polygon(box(121, 36, 122, 37))),
    area('2', polygon(box(120, 37, 121, 38))),
    area('1', polygon(box(121, 37, 122, 38))),
  ]

  test('is in the area with the lower code, in whatever order the areas come', () => {
    for (const areas of [quarters, quarters.toReversed()]) {
      const locator = buildLocator(areas)
      expect(locator.locate(121, 36.5)).toEqual(inside('3'))
      expect(locator.locate(120.5, 37)).toEqual(inside('2'))
      expect(locator.locate(121, 37)).toEqual(inside('1'))
    }
  })

  test('at the outer edge is inside', () => {
    const locator = buildLocator(quarters)
    expect(locator.locate(120, 36)).toEqual(inside('4'))
    expect(locator.locate(122, 37.5)).toEqual(inside('1'))
    expect(locator.locate(121.5, 38)).toEqual(inside('1'))
  })

  test('that is slanted is on it exactly or on one side', () => {
    const locator = buildLocator([
      area(
        '1',
        polygon([
          [0, 0],
          [3, 0],
          [3, 1],
          [0, 0],
        ]),
      ),
      area(
        '2',
        polygon([
          [0, 0],
          [3, 1],
          [0, 1],
          [0, 0],
        ]),
      ),
    ])
    expect(locator.locate(1.5, 0.5)).toEqual(inside('1'))
    expect(locator.locate(1.5, 0.5 + 2 ** -53)).toEqual(inside('2'))
  })

  test('compares codes character by character, so a shorter code comes before what it begins', () => {
    const both = polygon(box(120, 36, 121, 37))
    expect(buildLocator([area('370202001', both), area('370202', both)]).locate(120.5, 36.5)).toEqual(inside('370202'))
  })
})

describe('a hole', () => {
  const frame = area('2', polygon(box(120, 36, 121, 37), box(120.4, 36.4, 120.6, 36.6)))
  const enclave = area('1', polygon(box(120.4, 36.4, 120.6, 36.6)))
  const smaller = area('3', polygon(box(120.4, 36.4, 120.6, 36.6)))

  test('belongs to the area that fills it', () => {
    const locator = buildLocator([frame, enclave])
    expect(locator.locate(120.5, 36.5)).toEqual(inside('1'))
    expect(locator.locate(120.2, 36.5)).toEqual(inside('2'))
  })

  test('shares its border with the area that fills it', () => {
    expect(buildLocator([frame, enclave]).locate(120.4, 36.5)).toEqual(inside('1'))
    expect(buildLocator([frame, smaller]).locate(120.4, 36.5)).toEqual(inside('2'))
  })

  test('that nobody fills is outside, and the frame is the nearest', () => {
    const found = buildLocator([frame]).locate(120.41, 36.5)
    expect(found).toMatchObject({ areaId: 'id-2', how: 'nearest' })
    expect(found!.distanceMetres).toBeCloseTo(893.9, 0)
  })
})

describe('an area of several parts', () => {
  const islands: AreaGeometry = {
    type: 'MultiPolygon',
    coordinates: [[box(120, 36, 120.1, 36.1)], [box(121, 37, 121.1, 37.1), box(121.04, 37.04, 121.06, 37.06)]],
  }
  const locator = buildLocator([area('islands', islands), area('between', polygon(box(120.4, 36.4, 120.6, 36.6)))])

  test('is found in each part', () => {
    expect(locator.locate(120.05, 36.05)).toEqual(inside('islands'))
    expect(locator.locate(121.02, 37.05)).toEqual(inside('islands'))
  })

  test('is not found in the hole of a part, nor between parts', () => {
    expect(locator.locate(121.05, 37.05)).toMatchObject({ how: 'nearest' })
    expect(locator.locate(120.5, 36.5)).toEqual(inside('between'))
  })
})

describe('a point outside every boundary', () => {
  const areas = [area('2', polygon(box(120, 36, 120.1, 36.1))), area('1', polygon(box(120.2, 36, 120.3, 36.1)))]
  const locator = buildLocator(areas)

  test('is in the nearest area, marked, with the distance in metres', () => {
    const found = locator.locate(120.11, 36.05)
    expect(found).toMatchObject({ areaId: 'id-2', how: 'nearest' })
    expect(found!.distanceMetres).toBeCloseTo(899.1, 0)
  })

  test('far away is in the nearest area too', () => {
    expect(locator.locate(0, 0)).toMatchObject({ areaId: 'id-2', how: 'nearest' })
    expect(locator.locate(135, 50)).toMatchObject({ areaId: 'id-1', how: 'nearest' })
  })

  test('as near to two areas is in the one with the lower code', () => {
    const twins = [area('2', polygon(box(-2, 36, -1, 37))), area('1', polygon(box(1, 36, 2, 37)))]
    expect(buildLocator(twins).locate(0, 36.5)).toMatchObject({ areaId: 'id-1', how: 'nearest' })
  })
})

describe('without an area to find', () => {
  test('nothing is found', () => {
    expect(buildLocator([]).locate(120, 36)).toBeNull()
    expect(buildLocator([area('1', { type: 'MultiPolygon', coordinates: [] })]).locate(120, 36)).toBeNull()
  })

  test('areas without a position are passed over', () => {
    const empty = area('1', { type: 'MultiPolygon', coordinates: [] })
    expect(buildLocator([empty, area('2', polygon(box(120, 36, 121, 37)))]).locate(120.5, 36.5)).toEqual(inside('2'))
  })
})

describe('any areas and any point', () => {
  const coordinate = fc.integer({ min: 0, max: 24 }).map((eighths) => eighths / 8)
  const corner = fc.tuple(coordinate, coordinate)
  const triangle = fc.tuple(corner, corner, corner).filter(([a, b, c]) => (b[0] - a[0]) * (c[1] - a[1]) !== (b[1] - a[1]) * (c[0] - a[0]))
  const part = triangle.map(([a, b, c]): Position[][] => [[a, b, c, a]])
  // Two parts never overlap here: the second is moved to where the first cannot reach.
  const geometry = fc.oneof(
    part.map((coordinates): AreaGeometry => ({ type: 'Polygon', coordinates })),
    fc.tuple(part, part).map(([first, second]): AreaGeometry => ({
      type: 'MultiPolygon',
      coordinates: [first, second.map((each) => each.map(([x, y]): Position => [x + 4, y]))],
    })),
  )
  const areasOf = fc
    .array(geometry, { minLength: 1, maxLength: 12 })
    .map((list) => list.map((each, place) => area(String.fromCharCode(97 + place), each)))
  const point = fc.oneof(corner, fc.tuple(fc.double({ min: -1, max: 9, noNaN: true }), fc.double({ min: -1, max: 4, noNaN: true })))

  test('agree with asking every area in order of code', () => {
    fc.assert(
      fc.property(areasOf, fc.array(point, { minLength: 1, maxLength: 20 }), (areas, points) => {
        const locator = buildLocator(areas)
        for (const [longitude, latitude] of points) {
          const found = locator.locate(longitude, latitude)!
          const containing = areas.find((each) => isInside([longitude, latitude], each.geometry))
          if (containing) {
            expect(found).toEqual({ areaId: containing.id, how: 'inside', distanceMetres: 0 })
            continue
          }
          const distances = areas.map((each) => distanceMetres([longitude, latitude], each.geometry))
          const shortest = Math.min(...distances)
          expect(found.how).toBe('nearest')
          expect(found.areaId).toBe(areas[distances.findIndex((distance) => distance <= shortest + 0.001)]!.id)
          expect(found.distanceMetres).toBeCloseTo(shortest, 2)
        }
      }),
      { numRuns: 150 },
    )
  })
})
