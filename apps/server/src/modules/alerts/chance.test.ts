import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chanceOf, quantileOf } from './chance.ts'

test('the chance of three or more where one is expected is that of the books', () => {
  expect(chanceOf(3, { mean: 1, variance: 1 })).toBeCloseTo(1 - 2.5 / Math.E, 10)
  // Negative binomial of size 1: each further one is half as likely.
  expect(chanceOf(3, { mean: 1, variance: 2 })).toBeCloseTo(1 / 8, 10)
})

test('very unlikely counts are told apart rather than being nought', () => {
  const [sixty, seventy] = [chanceOf(60, { mean: 5, variance: 6 }), chanceOf(70, { mean: 5, variance: 6 })]
  expect(seventy).toBeGreaterThan(0)
  expect(seventy).toBeLessThan(sixty)
})

test('more is never likelier than less', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 40, noNaN: true }),
      fc.double({ min: 1, max: 6, noNaN: true }),
      fc.nat(60),
      (mean, times, seen) => {
        const usual = { mean, variance: mean * times }
        const chance = chanceOf(seen, usual)
        expect(chance).toBeGreaterThanOrEqual(0)
        expect(chance).toBeLessThanOrEqual(1)
        expect(chanceOf(seen + 1, usual)).toBeLessThanOrEqual(chance + 1e-9)
      },
    ),
  )
})

test('a quantile is the smallest count that is not exceeded so often', () => {
  const usual = { mean: 4, variance: 7 }
  const high = quantileOf(0.975, usual)
  expect(chanceOf(high + 1, usual)).toBeLessThanOrEqual(0.025)
  expect(chanceOf(high, usual)).toBeGreaterThan(0.025)
})
