import type { Db } from '../apps/server/src/platform/db.ts'
import type { Sample } from './desk-requests.ts'

/** Clerks of a community, of the street above it and of the whole city. */
export const desks = ['community', 'street', 'city'] as const
export type Desk = (typeof desks)[number]

/** An open matter of the desk itself that somebody left their number with. */
export async function sampleOf(owner: Db, desk: Desk): Promise<Sample> {
  const { rows } = await owner.pool.query<Sample>(
    `select m.id as "matterId", m.number, coalesce(m.category_code, (select min(code) from categories where parent_code is not null)) as "categoryCode",
       m.area_id as "areaId", coalesce(m.organisation_ids[1], (select min(id::text)::uuid from organisations)) as "organisationId",
       m.longitude, m.latitude
     from accounts a join posts p on p.account_id = a.id join matters m on m.desk_area_id = p.area_id
     where a.login_name = $1 and m.closed_at is null and m.contact_hash is not null and not m.anonymous
     order by m.state = 'in_progress' desc, m.reported_at desc limit 1`,
    [desk],
  )
  const [sample] = rows
  if (!sample) throw new Error(`the desk of the ${desk} has no matter to ask about: make more matters`)
  return sample
}
