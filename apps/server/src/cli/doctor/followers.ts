import { type Check, finding, findWrong } from './check.ts'

/** Who joined follows, and who follows has joined or came with a matter that was merged. */
export const followers: Check = async ({ db }) => [
  await findWrong(
    db,
    finding('joined, but not following'),
    'select count(*) as count from followers',
    `select m.number as example from followers f join matters m on m.id = f.matter_id
     where not coalesce(f.account_id, f.id) = any(m.follower_ids) order by f.id`,
  ),
  await findWrong(
    db,
    finding('following, but never joined'),
    `select coalesce(sum(cardinality(follower_ids)), 0)::bigint as count from matters where follower_ids <> '{}'`,
    `select m.number as example from matters m, unnest(m.follower_ids) as who
     where m.follower_ids <> '{}'
     and not exists (select 1 from followers f where f.matter_id = m.id and coalesce(f.account_id, f.id) = who)
     and not exists (
       select 1 from matters merged where merged.merged_into_id = m.id
       and (merged.reporter_account_id = who or merged.id = who or who = any(merged.follower_ids)))
     order by m.id`,
  ),
]
