import { expect, test } from 'vitest'
import { isPossible, isWholeMonths, periodBefore } from './period.ts'

const march = { from: '2026-03-01', to: '2026-03-31' }

test('whole months are held against as many whole months', () => {
  expect(isWholeMonths(march)).toBe(true)
  expect(periodBefore(march, 'previous')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(periodBefore({ from: '2026-01-01', to: '2026-03-31' }, 'previous')).toEqual({ from: '2025-10-01', to: '2025-12-31' })
})

test('other days are held against as many days', () => {
  const week = { from: '2026-03-02', to: '2026-03-08' }
  expect(isWholeMonths(week)).toBe(false)
  expect(periodBefore(week, 'previous')).toEqual({ from: '2026-02-23', to: '2026-03-01' })
})

test('a year before means the same days, a leap day the one before it, and February all of it', () => {
  expect(periodBefore({ from: '2028-02-10', to: '2028-02-29' }, 'year_before')).toEqual({ from: '2027-02-10', to: '2027-02-28' })
  expect(periodBefore({ from: '2029-02-01', to: '2029-02-28' }, 'year_before')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
})

test('days before 1900 and after 2200 are refused, and with the first and last of them it can be calculated', () => {
  for (const day of ['0000-01-01', '0001-06-15', '1899-12-31', '2201-01-01', '9999-12-31'])
    expect([day, isPossible({ from: day, to: day })]).toEqual([day, false])
  for (const day of ['1900-01-01', '2200-12-31']) {
    expect([day, isPossible({ from: day, to: day })]).toEqual([day, true])
    expect(periodBefore({ from: day, to: day }, 'previous').from).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(isWholeMonths({ from: day, to: day })).toBe(false)
  }
})

test('days in the wrong order, days that are none and centuries are refused', () => {
  expect(isPossible({ from: '2026-03-02', to: '2026-03-01' })).toBe(false)
  expect(isPossible({ from: '1900-01-01', to: '2026-03-01' })).toBe(false)
  expect(isPossible({ from: '2026-02-31', to: 'never' })).toBe(false)
  expect(isPossible({ from: '2026-03-01', to: '2026-03-01' })).toBe(true)
})
