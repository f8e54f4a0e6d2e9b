import { type Check, finding, findWrong } from './check.ts'

const hourMs = 3_600_000

/** No clock runs on what has ended; none that is due waits. What waits longer than an hour says that no worker runs. */
export const clocks: Check = async ({ db, now }) => [
  await findWrong(
    db,
    finding('clocks that run on ended matters'),
    'select count(*) as count from clocks where stopped_at is null',
    `select m.number || ' ' || c.kind as example from clocks c join matters m on m.id = c.matter_id
     where c.stopped_at is null and m.closed_at is not null
     and not coalesce(c.pauses -> -1 ->> 1 is null and jsonb_array_length(c.pauses) > 0, false)
     order by c.id`,
  ),
  await findWrong(
    db,
    finding('clocks due for more than an hour (a worker fires them)', true),
    'select count(*) as count from clocks where next_at is not null',
    `select m.number || ' ' || c.kind as example from clocks c join matters m on m.id = c.matter_id
     where c.next_at <= $1 order by c.next_at`,
    [new Date(now.getTime() - hourMs)],
  ),
]
