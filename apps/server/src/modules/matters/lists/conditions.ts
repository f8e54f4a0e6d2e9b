import type { ListFilters } from '@linli/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../access/index.ts'
import { inBox, type MapBox } from './map-box.ts'
import { inView } from './views.ts'
import { worksOn } from './whose.ts'

/** What narrows a list, with areas and categories looked up. */
export interface ListFilter extends Pick<
  ListFilters,
  'view' | 'kind' | 'state' | 'light' | 'source' | 'cardLevel' | 'organisationId' | 'reportedFrom' | 'reportedTo'
> {
  areaPath?: string | undefined
  /** A category and all below it. */
  categoryCodes?: readonly string[] | undefined
  number?: string | undefined
  box?: MapBox | undefined
}

/** Everything but who may see it, its area and what a search means. Never empty. */
export function conditionsOf(filter: ListFilter, actor: Actor, now: Date): RawBuilder<unknown>[] {
  const { kind, state, light, source, cardLevel, organisationId, reportedFrom, reportedTo, categoryCodes, number, box } = filter
  return [
    ...inView(filter.view ?? 'open', actor, now),
    ...(kind === undefined
      ? []
      : [kind === 'event' ? sql`matters.kind = 'event'` : sql`matters.kind = ${kind} and matters.kind <> 'event'`]),
    ...(state === undefined ? [] : [sql`matters.state = ${state}`]),
    ...(light === undefined ? [] : [shows(light, now)]),
    ...(source === undefined ? [] : [sql`matters.source = ${source}`]),
    ...(cardLevel === undefined ? [] : [sql`matters.card_level = ${cardLevel}`]),
    ...(organisationId === undefined ? [] : [worksOn([organisationId])]),
    // Dates and not words: the database refuses offsets that RFC 3339 allows.
    ...(reportedFrom === undefined ? [] : [sql`matters.reported_at >= ${new Date(reportedFrom)}`]),
    ...(reportedTo === undefined ? [] : [sql`matters.reported_at < ${new Date(reportedTo)}`]),
    ...(categoryCodes === undefined ? [] : [sql`matters.category_code = any(${categoryCodes}::text[])`]),
    ...(box === undefined ? [] : [inBox(box)]),
    ...(number === undefined ? [] : [sql`matters.number = ${number}`]),
    sql`true`,
  ]
}

/** As `lightOf` says it of one. */
export function shows(light: NonNullable<ListFilters['light']>, now: Date): RawBuilder<unknown> {
  if (light === 'none') return sql`matters.due_at is null`
  const inTime = sql`matters.due_at >= ${now}`
  if (light === 'red') return sql`matters.due_at < ${now}`
  return light === 'yellow'
    ? sql`${inTime} and matters.yellow_at <= ${now}`
    : sql`${inTime} and (matters.yellow_at is null or matters.yellow_at > ${now})`
}
