import type { AlertExplanation, AlertKind } from '@linli/contract'
import { dateOf, dayAt } from './city-day.ts'
import type { Surge } from './city-surges.ts'
import { spotDays, spotPastDays, zoneAround } from './hot-spots.ts'
import type { FoundRepeat, FoundSpot } from './look-at-places.ts'
import { type Judgement, pastDays } from './surge.ts'

/** What a look has found, in the form it is kept in. */
export interface Found {
  kind: AlertKind
  areaId: string
  categoryCode: string
  cell: string
  /** Days of the city's calendar that were counted. */
  from: number
  to: number
  seen: number
  expected: number | null
  chance: number | null
  explanation: AlertExplanation
  matterIds: string[]
}

const nothing: AlertExplanation = { low: null, high: null, past: null, knowsSeason: false, weeks: [], times: [], cells: [] }

export function foundSurge(surge: Surge, knowsSeason: boolean): Found {
  const { areaId, categoryCode, from, to, seen, expected, chance } = surge
  return {
    kind: 'surge',
    areaId,
    categoryCode,
    cell: '',
    from,
    to,
    seen,
    expected,
    chance,
    explanation: {
      ...nothing,
      low: surge.low,
      high: surge.high,
      past: { from: dateOf(to - 14 - pastDays + 1), to: dateOf(to - 14) },
      knowsSeason,
      weeks: surge.weeks.map(weekOf),
    },
    matterIds: [],
  }
}

function weekOf({ from, to, seen, expected, low, high }: Judgement) {
  return { from: dateOf(from), to: dateOf(to), seen, expected: round(expected), low, high }
}

export function foundSpot(spot: FoundSpot, day: number): Found {
  const from = day - spotDays + 1
  return {
    kind: 'hot_spot',
    areaId: spot.areaId,
    categoryCode: spot.categoryCode,
    cell: spot.cell,
    from,
    to: day,
    seen: spot.seen,
    expected: spot.expected,
    chance: spot.chance,
    explanation: { ...nothing, past: { from: dateOf(from - spotPastDays), to: dateOf(from - 1) }, cells: zoneAround(spot.cell) },
    matterIds: spot.matterIds,
  }
}

export function foundRepeat({ areaId, categoryCode, cell, chain }: FoundRepeat): Found {
  const first = chain[0]?.reportedAt ?? new Date(0)
  const last = chain.at(-1)?.reportedAt ?? first
  return {
    kind: 'repeat',
    areaId,
    categoryCode,
    cell,
    from: dayAt(first),
    to: dayAt(last),
    seen: chain.length,
    expected: null,
    chance: null,
    explanation: {
      ...nothing,
      times: chain.map(({ reportedAt, closedAt }) => ({
        reported: dateOf(dayAt(reportedAt)),
        closed: closedAt && dateOf(dayAt(closedAt)),
      })),
      cells: [cell],
    },
    matterIds: chain.map(({ id }) => id),
  }
}

function round(number: number): number {
  return Math.round(number * 10) / 10
}
