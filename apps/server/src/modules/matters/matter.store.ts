import type { Statement } from '../../platform/db.ts'
import type { Intention } from '../../platform/idempotency.ts'
import { type AuditEntry, auditRow } from '../audit/index.ts'
import { changedColumns, newMatterColumns } from './matter.columns.ts'
import type { Change } from './change.ts'
import { wordsToFind } from './lists/fill-search.ts'
import type { Matter, RunningClock } from './matter.ts'
import { type ColumnValue, StatementText } from './statement-text.ts'
import { tallyChanges } from './tally.ts'
import { tallyRows } from './tally.store.ts'
import type { SealedEntry } from './timeline.ts'

/** A change that is decided and only has to be written. */
export interface Writable {
  after: Matter
  change: Change
  entry: SealedEntry
  accountId: string | null
  intention: Intention | null
  receipt: unknown
  /** What the audit trail keeps of it; most actions stand in the timeline alone. */
  audit?: AuditEntry | undefined
}

/** What only a new matter has: its place as given, and how to reach whoever reported. */
export interface NewMatterFacts {
  receiptHash: Buffer | null
  contactCipher: Buffer | null
  contactHash: Buffer | null
  placeGivenIn: string | null
  /** Of the number left, by which a desk finds it; see decision 0026. */
  phoneEndHash: Buffer | null
}

/** Of a matter nobody outside reported. */
export const noContact: NewMatterFacts = {
  receiptHash: null,
  contactCipher: null,
  contactHash: null,
  placeGivenIn: null,
  phoneEndHash: null,
}

/**
 * Writes a whole change as one statement: the matter if it still has the version that was decided on, timeline entry,
 * clocks, assignments, requests, cards, notices, rating and the answer to repetitions. Answers `changed`: 1, or 0 when
 * someone was faster, and then nothing is written.
 *
 * One statement instead of a transaction of several: at 16 clients on two cores the several reached half the rate.
 */
export function writeChange(writable: Writable & { before: Matter }): Statement {
  const { before, after, change } = writable
  const sql = new StatementText()
  const set = changedColumns(before, after, change).map(([column, type, value]) => `${column} = ${sql.parameter(value, type)}`)
  sql.with(
    'matter',
    `update matters set ${set.join(', ')} where id = ${sql.parameter(before.id, 'uuid')} and version = ${sql.parameter(before.version, 'integer')} returning id`,
  )
  writeParts(sql, writable, before)
  if ('address' in change.set) rewriteSearchWords(sql, after)
  return sql.statement('select count(*)::integer as changed from matter')
}

/** Writes a new matter with its first entry. Throws a unique violation when the intention or the number was used before. */
export function insertMatter(writable: Writable, facts: NewMatterFacts): Statement {
  const sql = new StatementText()
  const columns = newMatterColumns(writable.after, facts)
  const values = columns.map(([, type, value]) => sql.parameter(value, type))
  sql.with('matter', `insert into matters (${columns.map(([column]) => column).join(', ')}) values (${values.join(', ')}) returning id`)
  writeParts(sql, writable, null)
  sql.with(
    'search',
    `insert into matter_search (matter_id, words, phone_end_hash) select id, array_to_tsvector(${sql.parameter(wordsToFind(writable.after), 'text[]')}), ${sql.parameter(facts.phoneEndHash, 'bytea')} from matter`,
  )
  return sql.statement('select count(*)::integer as changed from matter')
}

/** Of a matter that has no words yet they are made later, from what it is then (fill-search.ts). */
function rewriteSearchWords(sql: StatementText, after: Matter): void {
  sql.with(
    'search',
    `update matter_search set words = array_to_tsvector(${sql.parameter(wordsToFind(after), 'text[]')}) from matter where matter_search.matter_id = matter.id`,
  )
}

