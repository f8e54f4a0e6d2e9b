import { expect, test } from 'vitest'
import { sameWeekdays, usualFrom, usualOf } from './usual.ts'

test('a Sunday is held against the eight Sundays before it', () => {
  expect(sameWeekdays('2026-11-22').slice(0, 2)).toEqual(['2026-11-15', '2026-11-08'])
  expect(usualFrom('2026-11-22')).toBe('2026-09-27')
})

test('usual is the middle, so that one storm does not make all later days look quiet', () => {
  const counts = new Map(sameWeekdays('2026-11-22').map((day, at) => [day, at === 0 ? 400 : 10 + at]))
  expect(usualOf('2026-11-22', counts)).toBe(14.5)
})

test('days without a matter count as nought, and nothing at all is not usual', () => {
  expect(usualOf('2026-11-22', new Map([['2026-11-15', 8]]))).toBe(0)
  expect(usualOf('2026-11-22', new Map())).toBeNull()
})
