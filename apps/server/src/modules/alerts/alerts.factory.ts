import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import { dateOf } from './city-day.ts'

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
