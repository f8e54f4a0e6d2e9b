import { sql } from 'kysely'
import type { TestCity } from '../../testing/test-city.ts'
import { type Db, inTransaction } from '../../platform/db.ts'
import { insertAlert } from './alerts.store.ts'
import { dateOf, dayAt } from './city-day.ts'

/** Writes kept figures as if so much had been reported: `countOf` says how much of a category on a day. */
export async function keepCounts(
  db: Db,
  areaIds: readonly string[],
  { from, to, categoryCode }: { from: number; to: number; categoryCode: string },
  countOf: (day: number) => number,
): Promise<void> {
  const rows = areaIds.flatMap((areaId) =>
    Array.from({ length: to - from + 1 }, (_, at) => ({ areaId, day: dateOf(from + at), count: countOf(from + at) })),
  )
  await sql`insert into figure_days (area_id, day, category_code, kind, reported)
    select area_id, day, ${categoryCode}, 'event', count
    from jsonb_to_recordset(${JSON.stringify(rows.map(({ areaId, day, count }) => ({ area_id: areaId, day, count })))}::jsonb)
      as t (area_id uuid, day date, count integer)
    where count > 0
    on conflict (area_id, day, category_code, kind) do update set reported = excluded.reported`.execute(db.read)
}

/** Keeps a surge of today at the desk of an area, as a look would have; its id. */
export async function keepAlert(city: TestCity, areaId: string): Promise<string> {
  const now = city.clock.now()
  const area = city.matters.books.areas.get().deskOf(areaId)
  if (!area) throw new Error('the area has no desk')
  const day = dayAt(now)
  const week = { from: dateOf(day - 6), to: dateOf(day), seen: 21, expected: 7.5, low: 3, high: 13 }
  const past = { from: dateOf(day - 69), to: dateOf(day - 14) }
  const kept = await inTransaction(city.db, (tx) =>
    insertAlert(
      tx,
      {
        kind: 'surge',
        areaId: area.id,
        categoryCode: 'E01',
        cell: '',
        from: day - 6,
        to: day,
        seen: 21,
        expected: 7.5,
        chance: 1e-5,
        explanation: { low: 3, high: 13, past, knowsSeason: false, weeks: [week], times: [], cells: [] },
        matterIds: [],
      },
      area,
      now,
    ),
  )
  return kept.id
}