/** The rows beside the matter's own. Each takes the matter's id from the first part, so that none is written without it. */
function writeParts(sql: StatementText, writable: Writable, before: Matter | null): void {
  writeEntry(sql, writable.entry)
  writeClocks(sql, writable)
  writeAssignments(sql, writable)
  writeRequests(sql, writable)
  writeCards(sql, writable)
  writeNotices(sql, writable)
  writePeopleAndLinks(sql, writable)
  writeTally(sql, before, writable)
  if (writable.audit) writeAuditLine(sql, writable.audit, writable.entry.at)
  const { entry, intention, receipt } = writable
  const p = (value: unknown, type: string) => sql.parameter(value, type)
  if (intention)
    sql.with(
      'answer',
      `insert into idempotency_keys (owner, key, request_hash, answer, at) select ${p(intention.owner, 'text')}, ${p(intention.key, 'text')}, ${p(intention.requestHash, 'bytea')}, ${p(JSON.stringify(receipt), 'jsonb')}, ${p(entry.at, 'timestamptz')} from matter`,
    )
}

/** What this changes in the figures; folded into their tables later, so that nobody waits for a row of the whole city. */
function writeTally(sql: StatementText, before: Matter | null, { after, entry }: Writable): void {
  sql.insert('tally_changes', tallyRows(tallyChanges(before, after), entry.at))
}

function writeAuditLine(sql: StatementText, audit: AuditEntry, at: Date): void {
  const row = auditRow(audit, at)
  const columns: ColumnValue[] = [
    ['id', 'uuid', row.id],
    ['at', 'timestamptz', row.at],
    ['account_id', 'uuid', row.account_id],
    ['action', 'text', row.action],
    ['object_kind', 'text', row.object_kind],
    ['object_id', 'uuid', row.object_id],
    ['detail', 'jsonb', row.detail],
  ]
  const values = columns.map(([, type, value]) => sql.parameter(value, type))
  sql.with('audited', `insert into audit_entries (${columns.map(([column]) => column).join(', ')}) select ${values.join(', ')} from matter`)
}

function writeEntry(sql: StatementText, entry: SealedEntry): void {
  sql.insert('timeline_entries', [
    [
      ['seq', 'integer', entry.seq],
      ['at', 'timestamptz', entry.at],
      ['account_id', 'uuid', entry.accountId],
      ['actor_role', 'text', entry.hat.role],
      ['actor_area_id', 'uuid', entry.hat.areaId],
      ['actor_organisation_id', 'uuid', entry.hat.organisationId],
      ['action', 'text', entry.action],
      ['from_state', 'text', entry.fromState],
      ['to_state', 'text', entry.toState],
      ['holder_area_id', 'uuid', entry.holder.areaId],
      ['holder_organisation_id', 'uuid', entry.holder.organisationId],
      ['visibility', 'text', entry.visibility],
      ['content', 'jsonb', JSON.stringify(entry.content)],
      ['content_digest', 'bytea', entry.contentDigest],
      ['previous_hash', 'bytea', entry.previousHash],
      ['hash', 'bytea', entry.hash],
    ],
  ])
}

function writeClocks(sql: StatementText, { change, entry }: Writable): void {
  const p = (value: unknown, type: string) => sql.parameter(value, type)
  const stopped = change.stopClocks ?? []
  if (stopped.length > 0) {
    const ids = stopped.map((clock) => clock.id)
    sql.with(
      'stopped',
      `update clocks set stopped_at = ${p(entry.at, 'timestamptz')}, next_at = null from matter where clocks.id = any(${p(ids, 'uuid[]')}) and clocks.matter_id = matter.id`,
    )
  }
  const reshaped = (change.setClocks ?? []).filter((clock) => !stopped.some((each) => each.id === clock.id))
  for (const [index, clock] of reshaped.entries()) {
    const set = clockColumns(clock).map(([column, type, value]) => `${column} = ${p(value, type)}`)
    sql.with(
      `clock_${index}`,
      `update clocks set ${set.join(', ')} from matter where clocks.id = ${p(clock.id, 'uuid')} and clocks.matter_id = matter.id`,
    )
  }
  sql.insert(
    'clocks',
    (change.startClocks ?? []).map((clock) => [
      ['id', 'uuid', clock.id],
      ['assignment_id', 'uuid', clock.assignmentId],
      ['kind', 'text', clock.kind],
      ['started_at', 'timestamptz', clock.startedAt],
      ...clockColumns(clock),
    ]),
  )
}

