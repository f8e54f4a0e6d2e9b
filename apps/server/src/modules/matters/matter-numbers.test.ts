import { expect, test } from 'vitest'
import { openTestDb } from '../../testing/test-city.ts'
import { formatNumber, numbersFrom } from './matter-numbers.ts'

const { db } = await openTestDb('empty_city')
const now = new Date('2026-03-18T02:00:00Z')

test('a number is the Chinese day and a running number', () => {
  expect(formatNumber(now, 42)).toBe('260318-000042')
  expect(formatNumber(new Date('2026-03-18T15:59:59Z'), 1)).toBe('260318-000001')
  expect(formatNumber(new Date('2026-03-18T16:00:00Z'), 1)).toBe('260319-000001')
  expect(formatNumber(now, 12_345_678)).toBe('260318-12345678')
})

test('several processes at once never give the same number', async () => {
  const processes = [numbersFrom(db), numbersFrom(db), numbersFrom(db)]
  const given = await Promise.all(processes.flatMap((process) => Array.from({ length: 200 }, () => process.next(now))))
  expect(new Set(given).size).toBe(600)
})
