import { gridDisk, latLngToCell } from 'h3-js'
import { expect, test } from 'vitest'
import { watchPlantedSpots, watchQuietPlaces } from '../../../../../measure/spot-trials.ts'
import { findHotSpots, type PlacedReport } from './hot-spots.ts'
import { chainOf, type Occurrence } from './repeats.ts'

const middle = latLngToCell(36.26, 120.03, 9)
const cells = gridDisk(middle, 6)
let number = 0
const report = (cell: string, day: number, categoryCode = 'E01'): PlacedReport => ({ id: `r${(number += 1)}`, cell, day, categoryCode })
/** Twelve weeks and two of which each cell has a report of a category every two weeks. */
const evenly = cells.flatMap((cell, index) => Array.from({ length: 7 }, (_, turn) => report(cell, (index % 14) + turn * 14)))
const look = (reports: PlacedReport[], firstDay = 0) => findHotSpots(reports, { day: 97, firstDay, falseAlarmsPerWeek: 1 })

test('reports that are spread as ever are no hot spot, those that gather are one', () => {
  expect(look(evenly)?.spots).toEqual([])
  const burst = Array.from({ length: 14 }, (_, turn) => report(gridDisk(middle, 1)[turn % 7] ?? middle, 97 - (turn % 5), 'E02'))
  const others = cells.map((cell, index) => report(cell, index % 84, 'E02'))
  const [spot, more] = look([...evenly, ...others, ...burst])?.spots ?? []
  expect(spot).toMatchObject({ categoryCode: 'E02', seen: 14 })
  expect(gridDisk(middle, 1)).toContain(spot?.cell)
  expect(spot?.matterIds.toSorted()).toEqual(burst.map(({ id }) => id).toSorted())
  expect(more, 'of overlapping zones one').toBeUndefined()
})

test('more everywhere is no hot spot', () => {
  const twice = evenly.filter((each) => each.day >= 84).map((each) => ({ ...each, id: `again-${each.id}` }))
  expect(look([...evenly, ...twice])?.spots).toEqual([])
})

test('with too little past nothing can be told', () => {
  expect(look(evenly, 70)).toBeNull()
})

test('in a quiet quarter fewer are found than the budget allows, and of a dozen more at a place most are found', () => {
  const { found, weeks } = watchQuietPlaces({ weeks: 6, seed: 3, falseAlarmsPerWeek: 1 })
  expect(found).toBeLessThanOrEqual(weeks)
  const { planted, delays } = watchPlantedSpots({ bursts: 6, extra: 18, seed: 4, falseAlarmsPerWeek: 1 })
  expect(delays.length).toBeGreaterThanOrEqual(planted / 2)
})

const at = (day: string) => new Date(`2026-${day}T02:00:00Z`)
const once = (id: string, reported: string, closed: string | null): Occurrence => ({
  id,
  reportedAt: at(reported),
  closedAt: closed === null ? null : at(closed),
})
const timesOf = (newest: Occurrence, earlier: Occurrence[]) => chainOf(newest, earlier).map(({ id }) => id)

test('what came back within ninety days after it was closed, twice, has been there three times', () => {
  const earlier = [once('a', '01-05', '01-20'), once('b', '03-01', '03-10')]
  expect(timesOf(once('c', '05-01', null), earlier)).toEqual(['a', 'b', 'c'])
})

test('what came back after more than ninety days begins anew', () => {
  expect(timesOf(once('c', '05-01', null), [once('a', '01-05', '01-20'), once('b', '01-25', '01-26')])).toEqual(['c'])
})

test('what was reported while it was open is not another time', () => {
  expect(timesOf(once('c', '03-01', null), [once('a', '02-01', '02-20'), once('b', '02-10', '02-21'), once('d', '02-05', null)])).toEqual([
    'b',
    'c',
  ])
})
