import { expect, test } from 'vitest'
import { distanceM, formatDistance } from './distance.ts'

test('a hundredth of a degree to the north is some 1,112 m', () => {
  const metres = distanceM({ longitude: 120, latitude: 36.28 }, { longitude: 120, latitude: 36.29 })
  expect(Math.round(metres)).toBe(1112)
})

test('to the east it is less, by the cosine of the latitude', () => {
  const metres = distanceM({ longitude: 120, latitude: 60 }, { longitude: 120.01, latitude: 60 })
  expect(Math.round(metres)).toBe(556)
})

test('a distance is told no finer than a phone knows it', () => {
  expect([0, 4, 37, 994, 995, 1249, 9949, 12_345].map((metres) => formatDistance(metres, 'zh'))).toEqual([
    '10 米',
    '10 米',
    '40 米',
    '990 米',
    '1.0 公里',
    '1.2 公里',
    '9.9 公里',
    '12 公里',
  ])
  expect(formatDistance(350, 'en')).toBe('350 m')
})
