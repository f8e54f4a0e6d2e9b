import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** The published figures of a group, from the matters themselves by plain SQL: it shares no code with how figures are kept and told. */
export interface PlainCount {
  reported: number
  closed: number
  completion: number | null
  resolution: number | null
  satisfaction: number | null
}

/**
 * Counts the matters of a period (days of the city's calendar, both counted) in all the city: `by` the class of their category, or by
 * the area of a level they lie in, of which those count that lie in one. What is private is left out. By key; the whole has ''.
 */
export async function countPlainly(
  db: Reader,
  by: 'whole' | 'category' | { level: string },
  { from, to }: { from: string; to: string },
): Promise<Record<string, PlainCount>> {
  const key = by === 'whole' ? sql`''` : by === 'category' ? sql`coalesce(c.parent_code, c.code, '')` : sql`l.top::text`
  const level = typeof by === 'object' ? by.level : 'none'
  const { rows } = await sql<{ key: string } & Record<'reported' | 'closed' | 'left_out' | 'rated' | 'solved' | 'content', number>>`
    with recursive lying (area_id, top) as (
      select id, id from areas where level = ${level}
      union all
      select a.id, l.top from areas a join lying l on a.parent_id = l.area_id
    ),
    newest as (select distinct on (matter_id) matter_id, at, solved, stars from ratings order by matter_id, at desc, id desc),
    keyed as (
      select m.id, m.state, m.reported_at, ${key} as key
      from matters m left join categories c on c.code = m.category_code left join lying l on l.area_id = m.area_id
      where not m.private
    ),
    facts as (
      select key, 1 as reported, (state = 'closed')::integer as closed, (state in ('withdrawn', 'merged', 'refused'))::integer as left_out,
        0 as rated, 0 as solved, 0 as content
      from keyed where (reported_at at time zone 'Asia/Shanghai')::date between ${from}::date and ${to}::date
      union all
      select key, 0, 0, 0, 1, n.solved::integer, (n.stars >= 4)::integer
      from keyed join newest n on n.matter_id = keyed.id where (n.at at time zone 'Asia/Shanghai')::date between ${from}::date and ${to}::date
    )
    select key, sum(reported)::integer as reported, sum(closed)::integer as closed, sum(left_out)::integer as left_out,
      sum(rated)::integer as rated, sum(solved)::integer as solved, sum(content)::integer as content
    from facts where key is not null group by key order by key`.execute(db)
  const share = (part: number, of: number) => (of > 0 ? part / of : null)
  return Object.fromEntries(
    rows.map((row) => [
      row.key,
      {
        reported: row.reported,
        closed: row.closed,
        completion: share(row.closed, row.reported - row.left_out),
        resolution: share(row.solved, row.rated),
        satisfaction: share(row.content, row.rated),
      },
    ]),
  )
}