function clockColumns(clock: RunningClock): [string, string, unknown][] {
  return [
    ['limit_amount', 'integer', clock.limit?.amount ?? null],
    ['limit_unit', 'text', clock.limit?.unit ?? null],
    ['extended_days', 'integer', clock.extendedDays],
    ['pauses', 'jsonb', JSON.stringify(clock.pauses.map((pause) => [pause.from, pause.to]))],
    ['due_at', 'timestamptz', clock.dueAt],
    ['yellow_at', 'timestamptz', clock.yellowAt],
    ['calendar_announced', 'boolean', clock.announced],
    ['step', 'integer', clock.step],
    ['next_at', 'timestamptz', clock.nextAt],
  ]
}

function writeAssignments(sql: StatementText, { after, change }: Writable): void {
  const p = (value: unknown, type: string) => sql.parameter(value, type)
  sql.insert(
    'assignments',
    (change.addAssignments ?? []).map((added) => [
      ['id', 'uuid', added.id],
      ['organisation_id', 'uuid', added.organisationId],
      ['part', 'text', added.part],
      ['state', 'text', added.state],
      ['instruction', 'text', added.instruction],
      ['dispatched_at', 'timestamptz', added.dispatchedAt],
      ['due_at', 'timestamptz', added.dueAt],
      ['whistle', 'boolean', added.whistle],
    ]),
  )
  const changed = new Set((change.setAssignments ?? []).map(({ id }) => id))
  for (const [index, set] of after.assignments.filter(({ id }) => changed.has(id)).entries())
    sql.with(
      `assignment_${index}`,
      `update assignments set state = ${p(set.state, 'text')}, claimed_at = ${p(set.claimedAt, 'timestamptz')}, finished_at = ${p(set.finishedAt, 'timestamptz')}, handler_account_id = ${p(set.handlerAccountId, 'uuid')}, result = ${p(set.result, 'text')}, return_reason = ${p(set.returnReason, 'text')}, due_at = ${p(set.dueAt, 'timestamptz')}, arrived_at = ${p(set.arrivedAt, 'timestamptz')}, arrived_distance_m = ${p(set.arrivedDistanceM, 'integer')}, claimed_in_time = ${p(set.claimedInTime, 'boolean')}
      from matter where assignments.id = ${p(set.id, 'uuid')} and assignments.matter_id = matter.id`,
    )
}

function writeRequests(sql: StatementText, { change, entry, accountId }: Writable): void {
  const p = (value: unknown, type: string) => sql.parameter(value, type)
  sql.insert(
    'requests',
    (change.ask ? [change.ask] : []).map((request) => [
      ['id', 'uuid', request.id],
      ['assignment_id', 'uuid', request.assignmentId],
      ['kind', 'text', request.kind],
      ['reason', 'text', request.reason],
      ['words', 'text', request.words],
      ['asked_days', 'integer', request.askedDays],
      ['plan_date', 'timestamptz', request.planDate],
      ['asked_at', 'timestamptz', request.askedAt],
      ['asked_by', 'uuid', request.askedBy],
      ['to_area_id', 'uuid', request.toAreaId],
    ]),
  )
  for (const [index, { request, granted, grantedDays, words }] of (change.rule ?? []).entries())
    sql.with(
      `ruling_${index}`,
      `update requests set ruled_at = ${p(entry.at, 'timestamptz')}, ruled_by = ${p(accountId, 'uuid')}, granted = ${p(granted, 'boolean')}, granted_days = ${p(grantedDays, 'integer')}, ruling_words = ${p(words, 'text')}
      from matter where requests.id = ${p(request.id, 'uuid')} and requests.matter_id = matter.id`,
    )
}

