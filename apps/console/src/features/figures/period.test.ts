import { expect, test } from 'vitest'
import { daysOf, periodOf, steppedTo, trendUpTo, weekdayOf } from './period.ts'

test('a week begins on Monday, also when the day is a Sunday', () => {
  expect(periodOf('week', '2026-11-22')).toEqual({ from: '2026-11-16', to: '2026-11-22' })
  expect(weekdayOf('2026-11-22')).toBe(6)
})

test('a month and a year are whole, also in a leap year', () => {
  expect(periodOf('month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
  expect(periodOf('year', '2028-02-10')).toEqual({ from: '2028-01-01', to: '2028-12-31' })
})

test('one step goes to the next period, however long this one is', () => {
  expect(steppedTo('month', '2026-01-31', 1)).toBe('2026-02-01')
  expect(steppedTo('month', '2026-03-31', -1)).toBe('2026-02-01')
  expect(steppedTo('year', '2028-02-29', -1)).toBe('2027-01-01')
  expect(steppedTo('day', '2026-03-01', -1)).toBe('2026-02-28')
})

test('a trend ends with the period, in months for months and in days for weeks', () => {
  expect(trendUpTo('month', periodOf('month', '2026-11-22'), '2027-01-01')).toEqual({ from: '2025-11-01', to: '2026-11-30', by: 'month' })
  expect(trendUpTo('week', periodOf('week', '2026-11-22'), '2026-11-22')).toEqual({ from: '2026-10-19', to: '2026-11-22', by: 'day' })
  expect(daysOf({ from: '2026-02-27', to: '2026-03-01' })).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
})

test('a trend of what still runs does not go on into the future', () => {
  expect(trendUpTo('year', periodOf('year', '2026-11-22'), '2026-11-22')).toEqual({ from: '2025-11-01', to: '2026-11-30', by: 'month' })
  expect(trendUpTo('week', periodOf('week', '2026-11-22'), '2026-11-18').to).toBe('2026-11-18')
})
