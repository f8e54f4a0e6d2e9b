import { type AreaMeasure, type FigureDefinition, figureDefinitions, type FigureId, type FigurePart } from '@linli/contract'
import { type RawBuilder, sql } from 'kysely'

/** What makes something count for a measure, and whose work it then is. The same as `talliesOf` counts, said to the database. */
interface Counting {
  /** An assignment counts, or the matter itself. */
  what: 'matter' | 'assignment'
  /** When it counts: a column. */
  at: RawBuilder<unknown>
  condition: RawBuilder<unknown>
  /** The organisation whose work it is: a column; null where only areas count it. */
  organisation: RawBuilder<unknown> | null
}

const always = sql`true`
const reported = (condition: RawBuilder<unknown>): Counting => ({
  what: 'matter',
  at: sql`matters.reported_at`,
  condition,
  organisation: null,
})
const accepted = (condition: RawBuilder<unknown>): Counting => ({ ...reported(condition), at: sql`matters.accepted_at` })
const handled = (condition: RawBuilder<unknown>): Counting => ({ ...reported(condition), at: sql`matters.handled_at` })
const rated = (condition: RawBuilder<unknown>): Counting => ({
  ...reported(condition),
  at: sql`matters.rated_at`,
  organisation: sql`matters.rated_lead_id`,
})
const dispatched = (condition: RawBuilder<unknown>): Counting => ({
  what: 'assignment',
  at: sql`assignments.dispatched_at`,
  condition,
  organisation: sql`assignments.organisation_id`,
})

/** Every measure there is; a test holds each figure made of them against the matters found by them. */
const countings: Record<AreaMeasure, Counting> = {
  reported: reported(always),
  taken_up: reported(sql`matters.accepted_at is not null`),
  sent_out: reported(sql`(matters.solved_on_spot or exists (select 1 from assignments sent where sent.matter_id = matters.id))`),
  worked_off: reported(sql`matters.handled_at is not null`),
  answered: reported(sql`matters.rated_at is not null`),
  closed: reported(sql`matters.state = 'closed'`),
  withdrawn: reported(sql`matters.state = 'withdrawn'`),
  merged: reported(sql`matters.state = 'merged'`),
  refused: reported(sql`matters.state = 'refused'`),
  solved_in_grid: reported(sql`matters.state = 'closed' and matters.solved_on_spot`),
  reworked: reported(sql`matters.rework_count > 0`),
  reopened: reported(sql`matters.reopen_count > 0`),
  supervised: reported(sql`matters.card_level is not null`),
  accepted: accepted(always),
  handled: handled(always),
  handled_in_time: handled(sql`matters.handled_in_time is true`),
  handled_extended: handled(sql`matters.extended`),
  handled_suspended: handled(sql`matters.suspended_once`),
  rated: rated(always),
  rated_solved: rated(sql`matters.rated_solved is true`),
  rated_content: rated(sql`matters.rated_stars >= 4`),
  dispatched: dispatched(always),
  claimed: dispatched(sql`assignments.claimed_at is not null`),
  claimed_in_time: dispatched(sql`assignments.claimed_in_time is true`),
  returned: dispatched(sql`assignments.state = 'returned'`),
}

/** What is behind a part of a figure. */
export interface Behind extends Counting {
  /** How long it took; null of a figure that is not a time. */
  since: RawBuilder<unknown> | null
}

/** What a part of a figure counts, from its definition and nothing else; null when the figure has no such part. */
export function behindOf(figureId: FigureId, part: FigurePart): Behind | null {
  const definition: FigureDefinition = figureDefinitions[figureId]
  if (typeof definition.counts === 'string') {
    const counting = definition.counts === 'response' ? countings.accepted : countings.handled
    return part === 'counted' ? { ...counting, since: sql`matters.reported_at` } : null
  }
  const [first] = definition.outOf ?? definition.counts
  if (first === undefined || (part === 'others' && !definition.outOf)) return null
  const counted = anyOf(definition.counts)
  if (part === 'counted') return { ...countings[first], condition: counted, since: null }
  const condition = sql`${anyOf(definition.outOf ?? [])} and not ${anyOf(definition.without ?? [])} and not ${counted}`
  return { ...countings[first], condition, since: null }
}

function anyOf(measures: readonly AreaMeasure[]): RawBuilder<unknown> {
  return sql`(${sql.join([...measures.map((measure) => sql`(${countings[measure].condition})`), sql`false`], sql` or `)})`
}