function writeCards(sql: StatementText, { change, entry, accountId }: Writable): void {
  const p = (value: unknown, type: string) => sql.parameter(value, type)
  sql.insert(
    'supervision_cards',
    (change.raise ?? []).map((card) => [
      ['id', 'uuid', card.id],
      ['level', 'text', card.level],
      ['area_id', 'uuid', card.areaId],
      ['raised_by', 'uuid', card.automatic ? null : accountId],
      ['instruction', 'text', card.instruction],
      ['raised_at', 'timestamptz', entry.at],
      ['answer_by', 'timestamptz', card.answerBy],
      ['to_area_id', 'uuid', card.to.areaId],
      ['to_organisation_id', 'uuid', card.to.organisationId],
    ]),
  )
  for (const [index, { cardId, answer }] of (change.endCards ?? []).entries()) {
    const set =
      answer === null
        ? `ended_at = ${p(entry.at, 'timestamptz')}`
        : `answered_at = ${p(entry.at, 'timestamptz')}, answered_by = ${p(accountId, 'uuid')}, answer = ${p(answer, 'text')}`
    sql.with(
      `card_${index}`,
      `update supervision_cards set ${set} from matter where supervision_cards.id = ${p(cardId, 'uuid')} and supervision_cards.matter_id = matter.id`,
    )
  }
}

function writeNotices(sql: StatementText, { change, entry }: Writable): void {
  sql.insert(
    'notices',
    (change.notices ?? []).map(({ id, event, to, facts, urgent }) => [
      ['id', 'uuid', id],
      ['at', 'timestamptz', entry.at],
      ['event', 'text', event],
      ['account_id', 'uuid', 'accountId' in to ? to.accountId : null],
      ['area_id', 'uuid', 'areaId' in to ? to.areaId : null],
      ['organisation_id', 'uuid', 'organisationId' in to ? to.organisationId : null],
      ['to_followers', 'boolean', 'followers' in to],
      ['to_contact', 'boolean', 'contact' in to],
      ['urgent', 'boolean', urgent],
      ['facts', 'jsonb', JSON.stringify(facts)],
    ]),
  )
}

function writePeopleAndLinks(sql: StatementText, { change, entry, accountId }: Writable): void {
  const { rating, addFollower, links = [] } = change
  if (rating)
    sql.insert('ratings', [
      [
        ['id', 'uuid', rating.id],
        ['account_id', 'uuid', accountId],
        ['at', 'timestamptz', entry.at],
        ['given_by', 'text', rating.givenBy],
        ['solved', 'boolean', rating.solved],
        ['stars', 'integer', rating.stars],
        ['reasons', 'text[]', rating.reasons],
        ['words', 'text', rating.words],
      ],
    ])
  if (addFollower)
    sql.insert('followers', [
      [
        ['id', 'uuid', addFollower.id],
        ['account_id', 'uuid', addFollower.accountId],
        ['receipt_hash', 'bytea', addFollower.receiptHash],
        ['contact_hash', 'bytea', addFollower.contactHash],
        ['joined_at', 'timestamptz', entry.at],
      ],
    ])
  sql.insert(
    'attachments',
    (change.attach ?? []).map((file) => [
      ['file_id', 'uuid', file.id],
      ['seq', 'integer', entry.seq],
      ['visibility', 'text', entry.visibility],
      ['role', 'text', file.role ?? null],
    ]),
  )
  sql.insert(
    'matter_links',
    links.map(({ otherId, relation }) => [
      ['other_id', 'uuid', otherId],
      ['relation', 'text', relation],
      ['at', 'timestamptz', entry.at],
      ['account_id', 'uuid', accountId],
    ]),
    // Two desks may find the same two matters related; the matter does not carry its links, so the rule cannot know.
    true,
  )
}
