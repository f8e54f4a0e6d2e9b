import type { Alert, AlertDetail, AlertKind, AlertLook, AlertState, MatterRow } from '@linli/contract'
import { cellToBoundary } from 'h3-js'
import type { AreaTree } from '../areas/index.ts'
import type { AlertRow } from './alerts.queries.ts'
import { explanationOf } from './alerts.queries.ts'
import { dayAt, dayOfDate } from './city-day.ts'

/** So much more than expected, or so often back, cannot wait. */
const redRatio = 3
const redTimes = 5
/** A surge is looked for every hour and a spot every night: not found for longer than this it is over. What came back may come back again. */
const overAfterDays: Record<AlertKind, number> = { surge: 1, hot_spot: 2, repeat: 90 }

export function presentAlert(row: AlertRow, tree: AreaTree, now: Date): Alert {
  const area = tree.get(row.area_id)
  const kind = row.kind as AlertKind
  const goesOn = dayAt(now) - dayOfDate(row.last_found) <= overAfterDays[kind]
  const isRed = row.expected === null ? row.seen >= redTimes : row.seen >= redRatio * row.expected
  return {
    id: row.id,
    kind,
    area: { id: row.area_id, name: area?.name ?? '', level: area?.level ?? '' },
    categoryCode: row.category_code,
    state: row.state as AlertState,
    light: !goesOn ? 'green' : isRed ? 'red' : 'yellow',
    since: row.since,
    lastFound: row.last_found,
    goesOn,
    countedFrom: row.counted_from,
    countedTo: row.counted_to,
    seen: row.seen,
    expected: row.expected === null ? null : Math.round(row.expected * 10) / 10,
    foundAt: row.found_at.toISOString(),
  }
}

/** With what an explanation is made of. Who settled it is in nobody's answer: an alert is about a place. */
export function presentDetail(
  alert: Alert,
  row: AlertRow,
  behind: { matters: MatterRow[]; count: number; outcomeNumber: string | null; abilities: AlertDetail['abilities'] },
): AlertDetail {
  const explanation = explanationOf(row)
  const as = row.state === 'set_aside' ? 'set_aside' : (row.taken_as as 'task' | 'supervision' | null)
  return {
    ...alert,
    explanation,
    chance: row.chance,
    outlines: explanation.cells.map((cell) => cellToBoundary(cell).map(([latitude, longitude]) => ({ longitude, latitude }))),
    matters: behind.matters,
    matterCount: behind.count,
    outcome:
      as === null || row.settled_at === null
        ? null
        : {
            as,
            matter:
              row.taken_matter_id === null || behind.outcomeNumber === null
                ? null
                : { id: row.taken_matter_id, number: behind.outcomeNumber },
            reason: row.set_aside_reason,
            at: row.settled_at.toISOString(),
          },
    abilities: behind.abilities,
  }
}

export function presentLook(row: { kind: string; at: Date; past_days: number; is_enough: boolean; knows_season: boolean }): AlertLook {
  return {
    kind: row.kind as AlertKind,
    at: row.at.toISOString(),
    pastDays: row.past_days,
    isEnough: row.is_enough,
    knowsSeason: row.knows_season,
  }
}
