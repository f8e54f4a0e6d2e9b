import { type RawBuilder, sql } from 'kysely'

/** Matters with organisations have an index of their own, so the emptiness is said. */
export function worksOn(organisationIds: readonly string[]): RawBuilder<unknown> {
  return sql`matters.organisation_ids <> '{}' and matters.organisation_ids && ${organisationIds}::uuid[]`
}

/** As with organisations. */
export function followedBy(ids: readonly string[]): RawBuilder<unknown> {
  return sql`matters.follower_ids <> '{}' and matters.follower_ids && ${ids}::uuid[]`
}
