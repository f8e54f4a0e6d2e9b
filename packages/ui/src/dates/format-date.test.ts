import { describe, expect, test } from 'vitest'
import { formatDate, formatDue } from './format-date.ts'

const now = new Date('2026-11-22T04:00:00Z') // Sunday noon in Shanghai

describe('a date as people say it', () => {
  test('today, tomorrow and yesterday are said so, in the time of the city', () => {
    expect(formatDue('2026-11-22T09:30:00Z', 'zh', now).text).toBe('今天 17:30')
    expect(formatDue('2026-11-22T16:00:00Z', 'zh', now).text).toBe('明天 00:00')
    expect(formatDate('2026-11-21T01:05:00Z', 'en', now).text).toBe('yesterday 09:05')
  })

  test('another day has its weekday, and its time only when it is not a due date', () => {
    expect(formatDue('2026-11-25T09:30:00Z', 'zh', now).text).toBe('11月25日周三')
    expect(formatDate('2026-11-25T09:30:00Z', 'zh', now).text).toBe('11月25日周三 17:30')
    expect(formatDue('2026-11-25T09:30:00Z', 'en', now).text).toBe('Wed 25 Nov')
  })

  test('another year is named, and the exact date is always there', () => {
    expect(formatDue('2027-01-05T09:30:00Z', 'zh', now).text).toBe('2027年1月5日周二')
    expect(formatDue('2027-01-05T09:30:00Z', 'zh', now).exact).toBe('2027/01/05周二 17:30:00')
  })
})
