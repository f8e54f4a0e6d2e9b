import { afterEach, expect, test } from 'vitest'
import { instantInCity, wallClock } from './city-time.ts'
import { setTimeZone } from './format-date.ts'

afterEach(() => setTimeZone('Asia/Shanghai'))

test('what is typed is the wall clock of the city, wherever the browser is', () => {
  expect(instantInCity('2026-12-01T09:00')).toBe('2026-12-01T01:00:00.000Z')
  expect(instantInCity('2026-12-01')).toBe('2026-12-01T10:00:00.000Z')
  expect(wallClock('2026-12-01T01:00:00.000Z')).toBe('2026-12-01T09:00')
})

test('in a city with summer time both sides of the change are right', () => {
  setTimeZone('Europe/Berlin')
  expect(instantInCity('2026-03-29T01:30')).toBe('2026-03-29T00:30:00.000Z')
  expect(instantInCity('2026-03-29T03:30')).toBe('2026-03-29T01:30:00.000Z')
})

test('what is not a time is no instant', () => {
  expect(instantInCity('')).toBeNull()
})
