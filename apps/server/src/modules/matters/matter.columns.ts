import type { Change } from './change.ts'
import type { ChangeableField, Matter } from './matter.ts'
import type { NewMatterFacts } from './matter.store.ts'
import type { Outcome } from './outcome.ts'
import type { ColumnValue } from './statement-text.ts'

type Plain = Exclude<ChangeableField, 'holder' | 'form' | 'deskAreaPath'>

/** Where the fields an action may change are kept. `deskAreaPath` is the tree's. */
const columnOf: Record<Plain, readonly [string, string]> = {
  categoryCode: ['category_code', 'text'],
  severity: ['severity', 'text'],
  organisationIds: ['organisation_ids', 'uuid[]'],
  acceptedAt: ['accepted_at', 'timestamptz'],
  handledAt: ['handled_at', 'timestamptz'],
  verifiedAt: ['verified_at', 'timestamptz'],
  closedAt: ['closed_at', 'timestamptz'],
  promisedAt: ['promised_at', 'timestamptz'],
  reworkCount: ['rework_count', 'integer'],
  returnCount: ['return_count', 'integer'],
  reopenCount: ['reopen_count', 'integer'],
  solvedOnSpot: ['solved_on_spot', 'boolean'],
  sampled: ['sampled', 'boolean'],
  refusalReason: ['refusal_reason', 'text'],
  refusalWords: ['refusal_words', 'text'],
  publicAnswer: ['public_answer', 'text'],
  deskAreaId: ['desk_area_id', 'uuid'],
  areaId: ['area_id', 'uuid'],
  areaPath: ['area_path', 'text'],
  longitude: ['longitude', 'double precision'],
  latitude: ['latitude', 'double precision'],
  located: ['located', 'text'],
  address: ['address', 'text'],
  resumeState: ['resume_state', 'text'],
  appealedAt: ['appealed_at', 'timestamptz'],
  mergedIntoId: ['merged_into_id', 'uuid'],
  parentId: ['parent_id', 'uuid'],
  rateUntil: ['rate_until', 'timestamptz'],
  remindCount: ['remind_count', 'integer'],
  remindedAt: ['reminded_at', 'timestamptz'],
  followerIds: ['follower_ids', 'uuid[]'],
  supporterCount: ['supporter_count', 'integer'],
  cardLevel: ['card_level', 'text'],
}

const outcomeColumns: readonly (readonly [keyof Outcome, string, string])[] = [
  ['handledInTime', 'handled_in_time', 'boolean'],
  ['extended', 'extended', 'boolean'],
  ['suspendedOnce', 'suspended_once', 'boolean'],
  ['ratedAt', 'rated_at', 'timestamptz'],
  ['ratedSolved', 'rated_solved', 'boolean'],
  ['ratedStars', 'rated_stars', 'integer'],
  ['ratedLeadId', 'rated_lead_id', 'uuid'],
]

const plainFields = Object.keys(columnOf) as Plain[]

/** The columns an update sets: what the change names, and what every entry moves on. */
export function changedColumns(before: Matter, after: Matter, { set }: Change): ColumnValue[] {
  const columns: ColumnValue[] = [
    ['version', 'integer', after.version],
    ['substance_version', 'integer', after.substanceVersion],
    ['chain_head', 'bytea', after.chainHead],
  ]
  if (after.state !== before.state) columns.push(['state', 'text', after.state])
  if (!isSame(before.dueAt, after.dueAt) || !isSame(before.yellowAt, after.yellowAt))
    columns.push(['due_at', 'timestamptz', after.dueAt], ['yellow_at', 'timestamptz', after.yellowAt])
  for (const [field, column, type] of outcomeColumns)
    if (!isSame(before.outcome[field], after.outcome[field])) columns.push([column, type, after.outcome[field]])
  if ('holder' in set) columns.push(...holderColumns(after))
  if ('form' in set) columns.push(['form', 'jsonb', JSON.stringify(after.form)])
  for (const field of plainFields) if (field in set) columns.push([...columnOf[field], after[field]])
  return columns
}

/** Every column of a new matter. */
export function newMatterColumns(after: Matter, facts: NewMatterFacts): ColumnValue[] {
  return [
    ['id', 'uuid', after.id],
    ['number', 'text', after.number],
    ['kind', 'text', after.kind],
    ['state', 'text', after.state],
    ['version', 'integer', after.version],
    ['substance_version', 'integer', after.substanceVersion],
    ['chain_head', 'bytea', after.chainHead],
    ['text', 'text', after.text],
    ['source', 'text', after.source],
    ['anonymous', 'boolean', after.anonymous],
    ['private', 'boolean', after.private],
    ['reporter_account_id', 'uuid', after.reporterAccountId],
    ['receipt_hash', 'bytea', facts.receiptHash],
    ['contact_cipher', 'bytea', facts.contactCipher],
    ['contact_hash', 'bytea', facts.contactHash],
    ['place_given_in', 'text', facts.placeGivenIn],
    ['reported_at', 'timestamptz', after.reportedAt],
    ['due_at', 'timestamptz', after.dueAt],
    ['yellow_at', 'timestamptz', after.yellowAt],
    ['form', 'jsonb', JSON.stringify(after.form)],
    ...holderColumns(after),
    ...outcomeColumns.map(([field, column, type]): ColumnValue => [column, type, after.outcome[field]]),
    ...plainFields.map((field): ColumnValue => [...columnOf[field], after[field]]),
  ]
}

function holderColumns({ holder }: Matter): ColumnValue[] {
  return [
    ['holder_area_id', 'uuid', holder.areaId],
    ['holder_organisation_id', 'uuid', holder.organisationId],
  ]
}

function isSame(a: unknown, b: unknown): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b
}
