import { describe, expect, test } from 'vitest'
import { openTestDb } from '../../testing/test-city.ts'
import { categorySeed } from '../categories/category-seed.ts'
import { defaultLimits } from './default-limits.ts'
import { type LimitCase, type LimitRule, mostSpecific } from './limits.ts'
import { isNeeded, readLimits } from './limits.store.ts'

const limitCase = (given: Partial<LimitCase> = {}): LimitCase => ({
  clock: 'handle',
  categoryCode: 'E02-01',
  severity: 'ordinary',
  areaClass: 'core',
  ...given,
})
const rule = (given: Partial<LimitRule>): LimitRule => ({
  clock: 'handle',
  categoryCode: null,
  severity: null,
  areaClass: null,
  amount: 1,
  unit: 'days',
  ...given,
})
const keyOf = (limit: LimitRule) => JSON.stringify([limit.clock, limit.severity, limit.categoryCode, limit.areaClass])

describe('of several limits', () => {
  test('the most specific wins: category before severity before area class', () => {
    const general = rule({ amount: 1 })
    const village = rule({ amount: 2, areaClass: 'core' })
    const severe = rule({ amount: 3, severity: 'ordinary' })
    const both = rule({ amount: 4, severity: 'ordinary', areaClass: 'core' })
    const category = rule({ amount: 5, categoryCode: 'E02-01' })
    const whole = rule({ amount: 6, categoryCode: 'E02-01', severity: 'ordinary', areaClass: 'core' })
    const inOrder = [general, village, severe, both, category, whole]
    for (const [index, expected] of inOrder.entries()) {
      const known = inOrder.slice(0, index + 1)
      expect(mostSpecific(known, limitCase())).toBe(expected)
      expect(mostSpecific(known.toReversed(), limitCase())).toBe(expected)
    }
  })

  test('those of another category, severity, area class or clock do not count', () => {
    const general = rule({ amount: 1 })
    const others = [
      rule({ categoryCode: 'C01-02' }),
      rule({ severity: 'urgent' }),
      rule({ areaClass: 'village' }),
      rule({ clock: 'verify' }),
      rule({ categoryCode: 'E02-01', severity: 'urgent' }),
    ]
    expect(mostSpecific([...others, general], limitCase())).toBe(general)
    expect(mostSpecific(others, limitCase())).toBeNull()
  })
})

describe('the limits a city starts with', () => {
  test('are in a new city’s table, beside those of its kinds of matter', async () => {
    const { db } = await openTestDb('empty_city')
    const whole = (limit: LimitRule) => `${keyOf(limit)} ${limit.amount} ${limit.unit}`
    expect((await readLimits(db.read)).map(whole)).toEqual(expect.arrayContaining(defaultLimits.map(whole)))
  })

  test('say nothing twice', () => {
    expect(new Set(defaultLimits.map(keyOf)).size).toBe(defaultLimits.length)
  })

  test('name only categories a city starts with', () => {
    const codes = new Set(categorySeed.map((category) => category.code))
    expect(defaultLimits.filter((limit) => limit.categoryCode !== null && !codes.has(limit.categoryCode))).toEqual([])
  })

  test('give single categories what cities give them (categories.md)', () => {
    const named = (nameZh: string, clock: string, severity: LimitCase['severity']) => {
      const categoryCode = categorySeed.find((category) => category.nameZh === nameZh)?.code ?? 'unknown'
      const found = mostSpecific(defaultLimits, limitCase({ clock, categoryCode, severity }))
      return `${found?.amount} ${found?.unit}`
    }
    expect(named('雨水井盖', 'arrive', 'urgent')).toBe('30 minutes')
    expect(named('雨水井盖', 'handle', 'urgent')).toBe('6 hours')
    expect(named('雨水井盖', 'handle', 'ordinary')).toBe('3 working_days')
    expect(named('自来水管破裂', 'handle', 'urgent')).toBe('4 hours')
    expect(named('下水道堵塞', 'handle', 'ordinary')).toBe('4 working_hours')
    expect(named('道路积水', 'handle', 'ordinary')).toBe('4 working_hours')
    expect(named('暴露垃圾', 'handle', 'ordinary')).toBe('4 working_hours')
    expect(named('道路不洁', 'handle', 'ordinary')).toBe('2 working_hours')
    expect(named('绿地', 'handle', 'ordinary')).toBe('5 working_days')
    expect(named('道路破损', 'handle', 'complex')).toBe('7 days')
    expect(named('私搭乱建', 'arrive', 'complex')).toBe('4 working_hours')
    expect(named('私搭乱建', 'handle', 'ordinary')).toBe('7 working_days')
    expect(named('私搭乱建', 'handle', 'complex')).toBe('20 working_days')
    expect(named('消防设施', 'handle', 'urgent')).toBe('1 days')
  })
})

describe('a limit', () => {
  const stored = (given: Partial<LimitRule>, id: string) => ({
    ...rule(given),
    id,
    areaClass: null,
    version: 1,
    changedAt: null,
    changedBy: null,
  })

  test('is needed while some matters would have none without it', () => {
    const general = stored({}, 'general')
    const urgent = stored({ severity: 'urgent' }, 'urgent')
    const category = stored({ categoryCode: 'E02-01' }, 'category')
    expect(isNeeded([general, urgent, category], general)).toBe(true)
    expect(isNeeded([general, urgent, category], urgent)).toBe(false)
    expect(isNeeded([general, urgent, category], category)).toBe(false)
    expect(isNeeded([urgent, category], urgent)).toBe(true)
    expect(isNeeded([category], category)).toBe(false)
  })
})
