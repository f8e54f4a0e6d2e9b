import { expect, test } from 'vitest'
import { watchBursts, watchQuietYears } from '../../../../../measure/surge-trials.ts'
import { findSurges, type Surge, type WatchedArea } from './city-surges.ts'
import { isOut, judgeSeries, leastSeen } from './surge.ts'
import { type Days, type DayKind, learnDayKinds, learnUsual, type Usual } from './usual.ts'

const plain: Usual = { factorOf: () => 1, seasonError: 0, knowsSeason: false, scatter: 0.1 }
const weekday = (day: number): DayKind => ((day + 4) % 7) as DayKind
/** Two a day until the last day, on which there are `last`. */
const series = (last: number, days = 70): Days => ({ first: 0, counts: [...Array.from({ length: days - 1 }, () => 2), last] })
const judged = (days: Days, usual = plain) => judgeSeries(days, usual, { day: days.first + days.counts.length - 1, cityRate: 2 })

test('what is as usual is as likely as not, and what is five times as much is not', () => {
  const [usual] = judged(series(2)) ?? []
  const [much] = judged(series(14)) ?? []
  expect(usual?.expected).toBeCloseTo(2, 1)
  expect(usual?.chance).toBeGreaterThan(0.3)
  expect(much).toMatchObject({ seen: 14, from: 69, to: 69 })
  expect(much?.chance).toBeLessThan(1e-5)
})

test('where there are less than four weeks of past nothing can be told', () => {
  expect(judged(series(40, 41))).toBeNull()
  expect(judged(series(40, 42))).not.toBeNull()
})

test('a surge of the past hides the next one hardly', () => {
  const counts = series(14).counts.map((count, day) => (day === 20 ? 60 : count))
  const [much] = judged({ first: 0, counts }) ?? []
  expect(much?.expected).toBeLessThan(2.3)
  expect(much?.chance).toBeLessThan(1e-5)
})

test('few reports are no alert, however unlikely', () => {
  const nothing: Days = { first: 0, counts: [...Array.from({ length: 69 }, () => 0), leastSeen - 1] }
  const [few] = judgeSeries(nothing, plain, { day: 69, cityRate: 0.001 }) ?? []
  expect(few?.chance).toBeLessThan(1e-6)
  expect(few && isOut(few, 1e-3)).toBe(false)
})

test('a weekday and a season that are learned are expected and no surge', () => {
  const days = 800
  const rise = (day: number) => 1 + 0.6 * Math.sin((2 * Math.PI * day) / 364)
  const counts = Array.from({ length: days }, (_, day) => Math.round(20 * rise(day) * (weekday(day) === 1 ? 2 : 1)))
  const city: Days = { first: 0, counts: counts.slice(0, days - 7) }
  const usual = learnUsual(city, [city], { kindOf: weekday, general: learnDayKinds(city, weekday) })
  expect(usual.knowsSeason).toBe(true)
  const monday = days - 1 - ((days - 1 + 4 - 1) % 7)
  const [seen] = judgeSeries({ first: 0, counts }, usual, { day: monday, cityRate: 20 }) ?? []
  expect(Math.abs((seen?.seen ?? 0) - (seen?.expected ?? 0))).toBeLessThan(0.12 * (seen?.seen ?? 0))
})

const areas: WatchedArea[] = [
  { id: 'city', parentId: null },
  { id: 'east', parentId: 'city' },
  { id: 'west', parentId: 'city' },
]
const named = (east: number, west: number): string[] => {
  const byArea = new Map([
    ['city', { first: 0, counts: series(0).counts.map((count, day) => (day === 69 ? east + west : count * 2)) }],
    ['east', series(east)],
    ['west', series(west)],
  ])
  return findSurges(areas, [{ code: 'E01', usual: plain, byArea }], { day: 69, threshold: 1e-3 }).map((surge: Surge) => surge.areaId)
}

test('a surge is named where most of it lies', () => {
  expect(named(20, 2)).toEqual(['east'])
  expect(named(20, 19)).toEqual(['east', 'west'])
  expect(named(2, 2)).toEqual([])
})

test('in a quiet year of a made-up city less is found than the budget allows', () => {
  const { alerts, weeks } = watchQuietYears({ years: 1, pastDays: 500, seed: 11, falseAlarmsPerWeek: 1 })
  expect(alerts).toBeLessThanOrEqual(weeks)
})

test('of bursts of two dozen where few are usual nearly all are found within the week', () => {
  const { planted, delays } = watchBursts({ bursts: 10, seed: 5, falseAlarmsPerWeek: 1, extra: 24, over: 7, usualInWeek: [1, 5] })
  expect(delays.length).toBeGreaterThanOrEqual(planted * 0.9)
  expect(delays.every((days) => days <= 7)).toBe(true)
})
